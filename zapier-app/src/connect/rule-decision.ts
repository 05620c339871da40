/** What was decided of a call event, as the step gives it out. */
export interface RuleDecision {
  /** `fired`: go on; anything else says what kept it. */
  readonly outcome: string;
  readonly reason: string;
  readonly checks: readonly object[];
  /**
   * `relay`: counted there · `event`: by the event alone, as without a relay · `go-on`: the same, because the relay was away
   * and the form says to go on then.
   */
  readonly decided_by: 'relay' | 'event' | 'go-on';
  /** ISO 8601; empty where no time brings it about. */
  readonly clears_at: string;
  /** Where people see the whole decision; empty where nobody but this run knows of it. */
  readonly trail_url: string;
}
