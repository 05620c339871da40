/**
 * The seven schedule windows of the documents (seed 002, "Schedule Windows"), as half-open hours [start, end) of a
 * local day (domain-facts J.7): 9-9 fires at 09:00:00 and waits at 21:00:00.
 */
export const SCHEDULE_WINDOWS = {
  '24hr': { start: 0, end: 24 },
  '9-9': { start: 9, end: 21 },
  '9-5': { start: 9, end: 17 },
  '12-5': { start: 12, end: 17 },
  '12-9': { start: 12, end: 21 },
  '5-9': { start: 17, end: 21 },
  '8-9': { start: 8, end: 21 },
} as const;

/** The name of one of {@link SCHEDULE_WINDOWS}, as the configuration document has it. */
export type ScheduleWindow = keyof typeof SCHEDULE_WINDOWS;
