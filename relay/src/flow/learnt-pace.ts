/** What is learnt of the pace that an endpoint bears, from its refusals alone. */
export interface LearntPace {
  /** Attempts a second. */
  readonly perSecond: number;
  /** What it took a second when it refused last. */
  readonly ceiling: number;
  /** When the pace was cut last. What began before says nothing about it. */
  readonly cutAt: number;
  /** Until when nothing is sent. */
  readonly heldUntil: number;
  /** Refusals since the last attempt that was taken. */
  readonly refusals: number;
}

/** An answer that says: too many. */
export interface Refusal {
  readonly now: number;
  /** When the attempt began. */
  readonly startedAt: number;
  /** How many attempts the endpoint took within the last second. */
  readonly takenPerSecond: number;
  /** The pace that is set for the endpoint; null where none is. */
  readonly setPerSecond: number | null;
  /** How long it asks to wait, in milliseconds; null where it does not say. */
  readonly askedMs: number | null;
}

/** What is left of the pace after a refusal. */
const CUT = 0.7;

/** By how much of the ceiling the pace rises in a second in which all of it is used. */
const RISE = 0.03;

/** One a minute: less would not be found out to be too little. */
const SLOWEST = 1 / 60;

/** A pace that was set is believed: only a second refusal within so long says that it is too fast. */
const CHANCE_MS = 10_000;

/** Most limits count by the second. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** However long it asks for, after an hour one action asks again. */
export const LONGEST_HOLD_MS = 60 * 60_000;

/** A limit that has not shown itself for so long may be gone. */
const FORGOTTEN_MS = 60 * 60_000;

/**
 * The endpoint has refused (429). Additive increase, multiplicative decrease, as TCP has it: the pace falls to seven tenths
 * of what the endpoint took within the last second, at once, because every further refusal costs an attempt; and rises again by 3 % of that a
 * second, so that it comes to the limit every ten seconds and is refused one or a few times there. Several endpoints or relays that share one
 * limit come to equal parts of it that way, which they would not if the pace rose by a factor. The whole endpoint is held: for as long as
 * it asks, at most an hour, or for a second, which doubles up to a minute while nothing is taken.
 *
 * What began before the last cut was sent at the old pace and cuts nothing again; it may ask for a longer wait.
 */
export function refused(pace: LearntPace | null, refusal: Refusal): LearntPace {
  const { now, startedAt, takenPerSecond, setPerSecond, askedMs } = refusal;
  const asked = askedMs === null ? 0 : now + Math.min(askedMs, LONGEST_HOLD_MS);
  if (pace !== null && startedAt < pace.cutAt) {
    return { ...pace, heldUntil: Math.max(pace.heldUntil, asked) };
  }
  const refusals = (pace?.refusals ?? 0) + 1;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (refusals - 1), LONGEST_WAIT_MS);
  const isChance = setPerSecond !== null && (pace === null || now - pace.cutAt >= CHANCE_MS);
  const ceiling = Math.min(
    pace?.perSecond ?? Infinity,
    isChance ? setPerSecond : Math.max(takenPerSecond, 1),
  );
  return {
    perSecond: Math.max(SLOWEST, isChance ? ceiling : ceiling * CUT),
    ceiling,
    cutAt: now,
    heldUntil: askedMs === null ? now + wait : asked,
    refusals,
  };
}

/** The endpoint has taken an attempt; how much the pace rises by it is its part of a second. */
export function taken(pace: LearntPace | null, { startedAt }: { startedAt: number }): LearntPace | null {
  if (pace === null || startedAt < pace.cutAt) return pace;
  return { ...pace, refusals: 0, perSecond: pace.perSecond + (RISE * pace.ceiling) / pace.perSecond };
}

/** What still holds of it. */
export function remembered(pace: LearntPace | null, now: number): LearntPace | null {
  return pace === null || now - pace.cutAt >= FORGOTTEN_MS ? null : pace;
}
