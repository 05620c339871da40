/** The steps of a run, each told as soon as it has ended; a failed one does not keep the others from running. */
export class Report {
  #passed = 0;
  #failures = [];
  #parts = [];
  #start = Date.now();

  /** A part of the run that has steps of its own, whose time is told at the end; gives what the part gives. */
  async part(name, run) {
    const begun = Date.now();
    const outcome = await run();
    this.#parts.push(`${name} ${seconds(begun)}`);
    return outcome;
  }

  async step(promise, run) {
    const begun = Date.now();
    try {
      const note = await run();
      this.#passed += 1;
      this.#say(`✓ ${promise}${typeof note === 'string' ? ` — ${note}` : ''}`, begun);
    } catch (error) {
      this.failed(promise, error, begun);
    }
  }

  failed(promise, error, begun) {
    this.#failures.push(promise);
    this.#say(`✗ ${promise}\n${error?.stack ?? error}`, begun);
  }

  /** Says how it went and gives the exit code. */
  finish() {
    this.#say(`${this.#passed} passed, ${this.#failures.length} failed`);
    for (const promise of this.#failures) this.#say(`failed: ${promise}`);
    this.#say(`seconds of each part: ${this.#parts.join(', ')}`);
    return this.#failures.length === 0 ? 0 : 1;
  }

  /** With the seconds since the run began, and those that it took by itself where it is known when it had begun. */
  #say(line, begun) {
    const own = begun === undefined ? '' : `+${seconds(begun)}`;
    console.log(`${seconds(this.#start).padStart(4)} s ${own.padStart(5)}  ${line}`);
  }
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(0);
}
