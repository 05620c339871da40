import type { ConnectConfig } from '@convoso-connect/core/config';
import { NO_FACTS, textOf } from '../alarms/words.js';
import { endpointIdOf, targetOfEndpointId } from '../endpoint-id.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import type { WaitingFor } from '../store/ports/figures.js';
import type { StoreReads } from '../store/store.js';
import type { Shown } from './log-entry.js';

export interface AsOfNow extends Pick<Shown, 'targetName'> {
  readonly config: ConnectConfig;
  readonly now: number;
  readonly waiting: readonly WaitingFor[];
}

/**
 * Open alarms, with what waits and what was given up as it is now: an alarm is stored with such counts once a minute, and beside others of
 * this moment they would contradict them.
 */
export async function openAlarmsNow(store: StoreReads, asked: AsOfNow): Promise<StoredAlarm[]> {
  const { config, now, targetName } = asked;
  const all = await store.alarms.all();
  const waiting = new Map(asked.waiting.map((each) => [endpointIdOf(each.target), each.waiting]));
  const givenUp = await givenUpIn(all, { store, config, now });
  return all
    .filter(({ resolvedAt }) => resolvedAt === null)
    .map((alarm) => {
      const { kind, about } = alarm;
      if (kind !== 'failing') return alarm;
      const facts = { waiting: waiting.get(about) ?? 0, givenUp: givenUp.get(about) ?? 0 };
      const name = targetName(targetOfEndpointId(about));
      return { ...alarm, message: textOf(alarm, { ...NO_FACTS, ...facts, name }) };
    });
}

/** By endpoint that fails: what was given up since that began, and not delivered since. */
async function givenUpIn(
  alarms: readonly StoredAlarm[],
  { store, config, now }: { store: Pick<StoreReads, 'figures'> } & Pick<AsOfNow, 'config' | 'now'>,
): Promise<ReadonlyMap<string, number>> {
  const began = new Map<string, number>();
  // What was never said to be over goes on for people, as it does where it is told.
  for (const { about, since } of alarms.filter(({ kind, told }) => kind === 'failing' && told !== 'over'))
    began.set(about, Math.min(since, began.get(about) ?? Infinity));
  const counts = new Map<string, number>();
  for (const [about, since] of began) {
    // The first failure is known by its end, and its attempt began as much as a time-out earlier.
    const seconds = config.endpoints.find(({ id }) => id === about)?.timeoutSeconds ?? 0;
    const span = { from: since - seconds * 1_000, to: now + 1 };
    const [undelivered] = await store.figures.undelivered([targetOfEndpointId(about)], span);
    counts.set(about, undelivered?.count ?? 0);
  }
  return counts;
}
