/** The steps of a run, each told as soon as it has ended; a failed one does not keep the others from running. */
export class Report {
  #passed = 0;
  #failures = [];
  #start = Date.now();

  async step(promise, run) {
    try {
      const note = await run();
      this.#passed += 1;
      this.#say(`✓ ${promise}${typeof note === 'string' ? ` — ${note}` : ''}`);
    } catch (error) {
      this.failed(promise, error);
    }
  }

  failed(promise, error) {
    this.#failures.push(promise);
    this.#say(`✗ ${promise}\n${error?.stack ?? error}`);
  }

  /** Says how it went and gives the exit code. */
  finish() {
    this.#say(`${this.#passed} passed, ${this.#failures.length} failed`);
    for (const promise of this.#failures) this.#say(`failed: ${promise}`);
    return this.#failures.length === 0 ? 0 : 1;
  }

  #say(line) {
    const seconds = ((Date.now() - this.#start) / 1000).toFixed(0).padStart(4);
    console.log(`${seconds} s  ${line}`);
  }
}
