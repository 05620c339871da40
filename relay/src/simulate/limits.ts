/** How far back a simulation goes where it is not said: a week. */
export const DEFAULT_SPAN_MS = 7 * 24 * 60 * 60_000;

/** More than these are not held in memory at once; a simulation says when it left older ones out. */
export const MOST_OCCURRENCES = 20_000;
