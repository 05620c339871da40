import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import type { Log } from '../log.js';
import { buryDelivery, claimDelivery, unprocessedDeliveries } from '../store/commands/deliveries.js';
import type { Db } from '../store/sqlite.js';
import type { UnprocessedDelivery } from './backlog.js';
import { processBatch } from './process-batch.js';
import type { Repeats } from './repeats.js';

/** A delivery is given up after the relay has stopped this many times while it was being worked on. */
const MOST_CLAIMS = 5;

export interface ProcessParts {
  readonly db: Db;
  readonly log: Log;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly repeats: Repeats;
}

/**
 * Processes what an earlier run left behind, one by one and each only after a committed claim: a delivery that
 * brings the process down is known by its claims and set aside, and the others get through.
 */
export async function recoverDeliveries(parts: ProcessParts): Promise<void> {
  const { db, log } = parts;
  for (;;) {
    const [row] = await unprocessedDeliveries(db, 1);
    if (row === undefined) return;
    if (row.claims >= MOST_CLAIMS) {
      const failure = `the relay stopped ${row.claims} times while processing it`;
      log.error({ delivery: row.id }, `a delivery was set aside: ${failure}`);
      await buryDelivery(db, row.seq, failure);
      continue;
    }
    await claimDelivery(db, row.seq);
    await processAlone(parts, row);
  }
}

/** Processes one delivery in a transaction of its own; one that cannot be processed is set aside and kept. */
export async function processAlone(
  { db, log, config, revisions, repeats }: ProcessParts,
  row: UnprocessedDelivery,
): Promise<void> {
  try {
    const live = config();
    const { switched } = await db
      .transaction()
      .execute((tx) => processBatch(tx, [row], { config: live, revisions, repeats }));
    live.switches.adopt(switched);
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    log.error({ err: error, delivery: row.id }, 'a delivery could not be processed and was set aside');
    await buryDelivery(db, row.seq, failure);
  }
}
