import type { Entry, Path } from './entry.js';
import type { FactReader } from './fact-reader.js';
import type { Search } from './search.js';

/** As many are tested one by one, which is no slower than to look for the few that can match. */
const SMALL = 2;

/** Piles by the value that all in them ask for. */
interface Shelf {
  readonly reader: FactReader;
  readonly piles: Map<string, Pile>;
  /** The facts that are settled for all in these piles. */
  readonly settled: readonly FactReader[];
}

/** What a pile becomes when it is no longer small. */
interface Sorted {
  readonly shelves: Shelf[];
  readonly filed: Map<Entry, Path>;
}

/**
 * Workflows of which an occurrence may match any: at first all, then those that ask for one value. When there are too
 * many to test one by one, each is filed under its most selective equality that is not settled yet, in a further pile.
 * So a value that thousands ask for costs no more than a rare one.
 */
export class Pile {
  readonly #settled: readonly FactReader[];
  /** Tested one by one: all of a small pile; of a sorted one those without a further equality. */
  readonly #loose: Entry[] = [];
  #sorted: Sorted | null = null;

  constructor(settled: readonly FactReader[] = []) {
    this.#settled = settled;
  }

  get isEmpty(): boolean {
    return this.#loose.length === 0 && (this.#sorted === null || this.#sorted.filed.size === 0);
  }

  add(entry: Entry): void {
    if (this.#sorted === null && this.#loose.length < SMALL) {
      this.#loose.push(entry);
      return;
    }
    this.#sorted ??= this.#sort();
    this.#file(entry, this.#sorted);
  }

  remove(entry: Entry): void {
    const path = this.#sorted?.filed.get(entry);
    if (path === undefined) removeFrom(this.#loose, entry);
    else if (this.#sorted !== null) unfile(entry, path, this.#sorted);
  }

  search(search: Search): void {
    for (const entry of this.#loose) search.verify(entry);
    if (this.#sorted === null) return;
    for (const { reader, piles } of this.#sorted.shelves) {
      const values = search.read(reader);
      if (values === null) continue;
      if (values === undefined) this.#verifyFiledUnder(reader, search);
      else if (typeof values === 'string') piles.get(values)?.search(search);
      else for (const value of values) piles.get(value)?.search(search);
    }
  }

  /** Where a fact cannot be read, each of those filed under it is tested by itself, and fails by itself if it must. */
  #verifyFiledUnder(reader: FactReader, search: Search): void {
    for (const [entry, path] of this.#sorted?.filed ?? []) if (path.reader === reader) search.verify(entry);
  }

  #sort(): Sorted {
    const sorted: Sorted = { shelves: [], filed: new Map() };
    for (const entry of this.#loose.splice(0)) this.#file(entry, sorted);
    return sorted;
  }

  #file(entry: Entry, sorted: Sorted): void {
    const path = this.#mostSelective(entry.paths, sorted.shelves);
    if (path === null) {
      this.#loose.push(entry);
      return;
    }
    sorted.filed.set(entry, path);
    let shelf = shelfFor(path, sorted.shelves);
    if (shelf === undefined) {
      shelf = { reader: path.reader, piles: new Map(), settled: [...this.#settled, path.reader] };
      sorted.shelves.push(shelf);
    }
    for (const value of path.values) {
      let pile = shelf.piles.get(value);
      if (pile === undefined) shelf.piles.set(value, (pile = new Pile(shelf.settled)));
      pile.add(entry);
    }
  }

  /** The path that asks for the smallest share of the values that occur on its shelf; null when none is left. */
  #mostSelective(paths: readonly Path[], shelves: readonly Shelf[]): Path | null {
    let best: Path | null = null;
    let smallest = Infinity;
    for (const path of paths) {
      if (this.#settled.includes(path.reader)) continue;
      const occurring = shelfFor(path, shelves)?.piles.size ?? 0;
      const share = path.values.length / (occurring + 1);
      if (share >= smallest) continue;
      best = path;
      smallest = share;
    }
    return best;
  }
}

function shelfFor(path: Path, shelves: readonly Shelf[]): Shelf | undefined {
  return shelves.find(({ reader }) => reader === path.reader);
}

function unfile(entry: Entry, path: Path, { shelves, filed }: Sorted): void {
  filed.delete(entry);
  const shelf = shelfFor(path, shelves);
  if (shelf === undefined) return;
  for (const value of path.values) {
    const pile = shelf.piles.get(value);
    pile?.remove(entry);
    if (pile?.isEmpty === true) shelf.piles.delete(value);
  }
  if (shelf.piles.size === 0) removeFrom(shelves, shelf);
}

function removeFrom<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at !== -1) list.splice(at, 1);
}
