import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import { SCHEDULE_WINDOWS, type ScheduleWindow } from '../workflow/windows.js';
import { whole } from './number.js';
import { refuse } from './refuse.js';
import { filledText } from './text.js';
import { timeZoneChoice } from './time-zone.js';

const WINDOWS = Object.keys(SCHEDULE_WINDOWS) as ScheduleWindow[];

export const windowSchema = z.enum(WINDOWS);

/**
 * When an action is due: so long after the trigger, or so long before (below 0) or after the last call or the date in a
 * lead field; due outside the hours is held until they begin (domain-facts J.7). An empty schedule is due at once.
 */
export const scheduleSchema = z
  .strictObject({
    days: z.optional(whole(BOUNDS.scheduleDays)),
    hours: z.optional(whole(BOUNDS.scheduleHours)),
    minutes: z.optional(whole(BOUNDS.scheduleMinutes)),
    relativeTo: z.optional(z.union([z.literal('lastCalled'), z.strictObject({ field: filledText })])),
    holdUntilHours: z._default(windowSchema, '24hr'),
    /** Absent: the lead's zone for contact actions, the account's for the others (domain-facts J.6). */
    timeZone: z.optional(timeZoneChoice),
  })
  .check(
    z.superRefine(({ relativeTo, ...offsets }, context) => {
      if (relativeTo !== undefined) return;
      for (const unit of ['days', 'hours', 'minutes'] as const) {
        if ((offsets[unit] ?? 0) < 0) refuse(context, BEFORE_THE_TRIGGER, [unit]);
      }
    }),
  );

const BEFORE_THE_TRIGGER = {
  code: 'SCHEDULE_BEFORE_TRIGGER',
  message: 'Nothing can be done before what triggers it.',
  remedy:
    'Name the date to count from, as "relativeTo": { "field": "appointment_date" } or "lastCalled", or use a number of at least 0.',
};

export type Schedule = z.output<typeof scheduleSchema>;
