/** Names a list; lists without a time have none. */
export type ListStart = number;

/** The list without a time. */
export const EMPTY: ListStart = -1;

const PAGE_BITS = 14;
const PAGE_SIZE = 1 << PAGE_BITS;
const PLACE = PAGE_SIZE - 1;

/** A time and, beside it so that both are fetched from memory together, the place of the next older one. */
const BYTES = 12;
const OLDER = 8;

/**
 * Very many short lists of times, newest first, packed into buffers: twelve bytes a time, and none a list. Grows
 * by a page, so that nothing is ever copied; what a list lets go of, others take up. Lists are values to their owner,
 * who keeps the start that the latest change gave back.
 */
export class TimeLists {
  readonly #pages: DataView[] = [];
  #used = 0;
  #free = EMPTY;

  /** Lets go of the times of a list that are not in (after, until]. */
  trim(list: ListStart, after: number, until: number): ListStart {
    let start = list;
    while (start !== EMPTY && this.#time(start) > until) start = this.#release(start);
    if (start !== EMPTY && this.#time(start) <= after) return this.#releaseAll(start);
    for (let at = start; at !== EMPTY; at = this.#next(at)) {
      const older = this.#next(at);
      if (older === EMPTY || this.#time(older) > after) continue;
      this.#link(at, this.#releaseAll(older));
      break;
    }
    return start;
  }

  insert(list: ListStart, time: number): ListStart {
    if (list === EMPTY || this.#time(list) <= time) return this.#take(time, list);
    let newer = list;
    for (let at = this.#next(list); at !== EMPTY && this.#time(at) > time; at = this.#next(at)) newer = at;
    this.#link(newer, this.#take(time, this.#next(newer)));
    return list;
  }

  count(list: ListStart): number {
    let count = 0;
    for (let at = list; at !== EMPTY; at = this.#next(at)) count += 1;
    return count;
  }

  /** The newest time of a list; null where it has none. */
  newest(list: ListStart): number | null {
    return list === EMPTY ? null : this.#time(list);
  }

  /** The times of a list, oldest first. */
  times(list: ListStart): number[] {
    const newestFirst: number[] = [];
    for (let at = list; at !== EMPTY; at = this.#next(at)) newestFirst.push(this.#time(at));
    return newestFirst.reverse();
  }

  #take(time: number, older: ListStart): ListStart {
    const place = this.#free === EMPTY ? this.#newPlace() : this.#free;
    if (place === this.#free) this.#free = this.#next(place);
    this.#page(place).setFloat64((place & PLACE) * BYTES, time);
    this.#link(place, older);
    return place;
  }

  #newPlace(): ListStart {
    if ((this.#used & PLACE) === 0) this.#pages.push(new DataView(new ArrayBuffer(PAGE_SIZE * BYTES)));
    return this.#used++;
  }

  /** Gives back what came after it. */
  #release(place: ListStart): ListStart {
    const older = this.#next(place);
    this.#link(place, this.#free);
    this.#free = place;
    return older;
  }

  #releaseAll(list: ListStart): ListStart {
    let rest = list;
    while (rest !== EMPTY) rest = this.#release(rest);
    return EMPTY;
  }

  #time(place: ListStart): number {
    return this.#page(place).getFloat64((place & PLACE) * BYTES);
  }

  #next(place: ListStart): ListStart {
    return this.#page(place).getInt32((place & PLACE) * BYTES + OLDER);
  }

  #link(place: ListStart, older: ListStart): void {
    this.#page(place).setInt32((place & PLACE) * BYTES + OLDER, older);
  }

  #page(place: ListStart): DataView {
    const page = this.#pages[place >>> PAGE_BITS];
    if (page === undefined) throw new RangeError(`there is no place ${place}`);
    return page;
  }
}
