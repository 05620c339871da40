import type { Target } from '../store/ports/target.js';
import { keyOfTarget } from '../store/target-key.js';

/**
 * The targets that may have actions to be taken up, each looked at in its turn: whatever waits at one keeps no other
 * from being served.
 */
export class DueTargets {
  /** By their keys, like those that are full. */
  readonly #queue = new Map<string, Target>();
  /** Targets that may have more due than they have places for. */
  readonly #full = new Map<string, Target>();
  /** Targets that nothing may go out to now, and when they open again; null where something else opens them. */
  readonly #shut = new Map<string, { readonly target: Target; readonly opensAt: number | null }>();
  #lookEverywhere = true;

  get mayHoldAny(): boolean {
    return this.#lookEverywhere || this.#queue.size > 0;
  }

  /** Whether some target may have more due than could be taken up so far. */
  get isBehind(): boolean {
    return this.#queue.size + this.#full.size > 0;
  }

  /** Whether something may wait there that goes before what is planned now. */
  has(target: Target): boolean {
    const key = keyOfTarget(target);
    return this.#queue.has(key) || this.#full.has(key) || this.#shut.has(key);
  }

  /** Time has passed or others have changed the store: any target may have something that is due. */
  lookEverywhere(): void {
    this.#lookEverywhere = true;
  }

  /** Whether the store is to be asked which targets have something due; from then on these are in the queue. */
  takeLookEverywhere(): boolean {
    const asked = this.#lookEverywhere;
    this.#lookEverywhere = false;
    return asked;
  }

  add(targets: Iterable<Target>): void {
    for (const target of targets) {
      const key = keyOfTarget(target);
      this.#shut.delete(key);
      this.#queue.set(key, target);
    }
  }

  /** All of them, each to be said to be done with, or to come again after the others. */
  inTurn(): readonly Target[] {
    return [...this.#queue.values()];
  }

  /** A target without a free place comes again when one of its attempts has ended. */
  waitsForPlace(target: Target): void {
    const key = keyOfTarget(target);
    this.#queue.delete(key);
    this.#full.set(key, target);
  }

  placeFreed(target: Target): void {
    const key = keyOfTarget(target);
    const isWaiting = this.#shut.delete(key);
    if (this.#full.delete(key) || isWaiting) this.#queue.set(key, target);
  }

  /**
   * A target that is paused, or whose pace allows no more now: it comes again when it opens or an attempt has ended. It keeps nobody
   * from planning more, as one without free places does.
   */
  waitsUntil(target: Target, opensAt: number | null): void {
    const key = keyOfTarget(target);
    this.#queue.delete(key);
    this.#full.delete(key);
    this.#shut.set(key, { target, opensAt });
  }

  /** When the first of those opens that open by themselves; null where none does. */
  get opensAt(): number | null {
    let first: number | null = null;
    for (const { opensAt } of this.#shut.values()) {
      if (opensAt !== null && (first === null || opensAt < first)) first = opensAt;
    }
    return first;
  }

  /** Those that open by now come again. */
  open(now: number): void {
    for (const [key, { target, opensAt }] of this.#shut) {
      if (opensAt === null || opensAt > now) continue;
      this.#shut.delete(key);
      this.#queue.set(key, target);
    }
  }

  doneWith(target: Target): void {
    this.#queue.delete(keyOfTarget(target));
  }

  comesAgain(target: Target): void {
    const key = keyOfTarget(target);
    this.#queue.delete(key);
    this.#queue.set(key, target);
  }
}
