import { whyNotLetIn } from '../explain/let-in.js';
import { iso } from '../iso.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';
import type { QuarantineSummary } from '../store/ports/quarantine.js';

/** A page of the requests that were turned away, newest first, without what they held. */
export const quarantine = (async ({ store }, { after, limit, timeZone }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => store.quarantine.page({ after, limit: most }),
    ({ id }) => [id],
  );
  return { timeZone, quarantine: rows.map(quarantineEntry), next };
}) satisfies Read<{ after: string | null; limit: number; timeZone: string }, unknown>;

function quarantineEntry(row: QuarantineSummary) {
  return {
    id: row.id,
    at: iso(row.at),
    hookId: row.hookId,
    status: row.status,
    code: row.code,
    reason: row.reason,
    method: row.method,
    size: row.size,
    truncated: row.truncated,
    whyNotLetIn: whyNotLetIn(row),
    remoteAddress: row.remoteAddress,
    replayedAs: row.replayedAs,
    view: `/api/quarantine/${row.id}`,
  };
}

/** A rejected request as far as it is kept; null where there is none by this id. */
export const quarantinedRequest = (async ({ store }, { id }) => {
  const row = await store.quarantine.find(id);
  if (row === undefined) return null;
  const { view: _view, ...entry } = quarantineEntry({ ...row, size: row.body.length });
  return {
    ...entry,
    query: row.query,
    headers: JSON.parse(row.headers) as Readonly<Record<string, unknown>>,
    body: row.body.toString('utf8'),
  };
}) satisfies Read<{ id: string }, unknown>;
