const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long a delivery is kept as Convoso sent it, at most; what it says stays in its occurrence. */
export const RAW_DELIVERY_DAYS = 30;

/** How long a call is remembered, to tell a redisposition from a first disposition (domain-facts J.27). */
export const CALL_DAYS = 30;

/** How old an event may be that is asked about: until then the same question is answered the same. */
export const ADMISSION_DAYS = 7;

/** An event is dated by another machine, whose clock may be ahead of ours by so much. */
export const EVENT_AHEAD_MS = 60 * MINUTE_MS;

/** How long an answer about an event is kept: for as long as the event is not too old, whatever its clock. */
export const ADMISSION_KEPT_MS = ADMISSION_DAYS * DAY_MS + EVENT_AHEAD_MS;

/** How many of the latest configurations are kept, whether or not anything refers to them. */
export const LATEST_REVISIONS = 20;

/** The settings of a configuration that retention goes by. */
export interface RetentionSettings {
  readonly days: number;
  readonly rows: number;
  readonly leadDays: number;
  readonly auditDays: number;
  readonly liveCallExpiresMinutes: number;
}

/** What is too old to keep: everything before these times, and of the logs everything but the newest rows. */
export interface RetentionLimits {
  readonly now: number;
  /** Later times in the store come from a clock that was wrong; infinite while it may be the clock of today that is. */
  readonly latest: number;
  readonly logsBefore: number;
  readonly logRows: number;
  readonly deliveriesBefore: number;
  readonly callsBefore: number;
  readonly leadsBefore: number;
  readonly auditBefore: number;
  readonly liveCallsBefore: number;
}

/**
 * Whoever keeps logs for less than {@link RAW_DELIVERY_DAYS} does not want the same data kept longer elsewhere. A live
 * call ends after twice the time for which guards believe in it, so that none that still counts is ended.
 */
export function retentionLimits(
  { days, rows, leadDays, auditDays, liveCallExpiresMinutes }: RetentionSettings,
  now: number,
  latest = now,
): RetentionLimits {
  return {
    now,
    latest,
    logsBefore: now - days * DAY_MS,
    logRows: rows,
    deliveriesBefore: now - Math.min(days, RAW_DELIVERY_DAYS) * DAY_MS,
    callsBefore: now - CALL_DAYS * DAY_MS,
    leadsBefore: now - leadDays * DAY_MS,
    auditBefore: now - auditDays * DAY_MS,
    liveCallsBefore: now - 2 * liveCallExpiresMinutes * MINUTE_MS,
  };
}
