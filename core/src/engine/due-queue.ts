/** Things by the time at which they come due, the earlier first, and of the same time in the order they came in. */
export class DueQueue<T> {
  /** Latest first, so that what is due next is taken off the end. */
  readonly #entries: { readonly at: number; readonly item: T }[] = [];

  add(at: number, item: T): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.at ?? -Infinity) > at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, item });
  }

  /** Takes out the next thing that is due at `until` or before; undefined where none is. */
  takeDue(until: number): T | undefined {
    const next = this.#entries.at(-1);
    if (next === undefined || next.at > until) return undefined;
    this.#entries.pop();
    return next.item;
  }
}
