import type { AlarmKind, StoredAlarm } from '../ports/alarms.js';

/** What goes wrong, or went wrong last: one row for each kind, place and cause. No row names a person. */
export interface AlarmTable {
  /** `<kind>`, or `<kind>:<about>`, or `<kind>:<about>:<cause>`. */
  key: string;
  kind: AlarmKind;
  /** The endpoint or the hook; blank where it is about the relay. */
  about: string;
  /** Blank where the kind says it all. */
  cause: string;
  message: string;
  since: number;
  last_at: number;
  count: number;
  /** What people were told last. */
  told: StoredAlarm['told'];
  told_at: number | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  resolved_at: number | null;
}
