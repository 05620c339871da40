import type { Target } from '../store/ports/target.js';
import { keyOfTarget } from '../store/target-key.js';
import type { Sorted } from './again.js';

/** Actions that wait for their hours, by the reason. */
export interface Held {
  readonly reason: string;
  readonly count: number;
}

/** Actions that were left as they are, by why, and one of them. */
export interface Left extends Held {
  readonly code: string;
  readonly example: string;
}

/** Actions that go out again at one target. */
export interface GoingOut {
  readonly target: Target;
  readonly count: number;
}

/** So many reasons are told apart; what comes after them is counted with the first of its code. */
const MOST_REASONS = 20;

/** Counts what becomes of many actions that are to be sent again. */
export class Tally {
  #again = 0;
  readonly #goingOut = new Map<string, GoingOut>();
  readonly #held = new Map<string, Held>();
  readonly #left = new Map<string, Left>();

  get counts(): { readonly again: number; readonly held: readonly Held[]; readonly left: readonly Left[] } {
    return { again: this.#again, held: [...this.#held.values()], left: [...this.#left.values()] };
  }

  /** Where those that are sent again go. */
  get goingOut(): readonly GoingOut[] {
    return [...this.#goingOut.values()];
  }

  add({ row, review }: Sorted): void {
    if (review.verdict === 'perform') this.#send(row.target);
    else if (review.verdict === 'hold') this.#hold(review.reason);
    else this.leave(row.id, review);
  }

  leave(example: string, { code, reason }: { readonly code: string; readonly reason: string }): void {
    const first = [...this.#left.values()].find((each) => each.code === code);
    const group = { code, reason, count: 0, example };
    const known =
      this.#left.get(JSON.stringify([code, reason])) ??
      (this.#left.size < MOST_REASONS ? group : (first ?? group));
    this.#left.set(JSON.stringify([known.code, known.reason]), { ...known, count: known.count + 1 });
  }

  #send(target: Target): void {
    this.#again += 1;
    const key = keyOfTarget(target);
    this.#goingOut.set(key, { target, count: (this.#goingOut.get(key)?.count ?? 0) + 1 });
  }

  #hold(reason: string): void {
    const [first] = this.#held.values();
    const group = { reason, count: 0 };
    const known = this.#held.get(reason) ?? (this.#held.size < MOST_REASONS ? group : (first ?? group));
    this.#held.set(known.reason, { ...known, count: known.count + 1 });
  }
}
