import type { Store } from '../store/store.js';

/** What a slice may take, in milliseconds and without its commit. */
interface Budget {
  /** Whoever arrives during one waits for it, and hardly notices. */
  readonly usual: number;
  /** Beyond this whoever arrives does notice, however little would be gained by smaller slices. */
  readonly most: number;
  /** So many members at most while calls arrive. */
  readonly besideArrivals: number;
}

/** What a slice took. */
interface Taken {
  readonly size: number;
  readonly members: number;
  readonly work: number;
  readonly commit: number;
}

const SMALLEST = 8;
const LARGEST = 64;

/**
 * And so many where calls arrive, and the disk is quick enough. What a slice takes up is sent together and comes back together, which keeps the
 * next arrivals waiting once more. A slow disk is waited for longer than any of that.
 */
const LARGEST_BESIDE_ARRIVALS = 16;

/** The quickest of so many counts as what the disk takes: in the others this process had more to do than to wait for it. */
const SYNCS = 8;

/** By where the store works. Another process takes its time for every question, and leaves this one free meanwhile. */
const BUDGETS: Readonly<Record<Store['worksIn'], Budget>> = {
  'this process': { usual: 8, most: 40, besideArrivals: LARGEST_BESIDE_ARRIVALS },
  'another process': { usual: 60, most: 200, besideArrivals: LARGEST },
};

/** A slice of half the size is worth the two that it takes where it takes less than this part of the time. */
const WORTH_HALVING = 0.75;

/** How much a new measurement counts beside those before it. */
const NEWEST = 0.3;

/** What slices of a size take is forgotten after so many: the machine has other things to do by then, or none. */
const REMEMBERED = 100;

/**
 * How many members of each kind go into one slice of work. It follows what members cost on this machine and in this
 * configuration: a slice that took longer than its budget makes the next ones smaller, a quick one makes them larger.
 *
 * Smaller slices only mean more of them where their members are not what takes the time. So a slice may take as long as
 * its commit, and as the disk takes to have it; and where a slice of half the size takes nearly as long, because the
 * machine is busy with other things, the larger one is kept.
 */
export class SliceSize {
  readonly #budget: Budget;
  #size = 32;
  /** What the disk took of late. */
  #syncs: number[] = [];
  /** What slices of each size take, as far as there have been any of late. */
  #means = new Map<number, number>();
  #slices = 0;

  constructor(worksIn: Store['worksIn']) {
    this.#budget = BUDGETS[worksIn];
  }

  get current(): number {
    return this.#size;
  }

  /** The same while calls arrive. */
  get besideArrivals(): number {
    return this.#sync > this.#budget.most ? this.#size : Math.min(this.#size, this.#budget.besideArrivals);
  }

  /** The disk took so many milliseconds to have what was committed last. */
  synced(milliseconds: number): void {
    this.#syncs = [...this.#syncs, milliseconds].slice(-SYNCS);
  }

  get #sync(): number {
    return this.#syncs.length === 0 ? 0 : Math.min(...this.#syncs);
  }

  /** A slice of one of these sizes, and of `members` in all, has taken so many milliseconds, and as many again for its commit. */
  took({ size, work, commit, members }: Taken): void {
    const isFull = members >= size;
    if (isFull) this.#remember(size, work);
    const budget = Math.max(this.#budget.usual, commit, this.#sync);
    const isLong = work > Math.max(budget, this.#budget.most);
    // One of half the size would have done the same, and taken as long.
    const wouldBeShorter = members > size / 2;
    if (size > SMALLEST && wouldBeShorter && (isLong || (work > budget && this.#isWorthHalving(size)))) {
      this.#size = size / 2;
    } else if (
      size === this.#size &&
      size < LARGEST &&
      isFull &&
      (work < budget / 2 || this.#isWorthDoubling(size, work))
    ) {
      this.#size = 2 * size;
    }
  }

  #remember(size: number, work: number): void {
    this.#slices += 1;
    if (this.#slices % REMEMBERED === 0) this.#means = new Map();
    const before = this.#means.get(size) ?? work;
    this.#means.set(size, before + NEWEST * (work - before));
  }

  #isWorthDoubling(size: number, work: number): boolean {
    return work <= this.#budget.most && !this.#isWorthHalving(2 * size);
  }

  /** Where that is not known it has to be tried. */
  #isWorthHalving(size: number): boolean {
    const whole = this.#means.get(size);
    const half = this.#means.get(size / 2);
    return whole === undefined || half === undefined || half < WORTH_HALVING * whole;
  }
}
