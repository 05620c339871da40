import type { AlarmKind, StoredAlarm } from '../store/ports/alarms.js';
import type { Telling } from './subject.js';

const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

/**
 * How each kind of alarm is told. A refused configuration and a store that takes nothing are told at once by whoever finds them;
 * while the store takes nothing, whoever finds it reminds of it, too.
 */
export const TELLING: Readonly<Record<AlarmKind, Telling>> = {
  failing: { tellsBeginning: true, tellsEnd: 'in its turn', reminderMs: HOUR },
  'looks-unsuccessful': { tellsBeginning: true, tellsEnd: 'never', reminderMs: null },
  'hook-silent': { tellsBeginning: true, tellsEnd: 'in its turn', reminderMs: DAY },
  backlog: { tellsBeginning: true, tellsEnd: 'in its turn', reminderMs: HOUR },
  'quarantine-growing': { tellsBeginning: true, tellsEnd: 'never', reminderMs: null },
  'config-refused': { tellsBeginning: false, tellsEnd: 'in its turn', reminderMs: null },
  'not-ready': { tellsBeginning: false, tellsEnd: 'in its turn', reminderMs: null },
  'relay-lost': { tellsBeginning: true, tellsEnd: 'at once', reminderMs: DAY },
};

/** What alarms are about: a kind, and of what. */
export interface Place {
  readonly kind: AlarmKind;
  /** An endpoint, a hook, or one of several relays; blank for the relay itself. */
  readonly about: string;
}

export function placeKey({ kind, about }: Place): string {
  return about === '' ? kind : `${kind}:${about}`;
}

export function alarmOf(place: Place, cause: string): Pick<StoredAlarm, 'key' | 'kind' | 'about'> {
  return { ...place, key: cause === '' ? placeKey(place) : `${placeKey(place)}:${cause}` };
}
