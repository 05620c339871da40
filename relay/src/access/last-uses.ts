/** What has uses: keys, and browsers that are signed in. */
export interface Used {
  /** Says that one was used, at an instant in epoch milliseconds. */
  used(id: string, at: number): void;
  /** Has the store keep that. */
  keepUse(id: string, at: number): Promise<void>;
}

/** The last use of one is written once in so long, however often it is used. */
const WRITTEN_EVERY_MS = 60_000;

interface Use {
  readonly at: number;
  /** When it was last written; null where it has not been since the start. */
  readonly writtenAt: number | null;
  readonly isWritten: boolean;
}

/**
 * When each key or browser was last used. It is written beside the requests and not within them, and a store that does not take it
 * is asked again later: who uses one must never have to wait for that, and calls even less.
 */
export class LastUses {
  readonly #of: Used;
  readonly #uses = new Map<string, Use>();
  #writing: Promise<void> | null = null;

  constructor(of: Used) {
    this.#of = of;
  }

  used(id: string, at: number): void {
    this.#of.used(id, at);
    this.#uses.set(id, { at, writtenAt: this.#uses.get(id)?.writtenAt ?? null, isWritten: false });
  }

  /** Writes what is due. */
  beat(now: number): void {
    const due = [...this.#uses].filter(([, use]) => isDue(use, now));
    for (const [id, use] of this.#uses) if (isForgettable(use, now)) this.#uses.delete(id);
    if (due.length > 0) this.#begin(due, now);
  }

  /** Writes what is not written yet, due or not. */
  async stop(now: number): Promise<void> {
    await this.#writing;
    this.#begin(
      [...this.#uses].filter(([, { isWritten }]) => !isWritten),
      now,
    );
    await this.#writing;
  }

  #begin(due: readonly (readonly [string, Use])[], now: number): void {
    this.#writing ??= this.#write(due, now).finally(() => {
      this.#writing = null;
    });
  }

  async #write(due: readonly (readonly [string, Use])[], now: number): Promise<void> {
    for (const [id, use] of due) {
      const isWritten = await this.#of.keepUse(id, use.at).then(
        () => true,
        () => false,
      );
      const latest = this.#uses.get(id) ?? use;
      this.#uses.set(id, {
        at: latest.at,
        writtenAt: now,
        isWritten: isWritten && latest.at === use.at,
      });
    }
  }
}

/** What is written long enough ago that the next use would be written at once anyway. */
function isForgettable({ writtenAt, isWritten }: Use, now: number): boolean {
  return isWritten && writtenAt !== null && Math.abs(now - writtenAt) >= WRITTEN_EVERY_MS;
}

function isDue({ writtenAt, isWritten }: Use, now: number): boolean {
  return !isWritten && (writtenAt === null || Math.abs(now - writtenAt) >= WRITTEN_EVERY_MS);
}
