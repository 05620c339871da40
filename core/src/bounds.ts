/** What a number of the configuration may be, ends included unless it has to be above something. */
export type Bounds = { readonly max: number; readonly tightened?: readonly ('min' | 'max')[] } & (
  { readonly min: number } | { readonly above: number }
);

const HUNDRED_YEARS_IN_DAYS = 36_500;

/**
 * The bounds of every number in the configuration document. They are wide enough for any use that makes sense, and keep
 * every time that is computed from them within the calendar: a hundred years, because schedules may count from a date
 * of birth.
 *
 * `tightened`: the first versions had no such bound. What they accepted still loads (see `config/tightened.ts`), so the
 * engine has to bear any number here.
 */
export const BOUNDS = {
  /** Below 0 is before; only a date or the last call has one (`config/schedule.ts`). */
  scheduleDays: { min: -HUNDRED_YEARS_IN_DAYS, max: HUNDRED_YEARS_IN_DAYS, tightened: ['max'] },
  scheduleHours: { min: -HUNDRED_YEARS_IN_DAYS * 24, max: HUNDRED_YEARS_IN_DAYS * 24, tightened: ['max'] },
  scheduleMinutes: {
    min: -HUNDRED_YEARS_IN_DAYS * 1_440,
    max: HUNDRED_YEARS_IN_DAYS * 1_440,
    tightened: ['max'],
  },
  /** Ten years. */
  callbackAfterSeconds: { min: 0, max: 315_360_000, tightened: ['max'] },
  hopperPriority: { min: 0, max: 99 },
  hopperExpiresInMinutes: { min: 1, max: 300 },
  revenueAmount: { min: -1_000_000_000, max: 1_000_000_000, tightened: ['min', 'max'] },
  callCount: { min: 0, max: 1_000_000, tightened: ['max'] },
  /** A hundred years in minutes, the smallest unit. */
  withinLast: {
    min: -HUNDRED_YEARS_IN_DAYS * 1_440,
    max: HUNDRED_YEARS_IN_DAYS * 1_440,
    tightened: ['min', 'max'],
  },
  performActionOn: { min: 0, max: 100 },
  /** Convoso's own nine in three minutes is the most. */
  rateLimit: { min: 1, max: 9 },
  /** A year. */
  giveUpAfterSeconds: { min: 0, max: 31_536_000, tightened: ['max'] },
  pacePerSecond: { above: 0, max: 1_000 },
  /** As many attempts as a relay makes at once. */
  paceInFlight: { min: 1, max: 64 },
  timeoutSeconds: { above: 0, max: 600 },
  /** A day. */
  repeatSeconds: { min: 0, max: 86_400 },
  /** Thirty days. */
  dedupeSeconds: { min: 1, max: 2_592_000 },
  /** 100 MiB. */
  maxBodyBytes: { min: 1, max: 104_857_600, tightened: ['max'] },
  retentionDays: { min: 1, max: HUNDRED_YEARS_IN_DAYS, tightened: ['max'] },
  retentionRows: { min: 1, max: 1_000_000_000, tightened: ['max'] },
  /** A week. */
  liveCallExpiresMinutes: { above: 0, max: 10_080, tightened: ['max'] },
  /** A month. */
  hookSilentHours: { above: 0, max: 744 },
  trustProxyHops: { min: 0, max: 32, tightened: ['max'] },
  breakerFailures: { min: 1, max: 1_000_000 },
  /** A week. */
  breakerWindowMinutes: { above: 0, max: 10_080 },
  /** A number where a text may stand as well, such as an id: beyond these its last digits would be lost. */
  numberAsText: {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    tightened: ['min', 'max'],
  },
} as const satisfies Readonly<Record<string, Bounds>>;
