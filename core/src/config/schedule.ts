import * as z from 'zod/mini';
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
  days: z.optional(whole(BOUNDS.scheduleDays)),
  hours: z.optional(whole(BOUNDS.scheduleHours)),
  minutes: z.optional(whole(BOUNDS.scheduleMinutes)),
  relativeTo: z.optional(z.union([z.literal('lastCalled'), z.strictObject({ field: filledText })])),
  holdUntilHours: z._default(windowSchema, '24hr'),
  /** Absent: the lead's zone for contact actions, the account's for the others (domain-facts J.6). */
  timeZone: z.optional(timeZoneChoice),
});

export type Schedule = z.output<typeof scheduleSchema>;
