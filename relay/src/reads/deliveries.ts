import { iso } from '../iso.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';
import type { DeliverySummary } from '../store/ports/intake.js';

/** A page of the deliveries, newest first, without what they held. */
export const deliveries = (async ({ store }, { after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => store.intake.summaries({ after, limit: most }),
    ({ seq }) => [seq],
  );
  return { deliveries: rows.map(deliveryEntry), next };
}) satisfies Read<{ after: number | null; limit: number }, unknown>;

export function deliveryEntry(row: DeliverySummary) {
  return {
    id: row.id,
    hookId: row.hookId,
    receivedAt: iso(row.receivedAt),
    state: row.state,
    failure: row.failure,
    method: row.method,
    size: row.size,
    remoteAddress: row.remoteAddress,
    view: `/api/deliveries/${row.id}`,
  };
}

/** A delivery as it came; null where there is none by this id. */
export const delivery = (async ({ store }, { id }) => {
  const row = await store.intake.find(id);
  if (row === undefined) return null;
  const { view: _view, ...entry } = deliveryEntry({ ...row, size: row.body.length });
  return {
    ...entry,
    query: row.query,
    headers: JSON.parse(row.headers) as Readonly<Record<string, unknown>>,
    body: row.body.toString('utf8'),
  };
}) satisfies Read<{ id: string }, unknown>;
