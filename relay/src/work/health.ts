import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Notice } from '../notify/notice.js';
import { ownKey, type Teller } from '../notify/teller.js';
import type { CountedNotice } from '../store/ports/notices.js';
import { LEASE_LOST, storeFaultOf, type StoreFault } from '../store/store-fault.js';
import { messageOf } from './isolate.js';

export interface HealthParts {
  readonly log: Log;
  readonly clock: Clock;
  /** This relay, as operators are told of it; null where it is the only one. */
  readonly teller: Teller | null;
  /**
   * Tells the operator at once, without the store, where the configuration says how. Resolves to whether that has
   * reached everyone who is to be told.
   */
  readonly tellNow: (notice: Notice) => Promise<boolean>;
  /** Stores a notice as soon as the store takes it; trying to is what shows that the store works again. */
  readonly tell: (notice: Notice & Pick<CountedNotice, 'isSent' | 'isOnlyCounted'>) => void;
  /** What a notice tells is over. */
  readonly resolved: (notice: Notice) => void;
}

/** What keeps the relay from working, as it goes on. */
export interface Trouble extends StoreFault {
  /** Epoch milliseconds. */
  readonly since: number;
}

/** What is written: calls that arrive, or what becomes of them. Either can fail while the other works. */
export type Writing = 'intake' | 'work';

/** How the keys of the notices begin that say what keeps the store from taking what this relay writes. */
export function storeNotices(teller: Teller | null): string {
  return `${ownKey('store', teller)}:`;
}

/** What comes back within this long has not been over, though something worked in between. */
const SAME_MS = 60_000;

/** What comes and goes for longer than this is told once more. */
const TOLD_AGAIN_MS = 60 * 60_000;

/** A cause as it was last told, and when it last came up; in epoch milliseconds. */
interface Cause {
  readonly message: string;
  readonly toldAt: number;
  readonly seenAt: number;
}

/**
 * Whether the store takes what the relay writes. A cause is told once, in one line and one notice, however often it
 * comes up, in whatever words of the store, and whatever other causes it takes turns with; it is over as soon as something
 * could be written.
 */
export class Health {
  readonly #parts: HealthParts;
  #trouble: Trouble | null = null;
  readonly #failing = new Set<Writing>();
  /** By the code of the fault, of which there are few. */
  readonly #causes = new Map<string, Cause>();
  /** When the log was told that all is well; null where its last word is that it is not. */
  #wellSince: number | null = null;

  constructor(parts: HealthParts) {
    this.#parts = parts;
  }

  /** What is wrong now; null where nothing is. */
  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** Something could not be written or read, for a reason that says nothing against what it was. */
  failed(what: Writing, error: unknown): void {
    const ofStore = storeFaultOf(error);
    if (ofStore === null) this.#failing.add(what);
    const now = this.#parts.clock.now();
    const fault = ofStore ?? unexpected(error);
    const wasWell = this.#trouble === null;
    this.#trouble = { ...fault, since: this.#trouble?.since ?? now };
    const cause = this.#causes.get(fault.code);
    const { code, message } = fault;
    const notice = storeNotice(fault, { teller: this.#parts.teller, at: now });
    if (cause === undefined || isNews(cause, { now, wasWell })) {
      this.#causes.set(code, { message, toldAt: now, seenAt: now });
      this.#write(fault, error);
      if (this.#isToldByOthers(code)) return;
      void this.#parts
        .tellNow(notice)
        .catch(() => false)
        .then((isSent) => {
          this.#parts.tell({ ...notice, isSent });
          if (this.#trouble === null) this.#parts.resolved(notice);
        });
      return;
    }
    const isOtherError = ofStore === null && message !== cause.message && isOver(cause.toldAt, SAME_MS, now);
    const saysWell = this.#wellSince !== null && isOver(this.#wellSince, SAME_MS, now);
    if (isOtherError || saysWell) this.#write(fault, error);
    this.#causes.set(code, isOtherError ? { message, toldAt: now, seenAt: now } : { ...cause, seenAt: now });
    if (wasWell && !this.#isToldByOthers(code)) this.#parts.tell({ ...notice, isOnlyCounted: true });
  }

  /**
   * Something could be written: the store takes what is written. What failed for another reason has to work again itself.
   */
  worked(what: Writing): void {
    this.#failing.delete(what);
    if (this.#trouble === null || this.#failing.size > 0) return;
    const { code, since } = this.#trouble;
    this.#trouble = null;
    for (const [known, { message, seenAt }] of this.#causes)
      this.#parts.resolved(noticeOf(known, message, { teller: this.#parts.teller, at: seenAt }));
    if (this.#wellSince !== null) return;
    this.#wellSince = this.#parts.clock.now();
    this.#parts.log.info(
      { code, since: new Date(since).toISOString() },
      'the store takes what is written again',
    );
  }

  /** Whoever has taken this relay for dead tells that it was lost, and that it is back: the same from here would be told twice. */
  #isToldByOthers(code: string): boolean {
    return code === LEASE_LOST.code && this.#parts.teller !== null;
  }

  #write({ code, message, remedy }: StoreFault, error: unknown): void {
    this.#wellSince = null;
    // A fault of our own is for developers to look at; what a full disk needs is no stack.
    const err = storeFaultOf(error) === null ? { err: error } : {};
    this.#parts.log.error({ code, ...err }, `work has to wait: ${message}. ${remedy}`);
  }
}

/** What operators are told of a fault of the store, or of the work of the relay. */
export function storeNotice(
  { code, message, remedy }: StoreFault,
  by: { readonly teller: Teller | null; readonly at: number },
): Notice {
  const { teller } = by;
  const what = teller === null ? message : `The work of the relay ${teller.name} has to wait: ${message}`;
  return noticeOf(code, `${what}. ${remedy}`, by);
}

function noticeOf(
  code: string,
  message: string,
  { teller, at }: { readonly teller: Teller | null; readonly at: number },
): Notice {
  return { key: `${storeNotices(teller)}${code}`, kind: 'not-ready', message, at };
}

/** Whether a cause is to be told again: one that has not been there lately, or that has been coming and going for long. */
function isNews({ seenAt, toldAt }: Cause, { now, wasWell }: { now: number; wasWell: boolean }): boolean {
  return isOver(seenAt, SAME_MS, now) || (wasWell && isOver(toldAt, TOLD_AGAIN_MS, now));
}

/** Both ways, for a clock that was set back. */
function isOver(at: number, milliseconds: number, now: number): boolean {
  return Math.abs(now - at) > milliseconds;
}

function unexpected(error: unknown): StoreFault {
  return {
    code: 'TURNS_FAIL',
    message: `the relay cannot go on with its work (${messageOf(error)})`,
    remedy: 'See the log for the error and report it; the relay tries again several times a second.',
  };
}
