import { unitedSecrets, type KnownSecrets } from '@convoso-connect/core';

/** A destination may repeat what it was sent before, and requests with a former secret go on for a while. */
const MASKED_ON_MS = 60 * 60_000;

interface Former {
  readonly secrets: KnownSecrets;
  readonly generation: number;
  readonly replacedAt: number;
}

/**
 * Secrets that a configuration has replaced, and that still have to be masked: while something is under way that began
 * before they were replaced, and for an hour in any case. Times in epoch milliseconds.
 */
export class FormerSecrets {
  #former: readonly Former[] = [];
  /** Grows by one whenever secrets are replaced. */
  #generation = 0;
  readonly #uses = new Set<{ readonly generation: number }>();

  /**
   * Says that something is under way that may carry secrets of now, such as an attempt. Call the function given back
   * once it has ended and all that it leaves behind is masked.
   */
  use(): () => void {
    const use = { generation: this.#generation };
    this.#uses.add(use);
    return () => this.#uses.delete(use);
  }

  /** One configuration takes the place of another; what both hold is not former. */
  replace(before: KnownSecrets, after: KnownSecrets, now: number): void {
    const secrets = {
      values: without(before.values, after.values),
      queryParts: without(before.queryParts, after.queryParts),
    };
    if (secrets.values.length + secrets.queryParts.length === 0) return;
    this.#generation += 1;
    this.#former = [...this.#former, { secrets, generation: this.#generation, replacedAt: now }];
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

  all(): KnownSecrets {
    return unitedSecrets(this.#former.map(({ secrets }) => secrets));
  }
}

function without(values: readonly string[], others: readonly string[]): readonly string[] {
  const kept = new Set(others);
  return values.filter((value) => !kept.has(value));
}
