import type { Log } from '../log.js';
import type { Processing } from '../work/processing.js';
import type { Holder } from '../work/holder.js';
import type { Store } from '../store/store.js';

/** A delivery is given up after the relay has stopped this many times while it was being worked on. */
const MOST_CLAIMS = 5;

/** At least as many as a slice processes: the one with which the relay stopped is among them. */
const LOOKED_AT = 64;

/**
 * Processes the oldest of what an earlier run or a dead relay left behind one by one, and each only after a committed claim: a delivery
 * that brings the process down is known by its claims and set aside, and the others get through. The rest of the inbox
 * is processed as if it had just come.
 */
export async function recoverDeliveries({
  store,
  log,
  relay,
  processing,
}: {
  store: Store;
  log: Log;
  relay: Holder;
  processing: Processing;
}): Promise<void> {
  const left = await store.turn(async (unit) => {
    await relay.within(unit);
    return unit.intake.takeFree(relay.number, LOOKED_AT);
  });
  for (const row of left) {
    if (row.claims >= MOST_CLAIMS) {
      const failure = `the relay stopped ${row.claims} times while processing it`;
      log.error({ delivery: row.id }, `a delivery is given up: ${failure}`);
      await processing.orWithhold(row, () => processing.setAside(row, failure));
    } else {
      await processing.orWithhold(row, async () => {
        // What only waits is not being worked on, and no stop is counted against it.
        if (await processing.leaveBehind(row)) return;
        await store.intake.claim(row.seq);
        await processing.processIsolated([row]);
      });
    }
  }
}
