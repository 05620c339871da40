import { setImmediate as nextTick } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { giveUpAfterSeconds } from '../deliver/targets.js';
import type { Reader } from '../reads/reader.js';
import { reviveActions } from '../store/commands/actions.js';
import type { DeadChoice, DeadIds } from '../store/commands/dead-letters.js';
import { reviveDeliveries } from '../store/commands/deliveries.js';
import { windowsOf } from '../store/in-windows.js';
import type { Schema } from '../store/schema.js';
import type { Db } from '../store/sqlite.js';
import { storeFaultOf } from '../store/store-fault.js';
import { performIsolated } from '../work/isolate.js';
import type { Replay } from './replay.js';

export interface ReplayManyParts {
  readonly db: Db;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly replay: Replay;
  /** Called when there is new work. */
  readonly wake: () => void;
}

/** How many of each were played again, and how many could not be. */
export interface ReplayedMany {
  readonly replayed: { readonly actions: number; readonly deliveries: number; readonly workflows: number };
  /** They stay among the dead letters: a workflow that failed again or is switched off, a row that cannot be written. */
  readonly left: number;
}

/** Few enough that intake, which shares the connection, waits for a window some milliseconds at most. */
const ROWS_AT_ONCE = 200;

type Revive = (tx: Transaction<Schema>, ids: readonly string[]) => Promise<number>;

/**
 * Plays again what ended undelivered and is meant, as it is at this moment, window by window. Each goes out with the key
 * and the body that it had; whatever is not dead any more when its turn comes is passed over, so that an order given twice,
 * or cut off and given again, doubles nothing.
 */
export async function replayMany(parts: ReplayManyParts, choice: DeadChoice): Promise<ReplayedMany> {
  const ids = await parts.reader.ask('deadIds', { choice });
  try {
    return await replayAll(parts, ids);
  } finally {
    // Also where the store fails in the middle: what is alive again by then is to be seen.
    parts.wake();
  }
}

async function replayAll(parts: ReplayManyParts, ids: DeadIds): Promise<ReplayedMany> {
  const { clock, config } = parts;
  const now = clock.now();
  const giveUpAt = (endpointId: string): number =>
    now + giveUpAfterSeconds(endpointId, config().endpoints) * 1000;
  const actions = await reviveAll(parts, ids.actions, (tx, some) =>
    reviveActions(tx, some, { now, giveUpAt }),
  );
  const deliveries = await reviveAll(parts, ids.deliveries, (tx, some) => reviveDeliveries(tx, some, now));
  const workflows = await replayWorkflows(parts, ids.workflows);
  return {
    replayed: { actions: actions.done, deliveries: deliveries.done, workflows: workflows.done },
    left: actions.left + deliveries.left + workflows.left,
  };
}

interface Count {
  readonly done: number;
  readonly left: number;
}

async function reviveAll({ db }: ReplayManyParts, ids: string, revive: Revive): Promise<Count> {
  let done = 0;
  let left = 0;
  for (const window of windowsOf(ids, ROWS_AT_ONCE)) {
    await performIsolated(window, {
      perform: async (some) => {
        const revived = await db.transaction().execute((tx) => revive(tx, some));
        return () => void (done += revived);
      },
      setAside: () => Promise.resolve(void (left += 1)),
    });
    await nextTick();
  }
  return { done, left };
}

/** Each is decided in a transaction of its own, and may fail in it again. */
async function replayWorkflows({ replay }: ReplayManyParts, ids: string): Promise<Count> {
  let done = 0;
  let left = 0;
  for (const [id] of windowsOf(ids, 1)) {
    if (id === undefined) continue;
    try {
      const { ok } = await replay.deadLetter(id);
      if (ok) done += 1;
      else left += 1;
    } catch (error) {
      if (storeFaultOf(error) !== null) throw error;
      left += 1;
    }
    await nextTick();
  }
  return { done, left };
}
