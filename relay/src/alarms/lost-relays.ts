import type { StoredAlarm } from '../store/ports/alarms.js';
import type { LostRelay, RegisteredRelay } from '../store/ports/relays.js';
import type { Unit } from '../store/store.js';
import { alarmOf, DAY, type Place } from './kinds.js';
import { NO_FACTS, textOf } from './words.js';

/** How the relay that ends a lost one names it. */
const placeOf = ({ name }: Pick<LostRelay, 'name'>): Place => ({ kind: 'relay-lost', about: name });

/**
 * Notes, in the unit that ends their registrations, that these are lost: whoever leads then tells of it. Each is known by its folder, so that
 * it is known again under another name.
 *
 * @param heardAt when one was last heard of, in epoch milliseconds
 */
export async function noteLostRelays(
  unit: Pick<Unit, 'alarms'>,
  lost: readonly LostRelay[],
  heardAt: (relay: LostRelay) => number,
): Promise<void> {
  if (lost.length === 0) return;
  const stored = new Map((await unit.alarms.all()).map((alarm) => [alarm.key, alarm]));
  await unit.alarms.save(
    lost.map((relay) => {
      const cause = relay.home;
      const at = heardAt(relay);
      const alarm = { ...alarmOf(placeOf(relay), cause), cause, since: at, lastAt: at, count: 1 };
      const known = stored.get(alarm.key);
      return {
        // Where it is not to be told yet, nobody puts words to it before its counts are due to be stored again.
        ...{ ...alarm, message: textOf(alarm, { ...NO_FACTS, name: relay.name }) },
        // What was never said to be over goes on for people.
        ...{ told: known?.told === 'on' ? 'on' : null, toldAt: known?.toldAt ?? null },
        ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null },
      };
    }),
  );
}

/** A relay that was lost: what is known of it by its alarm. */
export type Loss = Pick<StoredAlarm, 'about' | 'since' | 'cause'>;

export interface LossSituation {
  /** All that were lost, also those that are waited for no longer: in whose place one was started is taken. */
  readonly losses: readonly Loss[];
  readonly fleet: readonly RegisteredRelay[];
  readonly now: number;
}

/** Why a relay that was lost is waited for no longer; null where it still is. */
export function endOfLoss(loss: Loss, { losses, fleet, now }: LossSituation): string | null {
  const same = backFrom(loss, fleet);
  if (same !== undefined) return same.name === loss.about ? 'It is back.' : `It is back, as ${same.name}.`;
  const other = standInOf(loss, losses, fleet);
  if (other !== undefined) return `It has not come back; ${other.name} has been started since.`;
  return now - loss.since > DAY ? 'It has not come back for a day, and is not waited for any more.' : null;
}

/** What is known of the fleet may be older than the loss: a registration from before it is not one that came back. */
function backFrom(
  { cause: home, since }: Loss,
  fleet: readonly RegisteredRelay[],
): RegisteredRelay | undefined {
  return fleet.find((relay) => relay.home === home && relay.since > since);
}

/**
 * The relay that works in place of this one, as containers come back with another folder: one whose folder nobody knew by then. One that was
 * there before and only came back fills no other's place, and one that was started fills one place, that of the one lost last.
 */
function standInOf(
  loss: Loss,
  losses: readonly Loss[],
  fleet: readonly RegisteredRelay[],
): RegisteredRelay | undefined {
  const free = [...fleet].sort((one, other) => one.knownSince - other.knownSince);
  const missing = losses.filter((each) => backFrom(each, fleet) === undefined);
  for (const each of missing.sort(laterFirst)) {
    const index = free.findIndex((relay) => relay.knownSince > each.since);
    const [found] = index < 0 ? [] : free.splice(index, 1);
    if (each.about === loss.about && each.cause === loss.cause) return found;
  }
  return undefined;
}

function laterFirst(one: Loss, other: Loss): number {
  return other.since - one.since || (one.cause < other.cause ? -1 : 1);
}
