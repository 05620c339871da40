import * as z from 'zod';
import { BOUNDS } from '../bounds.js';
import { SCHEDULE_WINDOWS, type ScheduleWindow } from '../workflow/windows.js';
import { whole } from './number.js';
import { filledText } from './text.js';
import { timeZoneChoice } from './time-zone.js';

const WINDOWS = Object.keys(SCHEDULE_WINDOWS) as ScheduleWindow[];

export const windowSchema = z.enum(WINDOWS);

/**
 * When an action is due: so long after the trigger, the last call, or the date in a lead field; due outside the
 * hours is held until they begin (domain-facts J.7). An empty schedule is due at once.
 */
export const scheduleSchema = z.strictObject({
  days: whole(BOUNDS.scheduleDays).optional(),
  hours: whole(BOUNDS.scheduleHours).optional(),
  minutes: whole(BOUNDS.scheduleMinutes).optional(),
  relativeTo: z.union([z.literal('lastCalled'), z.strictObject({ field: filledText })]).optional(),
  holdUntilHours: windowSchema.default('24hr'),
  /** Absent: the lead's zone for contact actions, the account's for the others (domain-facts J.6). */
  timeZone: timeZoneChoice.optional(),
});

export type Schedule = z.output<typeof scheduleSchema>;
