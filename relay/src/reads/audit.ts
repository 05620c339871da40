import { iso } from '../iso.js';
import type { ChangeFilter, StoredChange } from '../store/ports/audit.js';
import type { Place } from '../store/ports/lists.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

export interface AskedChanges {
  readonly timeZone: string;
  readonly filter: ChangeFilter;
  readonly after: Place<number> | null;
  readonly limit: number;
}

/** A page of what was changed, newest first. */
export const audit = (async ({ store }, { timeZone, filter, after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => store.audit.page(filter, { after, limit: most }),
    ({ at, id }) => [at, id],
  );
  return { timeZone, changes: rows.map(auditEntry), next };
}) satisfies Read<AskedChanges, unknown>;

function auditEntry({ id, at, who, keyId, what, part, before, after, outcome, failure }: StoredChange) {
  return {
    id,
    at: iso(at),
    who,
    keyId,
    what,
    part,
    before: stateOf(before),
    after: stateOf(after),
    outcome,
    failure,
  };
}

function stateOf(text: string | null): Readonly<Record<string, unknown>> | null {
  return text === null ? null : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}
