/** What a rule has to know of the account whose occurrences it is tested against. */
export interface RuleContext {
  /** The IANA name of the zone in which dates without an offset are meant and days begin (domain-facts J.8b). */
  readonly timeZone: string;
}
