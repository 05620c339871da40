import type { Clock } from '../clock.js';
import type { Log } from '../log.js';
import type { Notice } from '../notify/notice.js';
import { storeFaultOf } from '../store/store-fault.js';
import { messageOf } from './isolate.js';

/** A member of the work that the store refuses in every form, even as set aside. */
export interface WithheldMember {
  readonly what: 'a delivery' | 'an action' | 'the end of an attempt';
  /** Of the delivery or of the action. */
  readonly id: string;
  /** Puts it back among the work. */
  readonly tryAgain: () => void;
}

/** How a withheld member is shown. */
export interface WithheldEntry {
  readonly what: WithheldMember['what'];
  readonly id: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly tries: number;
}

export interface WithheldParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly tell: (notice: Notice) => void;
}

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** What has not failed again this long after it was put back counts as having gone through. */
const GONE_THROUGH_MS = 60_000;

/** More than this are no single rows any more: then it is the store that fails, and the turn with it. */
const MOST = 1_000;

interface Kept extends WithheldEntry {
  readonly member: WithheldMember;
  readonly isOut: boolean;
  /** When it is put back, or when it was. */
  readonly at: number;
}

/**
 * What cannot be written and cannot be set aside either, as a row of a damaged index would. It is kept out of the way of
 * all others in memory, told once, shown by `/readyz`, and put back after waits that double from a minute to an hour. A
 * start of the relay tries everything anew, because nothing of this is stored.
 */
export class Withheld {
  readonly #parts: WithheldParts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: WithheldParts) {
    this.#parts = parts;
  }

  /** Those that are left out now, by the ids of deliveries or actions. */
  idsOut(what: 'deliveries' | 'actions'): ReadonlySet<string> {
    if (this.#kept.size === 0) return NONE;
    const out = [...this.#kept.values()].filter(
      (kept) => kept.isOut && (kept.what === 'a delivery') === (what === 'deliveries'),
    );
    return new Set(out.map(({ id }) => id));
  }

  get entries(): readonly WithheldEntry[] {
    return [...this.#kept.values()].map(({ what, id, reason, since, tries }) => {
      return { what, id, reason, since, tries };
    });
  }

  /**
   * Does what is left to do about a member whose own work has failed, and withholds it where even that fails. Throws
   * faults of the store, which say nothing against the member.
   */
  async orElse(member: WithheldMember, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (storeFaultOf(error) !== null) throw error;
      this.add(member, error);
    }
  }

  /** Keeps a member out of the way. Throws the error where there are too many for them to be single rows. */
  add(member: WithheldMember, error: unknown): void {
    const { log, clock, tell } = this.#parts;
    const { what, id } = member;
    const now = clock.now();
    const before = this.#kept.get(id);
    if (before === undefined && this.#kept.size >= MOST) throw error;
    const tries = (before?.tries ?? 0) + 1;
    const reason = messageOf(error);
    const at = now + Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
    this.#kept.set(id, { what, id, reason, since: before?.since ?? now, tries, member, isOut: true, at });
    if (before !== undefined) return;
    const message =
      `${capitalised(what)} cannot be written and is kept out of the way (${id}): ${reason}. All others go on; it is tried ` +
      'again now and then, and at a start of the relay. /readyz lists what is kept back.';
    log.error({ id }, message);
    tell({ key: `withheld:${what}`, kind: 'withheld', message, at: now });
  }

  /** Puts back whose wait is over, and lets go of those that have gone through. */
  beat(): void {
    if (this.#kept.size === 0) return;
    const { log, clock } = this.#parts;
    const now = clock.now();
    for (const kept of this.#kept.values()) {
      if (kept.isOut && now >= kept.at) {
        this.#kept.set(kept.id, { ...kept, isOut: false, at: now });
        kept.member.tryAgain();
      } else if (!kept.isOut && now - kept.at >= GONE_THROUGH_MS) {
        this.#kept.delete(kept.id);
        log.info({ id: kept.id }, `${kept.what} that was kept out of the way has gone through`);
      }
    }
  }
}

const NONE: ReadonlySet<string> = new Set();

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
