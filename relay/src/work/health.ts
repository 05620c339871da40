import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Notice } from '../notify/notice.js';
import { storeFaultOf, type StoreFault } from '../store/store-fault.js';
import { messageOf } from './isolate.js';

export interface HealthParts {
  readonly log: Log;
  readonly clock: Clock;
  /**
   * Tells the operator at once, without the store, where the configuration says how. Resolves to whether that has
   * reached everyone who is to be told.
   */
  readonly tellNow: (notice: Notice) => Promise<boolean>;
  /** Stores a notice as soon as the store takes it; trying to is what shows that the store works again. */
  readonly tell: (notice: Notice & { readonly isSent: boolean }) => void;
}

/** What keeps the relay from working, as it goes on. */
export interface Trouble extends StoreFault {
  /** Epoch milliseconds. */
  readonly since: number;
}

/** What is written: calls that arrive, or what becomes of them. Either can fail while the other works. */
export type Writing = 'intake' | 'work';

/** The same cause within this long is the same trouble, though something worked in between. */
const SAME_MS = 60_000;

/**
 * Whether the store takes what the relay writes. A cause is told once, in one line and one notice, however often it
 * comes up; it is over as soon as something could be written.
 */
export class Health {
  readonly #parts: HealthParts;
  #trouble: Trouble | null = null;
  readonly #failing = new Set<Writing>();
  #last: { readonly message: string; readonly at: number } | null = null;

  constructor(parts: HealthParts) {
    this.#parts = parts;
  }

  /** What is wrong now; null where nothing is. */
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** Something could not be written or read, for a reason that says nothing against what it was. */
  failed(what: Writing, error: unknown): void {
    if (storeFaultOf(error) === null) this.#failing.add(what);
    const now = this.#parts.clock.now();
    const fault = storeFaultOf(error) ?? unexpected(error);
    const isNew = this.#trouble?.message !== fault.message;
    const isNews = isNew && (this.#last?.message !== fault.message || now - this.#last.at > SAME_MS);
    this.#last = { message: fault.message, at: now };
    if (!isNew) return;
    this.#trouble = { ...fault, since: now };
    const { code, message, remedy } = fault;
    const notice = { key: `store:${code}`, kind: 'not-ready', message: `${message}. ${remedy}`, at: now };
    if (!isNews) {
      this.#parts.tell({ ...notice, isSent: true });
      return;
    }
    // A fault of our own is for developers to look at; what a full disk needs is no stack.
    const err = storeFaultOf(error) === null ? { err: error } : {};
    this.#parts.log.error({ code, ...err }, `work has to wait: ${message}. ${remedy}`);
    void this.#parts
      .tellNow(notice)
      .catch(() => false)
      .then((isSent) => this.#parts.tell({ ...notice, isSent }));
  }

  /**
   * Something could be written: the store takes what is written. What failed for another reason has to work again itself.
   */
  worked(what: Writing): void {
    this.#failing.delete(what);
    if (this.#trouble === null || this.#failing.size > 0) return;
    const { code, since } = this.#trouble;
    this.#trouble = null;
    this.#parts.log.info(
      { code, since: new Date(since).toISOString() },
      'the store takes what is written again',
    );
  }
}

function unexpected(error: unknown): StoreFault {
  return {
    code: 'TURNS_FAIL',
    message: `the relay cannot go on with its work (${messageOf(error)})`,
    remedy: 'See the log for the error and report it; the relay tries again several times a second.',
  };
}
