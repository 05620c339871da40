import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Named, NamedKind } from './kinds.js';

/** Asks Convoso for all that there are of a kind. Rejects with a `ConvosoApiError` where it does not say. */
export const PULLS: { readonly [Kind in NamedKind]: (api: ConvosoApi) => Promise<readonly Named[]> } = {
  campaign: async ({ campaigns }) => namedIn((await campaigns.search()).rows),
  /** There may be thousands, and Convoso has no pages of them. */
  list: async ({ lists }) => namedIn((await lists.search()).rows),
  queue: async ({ agentMonitor }) =>
    namedIn((await agentMonitor.search()).data.queues.map(({ value, name }) => ({ id: value, name }))),
  user: async ({ users }) => {
    const named: Named[] = [];
    for await (const { id, first_name: first, last_name: last, email } of users.searchAll()) {
      const name = [first, last].filter(Boolean).join(' ') || (email ?? '');
      if (id !== null) named.push({ id, name });
    }
    return named;
  },
};

function namedIn(rows: readonly { readonly id: string | null; readonly name: string | null }[]): Named[] {
  return rows.flatMap(({ id, name }) => (id === null ? [] : [{ id, name: name?.trim() ?? '' }]));
}
