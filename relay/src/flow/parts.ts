/** Which of the relays that share the work one is, counted from 0 in the order of their numbers. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** That of a relay that is alone. */
export const WHOLE: Share = { index: 0, of: 1 };

/** What is not to be exceeded at one target. */
export interface Limits {
  /** How many attempts may be under way at any target of its kind. */
  readonly places: number;
  /** As configured; null where nothing is. */
  readonly maxInFlight: number | null;
  readonly maxPerSecond: number | null;
}

/**
 * The part of the limits of a target that one relay has; null where it has none, and sends nothing there. Everything is counted in whole
 * attempts, because three relays that may each begin one in 0.3 seconds can begin three at once. So as many relays take part as there
 * are attempts for, the first of them, and each has as many as the others or one more.
 *
 * A relay that comes last makes no part greater, and one that goes makes none smaller: where relays know of different ones, those that
 * know more have less.
 */
export function partOf(limits: Limits, { index, of }: Share): Limits | null {
  const among = takingPart(limits, of);
  if (index >= among) return null;
  const { places, maxInFlight, maxPerSecond } = limits;
  const piece = (whole: number): number => Math.ceil((whole - index) / among);
  return {
    places: piece(places),
    maxInFlight: maxInFlight === null ? null : piece(maxInFlight),
    maxPerSecond: maxPerSecond === null ? null : paceOf(maxPerSecond, piece),
  };
}

/** How many of the relays send to a target: the first ones. */
export function takingPart({ places, maxInFlight, maxPerSecond }: Limits, of: number): number {
  const starts = maxPerSecond === null ? Infinity : startsOf(maxPerSecond);
  return Math.min(of, places, maxInFlight ?? Infinity, starts);
}

/** Of a pace, so many of its attempts in the same time. */
function paceOf(perSecond: number, piece: (whole: number) => number): number {
  const starts = startsOf(perSecond);
  const own = piece(starts);
  return own === starts ? perSecond : (own * perSecond) / starts;
}

/** How many attempts may begin within the time that a pace counts by: a second or a little less, and longer where it is less than one in a second. */
export function startsOf(perSecond: number): number {
  return Math.max(1, Math.floor(perSecond));
}
