const DAY_MS = 24 * 60 * 60_000;

/** How long a delivery is kept as Convoso sent it, at most; what it says stays in its occurrence. */
export const RAW_DELIVERY_DAYS = 30;

/** How long a call is remembered, to tell a redisposition from a first disposition (domain-facts J.27). */
const CALL_DAYS = 30;

/** What is too old to keep: everything before these times, and of the logs everything but the newest rows. */
export interface RetentionLimits {
  readonly now: number;
  readonly logsBefore: number;
  readonly logRows: number;
  readonly deliveriesBefore: number;
  readonly callsBefore: number;
}

/** Who keeps logs for less than {@link RAW_DELIVERY_DAYS} does not want the same data kept longer elsewhere. */
export function retentionLimits(
  { days, rows }: { readonly days: number; readonly rows: number },
  now: number,
): RetentionLimits {
  return {
    now,
    logsBefore: now - days * DAY_MS,
    logRows: rows,
    deliveriesBefore: now - Math.min(days, RAW_DELIVERY_DAYS) * DAY_MS,
    callsBefore: now - CALL_DAYS * DAY_MS,
  };
}
