/** How many attempts may be under way at first. */
const FIRST = 4;

/** More than a target ever has. */
const ENOUGH = 64;

/**
 * How many attempts may be under way at a target of which nothing is known, or that has just begun to work again. Each that is taken
 * makes room for two, so that the number doubles with every round of answers: what has waited does not fall upon it all at once, and a
 * limit shows itself before there are many to be refused.
 */
export class Ramp {
  #places = FIRST;

  begin(): void {
    this.#places = FIRST;
  }

  taken(): void {
    this.#places = this.#places >= ENOUGH ? Infinity : this.#places + 1;
  }

  get places(): number {
    return this.#places;
  }
}
