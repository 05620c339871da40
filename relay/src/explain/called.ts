import { textOf, type Occurrence } from '@convoso-connect/core';
import type { Workflow } from '@convoso-connect/core/config';
import { NAMED_KINDS, nameKey, type NamedKind } from '../account-names/kinds.js';
import type { StoreReads } from '../store/store.js';

/** What an id stands for on Convoso's screens, as Convoso had it when it was last asked. */
export interface CalledId {
  readonly kind: NamedKind;
  readonly id: string;
  readonly name: string;
  /** The workflow whose scope names it; null where the call was in it. */
  readonly workflowId: string | null;
}

/** The names of the campaign, list and queue of a call, and of those that the scopes of workflows name. */
export async function calledIds(
  { accountNames }: Pick<StoreReads, 'accountNames'>,
  { snapshot }: Occurrence,
  workflows: readonly Workflow[],
): Promise<CalledId[]> {
  const asked = [
    ...NAMED_KINDS.flatMap((kind) => {
      const id = snapshot.callLog[`${kind}_id`] ?? snapshot.lead[`${kind}_id`];
      return id === undefined ? [] : [{ kind, id: textOf(id).trim(), workflowId: null }];
    }),
    ...workflows.flatMap(({ id: workflowId, relation: { type, ids, all } }) =>
      NAMED_KINDS.filter((kind) => kind === type && !all).flatMap((kind) =>
        ids.map((id) => ({ kind, id, workflowId })),
      ),
    ),
  ];
  const names = await accountNames.of([...new Set(asked.map(({ kind, id }) => nameKey(kind, id)))]);
  return asked.flatMap((each) => {
    const name = names.get(nameKey(each.kind, each.id));
    return name === undefined ? [] : [{ ...each, name }];
  });
}
