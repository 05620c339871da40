import { setImmediate as nextTick } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { carryOut } from '../failures/send-again.js';
import { Tally, type Left } from '../failures/tally.js';
import type { Reader } from '../reads/reader.js';
import { windowsOf } from '../store/in-windows.js';
import { storeFaultOf } from '../store/store-fault.js';
import { messageOf, performIsolated } from '../work/isolate.js';
import type { Replay } from './replay.js';
import type { DeadChoice, DeadIds } from '../store/ports/dead-letters.js';
import type { Store, Unit } from '../store/store.js';

export interface ReplayManyParts {
  readonly store: Store;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly replay: Replay;
  /** Called when there is new work. */
  readonly wake: () => void;
}

/** How many of each were played again, and how many could not be. */
export interface ReplayedMany {
  readonly replayed: { readonly actions: number; readonly deliveries: number; readonly workflows: number };
  /** They stay among the dead letters: what would be skipped, a workflow that failed again, a row that cannot be written. */
  readonly left: number;
  /** Why, of actions. */
  readonly why: readonly Left[];
}

/** Few enough that intake, which shares the connection, waits for a window some milliseconds at most. */
const ROWS_AT_ONCE = 200;

type Revive = (unit: Unit, ids: readonly string[]) => Promise<number>;

/**
 * Plays again what ended undelivered and is meant, as it is at this moment, window by window. Each goes out with the key
 * and the body that it had. An action that would be skipped at its attempt is left with the reason, as it would be lost from the
 * list otherwise. Whatever is not dead any more when its turn comes is passed over, so that an order given twice,
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
  const now = parts.clock.now();
  const tally = new Tally();
  const actions = await replayActions(parts, ids.actions, tally);
  const deliveries = await reviveAll(parts, ids.deliveries, (unit, some) =>
    unit.deadLetters.reviveDeliveries(some, now, { from: 'dead' }),
  );
  const workflows = await replayWorkflows(parts, ids.workflows);
  return {
    replayed: { actions: actions.done, deliveries: deliveries.done, workflows: workflows.done },
    left: actions.left + deliveries.left + workflows.left,
    why: tally.counts.left,
  };
}

async function replayActions(parts: ReplayManyParts, ids: string, tally: Tally): Promise<Count> {
  for (const window of windowsOf(ids, ROWS_AT_ONCE)) {
    await performIsolated(window, {
      perform: async (some) => {
        const sorted = await parts.store.durably((unit) => carryOut(unit, some, { ...parts, state: 'dead' }));
        return () => sorted.forEach((each) => tally.add(each));
      },
      setAside: (id, error) => {
        tally.leave(id, { code: 'NOT_WRITTEN', reason: `it could not be written: ${messageOf(error)}` });
        return Promise.resolve();
      },
    });
    await nextTick();
  }
  const { again, held, left } = tally.counts;
  return { done: again + sumOf(held), left: sumOf(left) };
}

function sumOf(groups: readonly { readonly count: number }[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

interface Count {
  readonly done: number;
  readonly left: number;
}

async function reviveAll({ store }: ReplayManyParts, ids: string, revive: Revive): Promise<Count> {
  let done = 0;
  let left = 0;
  for (const window of windowsOf(ids, ROWS_AT_ONCE)) {
    await performIsolated(window, {
      perform: async (some) => {
        const revived = await store.durably((unit) => revive(unit, some));
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
