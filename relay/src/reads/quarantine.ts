import { iso } from '../iso.js';
import { findQuarantined, quarantined, type QuarantineSummary } from '../store/commands/quarantine.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

/** A page of the requests that were turned away, newest first, without what they held. */
export const quarantine = (async ({ db }, { after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => quarantined(db, { after, limit: most }),
    ({ id }) => [id],
  );
  return { quarantine: rows.map(quarantineEntry), next };
}) satisfies Read<{ after: string | null; limit: number }, unknown>;

function quarantineEntry(row: QuarantineSummary) {
  return {
    id: row.id,
    at: iso(row.at),
    hookId: row.hook_id,
    status: row.status,
    code: row.code,
    reason: row.reason,
    method: row.method,
    size: row.size,
    truncated: row.truncated === 1,
    remoteAddress: row.remote_address,
    replayedAs: row.replayed_as,
    view: `/api/quarantine/${row.id}`,
  };
}

/** A rejected request as far as it is kept; null where there is none by this id. */
export const quarantinedRequest = (async ({ db }, { id }) => {
  const row = await findQuarantined(db, id);
  if (row === undefined) return null;
  const { view: _view, ...entry } = quarantineEntry({ ...row, size: row.body.length });
  return {
    ...entry,
    query: row.query,
    headers: JSON.parse(row.headers) as unknown,
    body: row.body.toString('utf8'),
  };
}) satisfies Read<{ id: string }, unknown>;
