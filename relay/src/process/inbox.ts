import type { Reading } from '@convoso-connect/receiver/parts';
import type { StoredDelivery, WaitingDelivery } from '../store/ports/intake.js';
import type { Store } from '../store/store.js';
import type { Holder } from '../work/holder.js';

/** A delivery on the disk that is to be processed; with what was read in it, where that is still at hand. */
export interface UnprocessedDelivery extends WaitingDelivery {
  readonly reading?: Reading | undefined;
}

/** How many are read from the store in one go. */
const READ_AHEAD = 200;

/** More than this is left to the store, so that a crowd of deliveries takes no memory. */
const MOST_KNOWN = 8_000;
/** The same for their bodies. What was read in them takes some five times as much. */
const MOST_KNOWN_BYTES = 8_000_000;

/**
 * The deliveries on the disk that this relay is to process: those that it took in, and those that nobody holds. Those just stored are remembered, which saves reading them
 * back; whatever else may have been stored meanwhile makes it ask the store again.
 */
export class Inbox {
  /** The oldest of all that this relay holds, in order of arrival. */
  #known: UnprocessedDelivery[] = [];
  /** Of this relay as well, and not to be processed before it looks again. */
  #left: UnprocessedDelivery[] = [];
  /** Of those known and those left. */
  #bytes = 0;
  /** Whether the store holds others besides those known, as far as can be told. */
  #mayBeMore = true;
  #timesForgotten = 0;
  readonly #relay: Holder;
  readonly #leftOut: () => ReadonlySet<string>;

  /** `leftOut` gives the ids of deliveries that are not to be processed now, though they wait in the store. */
  constructor(relay: Holder, leftOut: () => ReadonlySet<string> = () => new Set()) {
    this.#relay = relay;
    this.#leftOut = leftOut;
  }

  /** The oldest, in order of arrival. They stay in the inbox until they are said to be processed. */
  async oldest(store: Store, limit: number): Promise<readonly UnprocessedDelivery[]> {
    if (this.#known.length === 0 && this.#mayBeMore)
      await this.#readAhead(store, Math.max(limit, READ_AHEAD));
    return this.#known.slice(0, limit);
  }

  async #readAhead(store: Store, limit: number): Promise<void> {
    const before = this.#timesForgotten;
    const leftOut = this.#leftOut();
    const left = new Set(this.#left.map(({ seq }) => seq));
    const most = limit + leftOut.size + left.size;
    // Hardly ever is anything free, and what is read waits for nobody who writes.
    if (await store.intake.hasFree()) {
      await store.turn(async (unit) => {
        await this.#relay.within(unit);
        await unit.intake.takeFree(this.#relay.number, most);
      });
    }
    const oldest = await store.intake.heldBy(this.#relay.number, most);
    this.#known = oldest.filter(({ id, seq }) => !leftOut.has(id) && !left.has(seq));
    this.#bytes = bytesOf(this.#known) + bytesOf(this.#left);
    if (oldest.length < most && before === this.#timesForgotten) this.#mayBeMore = false;
  }

  /** Whether there is anything to process, as far as can be told without asking the store. */
  mayHoldAny(): boolean {
    return this.#mayBeMore || this.#known.length > 0;
  }

  /** How many of them need not be asked of the store. */
  get known(): number {
    return this.#known.length;
  }

  /** A transaction is committed that has stored new ones. */
  stored(rows: readonly UnprocessedDelivery[]): void {
    if (this.#mayBeMore) return;
    const bytes = this.#bytes + bytesOf(rows);
    if (this.#known.length + this.#left.length + rows.length > MOST_KNOWN || bytes > MOST_KNOWN_BYTES) {
      this.#mayBeMore = true;
      return;
    }
    this.#known.push(...rows);
    this.#bytes = bytes;
  }

  /** A transaction is committed that has processed these: the oldest, or some that were not known here. */
  processed(rows: readonly StoredDelivery[]): void {
    const areOldest = rows.every(({ seq }, index) => this.#known[index]?.seq === seq);
    const done = new Set(rows.map(({ seq }) => seq));
    if (areOldest) this.#known.splice(0, rows.length);
    else this.#known = this.#known.filter(({ seq }) => !done.has(seq));
    this.#bytes = this.#known.length + this.#left.length === 0 ? 0 : this.#bytes - bytesOf(rows);
  }

  /** These stay in the store, and are kept out of the way until it looks again. */
  leave(rows: readonly UnprocessedDelivery[]): void {
    if (rows.length === 0) return;
    const left = new Set(rows.map(({ seq }) => seq));
    this.#known = this.#known.filter(({ seq }) => !left.has(seq));
    this.#left.push(...rows);
    this.#bytes = bytesOf(this.#known) + bytesOf(this.#left);
  }

  /** What was left may be processed now: it comes in its place again. */
  lookAgain(): void {
    if (this.#left.length === 0) return;
    this.#known = [...this.#left, ...this.#known].sort((one, other) => one.seq - other.seq);
    this.#left = [];
  }

  /** There may be others than those remembered. */
  forget(): void {
    this.#known = [];
    this.#left = [];
    this.#bytes = 0;
    this.#mayBeMore = true;
    this.#timesForgotten += 1;
  }
}

function bytesOf(rows: readonly StoredDelivery[]): number {
  return rows.reduce((sum, { body }) => sum + body.length, 0);
}
