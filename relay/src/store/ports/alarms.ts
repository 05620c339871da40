/** What alarms are about, by what goes wrong. */
export type AlarmKind =
  | 'failing'
  | 'looks-unsuccessful'
  | 'hook-silent'
  | 'backlog'
  | 'quarantine-growing'
  | 'config-refused'
  | 'not-ready'
  | 'relay-lost';

/** `open`: it goes on, and nobody has said that they know · `acknowledged`: it goes on · `resolved`: it is over. */
export type AlarmState = 'open' | 'acknowledged' | 'resolved';

/** What goes wrong, or went wrong last, of one kind and cause at one place. All times in epoch milliseconds. */
export interface StoredAlarm {
  /** `<kind>`, or `<kind>:<about>`, or `<kind>:<about>:<cause>`. */
  readonly key: string;
  readonly kind: AlarmKind;
  /** The endpoint, the hook or one of several relays, by the text that stands for it in the store; blank where it is about the relay. */
  readonly about: string;
  /** A stable code; blank where the kind says it all. */
  readonly cause: string;
  /** In words of the relay's own, which name no person; instants in ISO form. Blank only where an earlier version left them out. */
  readonly message: string;
  /** When what goes wrong began. */
  readonly since: number;
  /** When it was last seen to go wrong, and how often until then, as of the last change of the alarm. */
  readonly lastAt: number;
  readonly count: number;
  /** What people were told last: that it goes wrong, or that this is over. Null before either. */
  readonly told: 'on' | 'over' | null;
  readonly toldAt: number | null;
  readonly acknowledgedAt: number | null;
  /** Who acknowledged it: the name of a key, or one of the contract's `ACTORS`. */
  readonly acknowledgedBy: string | null;
  /** When it was over; null while it goes on. */
  readonly resolvedAt: number | null;
}

/** Where a list of alarms goes on: behind the last of the page before. */
export interface AlarmPlace {
  readonly lastAt: number;
  readonly key: string;
}

export interface AlarmReads {
  /** All of them, in no certain order: no more than there are endpoints, hooks and ways to fail. */
  all(): Promise<readonly StoredAlarm[]>;
  /** The next of them, what went wrong last in front; `state` null for all. */
  page(asked: {
    readonly state: AlarmState | null;
    readonly after: AlarmPlace | null;
    readonly limit: number;
  }): Promise<readonly StoredAlarm[]>;
}

export interface Alarms extends AlarmReads {
  /**
   * Each in the place of the one of the same key. That one which goes on is acknowledged stays so, as long as it is the same by `since`:
   * whoever saves it need not know.
   */
  save(alarms: readonly StoredAlarm[]): Promise<void>;
  /** Notes who knows of an alarm that goes on, and that nobody has acknowledged; false where it is no such alarm. */
  acknowledge(key: string, by: { readonly who: string; readonly at: number }): Promise<boolean>;
}
