import type { HaltCause, StoredHalt } from '../store/ports/halts.js';

/** What halts a target by itself; whoever paused it stands elsewhere. Times in epoch milliseconds. */
export interface OwnHalt {
  readonly cause: Exclude<HaltCause, 'paused'>;
  readonly since: number;
  readonly until: number | null;
  /** Why, as part of a sentence. */
  readonly reason: string;
}

/** What the store has of what halted a target, lasting or ended. */
export interface StoredOwnHalt extends OwnHalt {
  readonly endedAt: number | null;
}

/** The same as a halt of the store. */
export type StoredOwn = StoredOwnHalt &
  StoredHalt & { readonly part: string; readonly cause: OwnHalt['cause'] };

export function isOwn(halt: StoredHalt): halt is StoredOwn {
  return halt.cause !== 'paused' && halt.part !== null;
}

/** A wait that is shorter is no news, and is over before anybody reads of it. */
const WORTH_TELLING_MS = 1_000;

/** A queue that is shorter is no news. */
const QUEUE_WORTH_TELLING_MS = 5_000;

/** What is known of a target at one moment. */
export interface Known {
  readonly now: number;
  /** Null where the breaker is closed. */
  readonly breaker: { readonly since: number; readonly probeAt: number } | null;
  /** Since and until when its answers ask for nothing more. */
  readonly asked: { readonly since: number; readonly until: number };
  /** Since and until when it is held because it has refused too many; null where it is not. */
  readonly refused: { readonly since: number; readonly until: number } | null;
  /** Null where it does not fail; `until`: before that it is not believed to work. */
  readonly failing: { readonly since: number; readonly until: number | null } | null;
  /** Since when more is due than its pace allows; null where that is not so. */
  readonly behindSince: number | null;
  readonly perSecond: number;
  /** Whether that pace is the one that is set. */
  readonly isSet: boolean;
}

/** What halts it now, for whoever asks why an action waits. */
export function ownHaltsOf(known: Known): OwnHalt[] {
  const { now, breaker, failing, behindSince, perSecond, isSet } = known;
  const halts: OwnHalt[] = [];
  if (breaker !== null) {
    const { since, probeAt: until } = breaker;
    halts.push({ cause: 'breaker', since, until, reason: 'it failed too often in a row' });
  }
  const held = heldBy(known);
  if (held !== null) halts.push(held);
  if (failing !== null) halts.push({ cause: 'failing', ...failing, reason: 'its attempts fail' });
  const isBehind = behindSince !== null && now - behindSince >= QUEUE_WORTH_TELLING_MS;
  if (isBehind && perSecond !== Infinity) {
    const whence = isSet ? 'as it is set' : 'as its refusals have taught';
    const reason = `${Number(perSecond.toPrecision(2))} a second, ${whence}`;
    halts.push({ cause: 'paced', since: behindSince, until: null, reason });
  }
  return halts;
}

function heldBy({ now, asked, refused }: Known): OwnHalt | null {
  const isAsked = asked.until >= (refused?.until ?? 0);
  const { since, until } = isAsked || refused === null ? asked : refused;
  if (until <= now || until - since < WORTH_TELLING_MS) return null;
  const reason = isAsked ? 'its answer asks to wait' : 'it answered 429, too many requests';
  return { cause: 'asked', since, until, reason };
}
