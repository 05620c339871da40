/** A destination may repeat what it was sent before, and requests with a former secret go on for a while. */
const MASKED_ON_MS = 60 * 60_000;

interface Former {
  readonly value: string;
  readonly generation: number;
  readonly replacedAt: number;
}

/**
 * Credentials that a configuration has replaced, and that still have to be masked: while something is under way that
 * began before they were replaced, and for an hour in any case. Times in epoch milliseconds.
 */
export class FormerCredentials {
  #former: Former[] = [];
  /** Grows by one whenever credentials are replaced. */
  #generation = 0;
  readonly #uses = new Set<{ readonly generation: number }>();

  /**
   * Says that something is under way that may carry credentials of now, such as an attempt. Call the function given back
   * once it has ended and all that it leaves behind is masked.
   */
  use(): () => void {
    const use = { generation: this.#generation };
    this.#uses.add(use);
    return () => this.#uses.delete(use);
  }

  replace(values: readonly string[], now: number): void {
    if (values.length === 0) return;
    this.#generation += 1;
    const replaced = new Set(values);
    this.#former = [
      ...this.#former.filter(({ value }) => !replaced.has(value)),
      ...values.map((value) => ({ value, generation: this.#generation, replacedAt: now })),
    ];
  }

  /** Drops those that nothing can carry any more; says whether there were any. */
  drop(now: number): boolean {
    if (this.#former.length === 0) return false;
    const oldestUse = Math.min(Infinity, ...[...this.#uses].map(({ generation }) => generation));
    const before = this.#former.length;
    this.#former = this.#former.filter(
      ({ generation, replacedAt }) => oldestUse < generation || Math.abs(now - replacedAt) < MASKED_ON_MS,
    );
    return this.#former.length < before;
  }

  values(): readonly string[] {
    return this.#former.map(({ value }) => value);
  }
}
