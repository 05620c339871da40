/** Units of work, one after the other, in the order in which they are begun. */
export class Units {
  #last: Promise<unknown> = Promise.resolve();

  /** Begins when all before it have ended, however they ended. */
  next<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
