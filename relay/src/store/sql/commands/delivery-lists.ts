import { sql } from 'kysely';
import type { DeliverySummary } from '../../ports/intake.js';
import type { NumberedPage } from '../../ports/lists.js';
import { named } from '../columns.js';
import type { Connection } from '../many-rows.js';
import { CURRENT_STATE } from './deliveries.js';

/** The next deliveries, newest first. */
export async function deliverySummaries(db: Connection, page: NumberedPage): Promise<DeliverySummary[]> {
  return summaries(db, page).execute();
}

/** The next deliveries that could not be processed, newest first. */
export async function deadDeliverySummaries(db: Connection, page: NumberedPage): Promise<DeliverySummary[]> {
  // A literal, because a partial index serves only queries that name its state in their text.
  return summaries(db, page).where('deliveries.state', '=', sql.lit('dead')).execute();
}

function summaries(db: Connection, { after, limit }: NumberedPage) {
  const newest = db
    .selectFrom('deliveries')
    .select(named(['seq', 'id', 'hook_id', 'received_at', 'failure', 'method', 'remote_address']))
    .select(CURRENT_STATE.as('state'))
    .select(sql<number>`length(body)`.as('size'))
    .orderBy('seq', 'desc')
    .limit(limit);
  return after === null ? newest : newest.where('seq', '<', after);
}
