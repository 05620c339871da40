/** Which of several relays tells something of itself. */
export interface Teller {
  /** What people know it by. */
  readonly name: string;
  /** What its data folder is called: it is the same after a restart. */
  readonly home: string;
}

/** The key of what a relay tells of itself: each of several has notices of its own, which no other one ends or counts on. */
export function ownKey(beginning: string, teller: Teller | null): string {
  return teller === null ? beginning : `${beginning}:${teller.home}`;
}
