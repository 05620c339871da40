import { iso } from '../iso.js';
import { findDelivery } from '../store/commands/deliveries.js';
import { deliverySummaries, type DeliverySummary } from '../store/commands/delivery-lists.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

/** A page of the deliveries, newest first, without what they held. */
export const deliveries = (async ({ db }, { after, limit }) => {
  const { rows, next } = await pageOf(
    limit,
    (most) => deliverySummaries(db, { after, limit: most }),
    ({ seq }) => [seq],
  );
  return { deliveries: rows.map(deliveryEntry), next };
}) satisfies Read<{ after: number | null; limit: number }, unknown>;

export function deliveryEntry(row: DeliverySummary) {
  return {
    id: row.id,
    hookId: row.hook_id,
    receivedAt: iso(row.received_at),
    state: row.state,
    failure: row.failure,
    method: row.method,
    size: row.size,
    remoteAddress: row.remote_address,
    view: `/api/deliveries/${row.id}`,
  };
}

/** A delivery as it came; null where there is none by this id. */
export const delivery = (async ({ db }, { id }) => {
  const row = await findDelivery(db, id);
  if (row === undefined) return null;
  const { view: _view, ...entry } = deliveryEntry({ ...row, size: row.body.length });
  return {
    ...entry,
    query: row.query,
    headers: JSON.parse(row.headers) as unknown,
    body: row.body.toString('utf8'),
  };
}) satisfies Read<{ id: string }, unknown>;
