import type { NewsMark } from '../reads/news.js';
import type { Reader } from '../reads/reader.js';
import type { ReadValue } from '../reads/catalogue.js';

/** Who follows: where it is told, and whether it may still be. */
export interface Listener {
  /** Tells one event; false where what was told before is not fetched, so that it must not grow. */
  tell(event: LiveEvent): boolean;
  /** Says that the connection is alive. */
  beat(): void;
  /** Whether who listens may still know; a session ends, and a key is withdrawn. */
  mayListen(): boolean;
  end(): void;
}

export interface LiveEvent {
  /** Behind this somebody goes on who was cut off. */
  readonly mark: NewsMark;
  readonly news: Omit<ReadValue<'news'>, 'mark'>;
}

export interface LiveFeedParts {
  readonly reader: Reader;
  readonly now: () => number;
  /** How many turns of work have been committed that changed something. */
  readonly writes: () => number;
}

/** So many follow at once. */
export const MOST_LISTENERS = 50;

/** Proxies close what says nothing for half a minute. */
const HEARTBEAT_MS = 15_000;

/** Others may write into the same store: so often it is looked at though nothing was written here. */
const LOOK_ANYWAY_MS = 5_000;

interface Following {
  readonly listener: Listener;
  mark: NewsMark;
}

/**
 * Tells who listens what has changed. It is the reader that looks, and only while somebody listens: nothing on the way of a call
 * knows of it, and what nobody follows costs nothing.
 */
export class LiveFeed {
  readonly #parts: LiveFeedParts;
  readonly #following = new Set<Following>();
  #looking: Promise<void> | null = null;
  #seenWrites: number | null = null;
  /** Somebody came who may have missed something, or a look failed. */
  #isDue = false;
  #lookedAt = -Infinity;
  #beatAt = -Infinity;

  constructor(parts: LiveFeedParts) {
    this.#parts = parts;
  }

  get isFull(): boolean {
    return this.#following.size >= MOST_LISTENERS;
  }

  /** How far there is anything to follow. */
  mark(): Promise<NewsMark> {
    return this.#parts.reader.ask('newsMark', {});
  }

  /** Tells a listener all that comes behind a mark, until the function that it gives is called. */
  follow(listener: Listener, mark: NewsMark): () => void {
    const following = { listener, mark };
    this.#following.add(following);
    this.#isDue = true;
    return () => void this.#following.delete(following);
  }

  /** To be called several times a second. */
  beat(): void {
    for (const following of this.#following) if (!following.listener.mayListen()) this.#end(following);
    if (this.#following.size === 0) {
      this.#seenWrites = null;
      return;
    }
    const now = this.#parts.now();
    if (Math.abs(now - this.#beatAt) >= HEARTBEAT_MS) {
      this.#beatAt = now;
      for (const { listener } of this.#following) listener.beat();
    }
    const writes = this.#parts.writes();
    const isChanged = this.#seenWrites !== null && writes !== this.#seenWrites;
    const isLate = Math.abs(now - this.#lookedAt) >= LOOK_ANYWAY_MS;
    if (this.#looking !== null || !(isChanged || isLate || this.#isDue)) return;
    this.#isDue = false;
    this.#seenWrites = writes;
    this.#lookedAt = now;
    this.#looking = this.#look(isChanged).finally(() => {
      this.#looking = null;
    });
  }

  /** Ends all, so that nobody keeps the relay from stopping. */
  async stop(): Promise<void> {
    for (const following of this.#following) this.#end(following);
    await this.#looking;
  }

  /** Those who are as far are told the same, so that it is read once. */
  async #look(isChanged: boolean): Promise<void> {
    const groups = new Map<string, Following[]>();
    for (const following of this.#following) {
      const key = `${following.mark.call}.${following.mark.attempt}`;
      groups.set(key, [...(groups.get(key) ?? []), following]);
    }
    for (const group of groups.values()) await this.#tell(group, isChanged);
  }

  async #tell(group: readonly Following[], isChanged: boolean): Promise<void> {
    const [first] = group;
    if (first === undefined) return;
    // Where the reader has broken down, the next look asks it again.
    const read = await this.#parts.reader.ask('news', { after: first.mark }).catch(() => null);
    if (read === null) {
      this.#isDue = true;
      return;
    }
    const { mark, ...news } = read;
    const isNew = news.calls.length + news.attempts.length > 0;
    // What has changed in another way, as where an action was flushed, is told as well, with nothing in it.
    if (!isNew && !isChanged) return;
    for (const following of group) {
      following.mark = mark;
      if (!following.listener.tell({ mark, news })) this.#end(following);
    }
  }

  #end(following: Following): void {
    this.#following.delete(following);
    following.listener.end();
  }
}
