/**
 * A map of no more than so many entries, and at least of the half of them that was set last, as far as it was not deleted. It keeps two generations: where the younger one
 * is full it becomes the elder, and what was that is forgotten together. What an entry costs does not depend on how many there are; whoever
 * deletes the oldest of a map, one by one, passes over the places of all that were deleted before.
 */
export class BoundedMap<Key, Value> {
  readonly #ofGeneration: number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();

  constructor(most: number) {
    this.#ofGeneration = Math.ceil(most / 2);
  }

  get(key: Key): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: Key, value: Value): void {
    if (this.#young.size >= this.#ofGeneration && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  delete(key: Key): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }
}
