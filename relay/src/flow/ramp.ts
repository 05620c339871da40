/** How many attempts may be under way at first, from all relays together where there are no more of these. */
const FIRST = 4;

/** More than a target ever has. */
const ENOUGH = 64;

/**
 * How many attempts may be under way at a target of which nothing is known, or that has just begun to work again. Each that is taken
 * makes room for two, so that the number doubles with every round of answers: what has waited does not fall upon it all at once, and a
 * limit shows itself before there are many to be refused.
 */
export class Ramp {
  #taken = 0;

  begin(): void {
    this.#taken = 0;
  }

  taken(): void {
    this.#taken += 1;
  }

  /** Those of one of so many relays. */
  placesAmong(relays: number): number {
    const places = Math.max(1, Math.floor(FIRST / relays)) + this.#taken;
    return places > ENOUGH ? Infinity : places;
  }
}
