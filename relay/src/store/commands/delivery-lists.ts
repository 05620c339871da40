import { sql, type Selectable } from 'kysely';
import type { DeliveryTable } from '../schema.js';
import type { Db } from '../sqlite.js';
import { CURRENT_STATE } from './deliveries.js';

/** A delivery without what it held. */
export type DeliverySummary = Pick<
  Selectable<DeliveryTable>,
  'seq' | 'id' | 'hook_id' | 'received_at' | 'state' | 'failure' | 'method' | 'remote_address'
> & {
  /** Of the body, in bytes. */
  readonly size: number;
};

/** Where a page begins: below the delivery of this number, or at the newest. */
interface Page {
  readonly after: number | null;
  readonly limit: number;
}

/** The next deliveries, newest first. */
export async function deliverySummaries(db: Db, page: Page): Promise<DeliverySummary[]> {
  return summaries(db, page).execute();
}

/** The next deliveries that could not be processed, newest first. */
export async function deadDeliverySummaries(db: Db, page: Page): Promise<DeliverySummary[]> {
  // A literal, because a partial index serves only queries that name its state in their text.
  return summaries(db, page).where('deliveries.state', '=', sql.lit('dead')).execute();
}

function summaries(db: Db, { after, limit }: Page) {
  const newest = db
    .selectFrom('deliveries')
    .select(['seq', 'id', 'hook_id', 'received_at', 'failure', 'method', 'remote_address'])
    .select(CURRENT_STATE.as('state'))
    .select(sql<number>`length(body)`.as('size'))
    .orderBy('seq', 'desc')
    .limit(limit);
  return after === null ? newest : newest.where('seq', '<', after);
}
