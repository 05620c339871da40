/** A part before or after a change: no secrets, no persons, and numbers of rows where there are many. */
export type PartState = Readonly<Record<string, unknown>> | null;

/** What is changed about which part. */
export interface NotedChange {
  /** As in `workflow:sale-to-crm`. */
  readonly part: string;
  readonly before?: PartState;
  readonly after?: PartState;
}

/** An order to change something while it is carried out: whoever does so notes what is changed. */
export class Change {
  #noted: NotedChange | null = null;
  #isNone = false;

  /** What was noted last. An order that fails without a note has changed nothing. */
  get noted(): NotedChange | null {
    return this.#noted;
  }

  /** Whether it turned out that nothing was to be changed. */
  get isNone(): boolean {
    return this.#isNone;
  }

  /**
   * Notes what is changed; again, as soon as more is known. Where a change is made in several steps, it is noted before
   * the first of them: from then on a failure stands in the audit log, too.
   */
  note(noted: NotedChange): void {
    this.#noted = noted;
  }

  /** Says that the order was only to look. */
  none(): void {
    this.#isNone = true;
  }
}
