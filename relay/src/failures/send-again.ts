import { setImmediate as nextTick } from 'node:timers/promises';
import type { Place } from '../store/ports/lists.js';
import { nameOfTarget } from '../deliver/targets.js';
import { endpointIdOf } from '../endpoint-id.js';
import { gravest, shownHalt, type HeldBy } from '../explain/held.js';
import type { Flows } from '../flow/flows.js';
import type { Reader } from '../reads/reader.js';
import type { Store, Unit } from '../store/store.js';
import { messageOf, performIsolated } from '../work/isolate.js';
import { revive, sortOut, type AgainParts, type Sorted } from './again.js';
import type { FailedChoice } from './failed.js';
import { Tally, type Held, type Left } from './tally.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';

export interface SendAgainParts extends AgainParts {
  readonly store: Store;
  readonly reader: Reader;
  readonly flows: Pick<Flows, 'haltsOf'>;
  readonly subscriptions: Pick<Subscriptions, 'names'>;
  /** Called when there is new work. */
  readonly wake: () => void;
}

export interface AgainOrder {
  /** Its state says what is meant: what was given up, or what waits for another attempt. */
  readonly choice: FailedChoice & { readonly state: 'dead' | 'waiting' };
  readonly dryRun: boolean;
  readonly after: Place<string> | null;
  /** How many are looked at. */
  readonly limit: number;
}

/** Of what goes out again, how many meet something at their endpoint that holds them, or slows them down. */
export interface Halted extends HeldBy {
  readonly endpointId: string;
  readonly endpointName: string;
  readonly count: number;
}

export interface SentAgain {
  readonly found: number;
  readonly again: number;
  readonly halted: readonly Halted[];
  readonly held: readonly Held[];
  readonly left: readonly Left[];
  /** Where the next part begins; null where all is done. */
  readonly next: string | null;
}

/** Few enough that intake, which shares the store, waits for a window some milliseconds at most. */
const ROWS_AT_ONCE = 100;

/**
 * Sends again what is meant, in the order in which it was due, a part of it with each order: the client goes on with `next`.
 * Each window is a unit of its own and is safe before the next begins. Whatever is in another state when its turn comes is
 * passed over, so that an order that is given twice, or was cut off and is given again, doubles nothing.
 *
 * What would be skipped at its attempt stays as it is and is told with the reason: it would be lost from the list otherwise,
 * and what stands in its way may be over tomorrow. At its attempt everything is looked at once more.
 */
export async function sendAgain(parts: SendAgainParts, order: AgainOrder): Promise<SentAgain> {
  const { choice, dryRun, after, limit } = order;
  const { ids, next } = await parts.reader.ask('failedIds', { choice, after, limit });
  const tally = new Tally();
  const { state } = choice;
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) {
    const window = ids.slice(at, at + ROWS_AT_ONCE);
    const perform = async (some: readonly string[]): Promise<() => void> => {
      const sorted = dryRun
        ? await parts.store.turn((unit) => sortOut(unit, some, { ...parts, state }))
        : await parts.store.durably((unit) => carryOut(unit, some, { ...parts, state }));
      return () => sorted.forEach((each) => tally.add(each));
    };
    const setAside = (id: string, error: unknown): Promise<void> => {
      const reason = `it could not be written: ${messageOf(error)}`;
      tally.leave(id, { code: 'NOT_WRITTEN', reason });
      return Promise.resolve();
    };
    await performIsolated(window, { perform, setAside });
    // What is on its way goes out while the next window is looked at.
    if (!dryRun) parts.wake();
    await nextTick();
  }
  return { found: ids.length, ...tally.counts, halted: haltedOf(tally, parts), next };
}

function haltedOf({ goingOut }: Tally, { flows, config, subscriptions }: SendAgainParts): Halted[] {
  const { endpoints } = config();
  return goingOut.flatMap(({ target, count }) => {
    // What is sent again to an endpoint that fails is tried now all the same.
    const halt = gravest(flows.haltsOf(target).filter(({ cause }) => cause !== 'failing'));
    if (halt === null) return [];
    const endpoint = {
      endpointId: endpointIdOf(target),
      endpointName: nameOfTarget(target, endpoints, subscriptions.names),
    };
    return [{ ...endpoint, count, ...shownHalt(halt) }];
  });
}

/** What only waits keeps its hours where they have not begun: it is held already, or will be when its turn comes. */
export async function carryOut(
  unit: Unit,
  ids: readonly string[],
  parts: AgainParts & { readonly state: 'dead' | 'waiting' },
): Promise<readonly Sorted[]> {
  const sorted = await sortOut(unit, ids, parts);
  const verdicts = parts.state === 'dead' ? ['perform', 'hold'] : ['perform'];
  const meant = sorted.filter(({ review }) => verdicts.includes(review.verdict)).map(({ row }) => row.id);
  if (parts.state === 'dead') await revive(unit, meant, parts);
  else await unit.pending.attemptNow(meant, parts.clock.now(), { from: 'waiting' });
  return sorted;
}
