import type { StoredHalt } from '../store/ports/halts.js';
import type { Target } from '../store/ports/target.js';
import { keyOfTarget } from '../store/target-key.js';
import { holds } from './halt.js';

/** Times of which it is asked how much of a span they take, in epoch milliseconds. */
interface Span {
  readonly from: number;
  readonly to: number;
  /** Lasting halts that are not among those kept here. */
  readonly besides: readonly StoredHalt[];
}

/**
 * What is paused and was, with the times behind an open breaker that are over: by both, the time for giving up is longer. A pause of
 * everything holds all but what adds to the Do Not Call list, which must not wait (domain-facts J.46).
 */
export class Pauses {
  readonly #halts = new Map<string, StoredHalt>();

  constructor(halts: readonly StoredHalt[]) {
    this.adopt(
      halts.filter(({ cause, endedAt }) => cause === 'paused' || (cause === 'breaker' && endedAt !== null)),
    );
  }

  adopt(halts: readonly StoredHalt[]): void {
    for (const halt of halts) this.#halts.set(halt.id, halt);
  }

  /** Whether it is known to have ended. It does not begin again. */
  isOver(id: string): boolean {
    const endedAt = this.#halts.get(id)?.endedAt ?? null;
    return endedAt !== null;
  }

  /** The lasting pause of a target itself or, for null, of everything. */
  of(target: Target | null): StoredHalt | null {
    const part = target === null ? null : keyOfTarget(target);
    return this.#lasting().find((halt) => halt.part === part) ?? null;
  }

  /** The lasting pauses that hold a target. */
  over(target: Target): StoredHalt[] {
    return this.#lasting().filter((halt) => holds(halt, target));
  }

  /** Since when a target is paused; null where it is not. */
  since(target: Target): number | null {
    const over = this.#halts.size === 0 ? [] : this.over(target);
    return over.length === 0 ? null : Math.min(...over.map(({ since }) => since));
  }

  /** The pause of a target that ended last, or one that lasts; null where it was never paused. */
  lastOf(target: Target): StoredHalt | null {
    const pauses = [...this.#halts.values()].filter((halt) => halt.cause === 'paused' && holds(halt, target));
    const endOf = ({ endedAt }: StoredHalt): number => endedAt ?? Infinity;
    return pauses.toSorted((a, b) => endOf(a) - endOf(b)).at(-1) ?? null;
  }

  /** How much of a span lay behind a pause or a breaker, in milliseconds; what overlaps counts once. */
  timeBehind(target: Target, { from, to, besides }: Span): number {
    const over = [...this.#halts.values(), ...besides].filter((halt) => holds(halt, target));
    let behind = 0;
    let counted = from;
    for (const { since, endedAt } of over.sort((a, b) => a.since - b.since)) {
      const begin = Math.max(since, counted);
      const end = Math.min(endedAt ?? to, to);
      if (end <= begin) continue;
      behind += end - begin;
      counted = end;
    }
    return behind;
  }

  #lasting(): StoredHalt[] {
    return [...this.#halts.values()].filter(({ cause, endedAt }) => cause === 'paused' && endedAt === null);
  }
}
