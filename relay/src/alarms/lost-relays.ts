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

/** Why a relay that was lost is waited for no longer; null where it still is. */
export function endOfLoss(
  { about, since, cause: home }: Pick<StoredAlarm, 'about' | 'since' | 'cause'>,
  { fleet, now }: { readonly fleet: readonly RegisteredRelay[]; readonly now: number },
): string | null {
  const same = fleet.find((relay) => relay.home === home);
  if (same !== undefined) return same.name === about ? 'It is back.' : `It is back, as ${same.name}.`;
  // Containers come back with another folder.
  const other = fleet.find((relay) => relay.since > since);
  if (other !== undefined) return `It has not come back; ${other.name} has been started since.`;
  return now - since > DAY ? 'It has not come back for a day, and is not waited for any more.' : null;
}
