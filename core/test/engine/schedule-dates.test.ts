import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { zoneOf } from '../../src/time/zone.js';
import { firstShowing } from './naive-schedule.js';
import { DAY, HOUR, MINUTE, NOON, dueAfter, plan, type Planning } from './planning.js';

const appointment = { field: 'start_date' };
const sms = { type: 'SMS', message: 'hello', endpointId: 'sms' };

const dueOf = (planning: Planning): string =>
  new Date(plan(planning).planned[0]?.requestedAt ?? Number.NaN).toISOString();

describe('a reminder before a date', () => {
  it('is asked for so long before it', () => {
    const schedule = { hours: -24, minutes: -30, relativeTo: appointment };
    const lead = { start_date: '2026-01-20 10:00:00' };
    expect(dueOf({ schedule, lead })).toBe('2026-01-19T17:30:00.000Z');
  });

  it('is asked for at an hour of the day before, where the field is a day', () => {
    const schedule = { days: -1, hours: 9, relativeTo: appointment };
    expect(dueOf({ schedule, lead: { start_date: '2026-01-20' } })).toBe('2026-01-19T17:00:00.000Z');
  });

  it('is asked for before the last call as well', () => {
    const schedule = { hours: -1, relativeTo: 'lastCalled' };
    expect(dueAfter({ schedule, lead: { last_called: '2026-01-14 14:00:00' } })).toBe(HOUR);
  });

  it('is sent at once where its time has passed and the date has not', () => {
    const schedule = { hours: -24, relativeTo: appointment };
    expect(dueAfter({ schedule, lead: { start_date: '2026-01-14 15:00:00' } })).toBe(0);
    const dayBefore = { hours: -2, relativeTo: appointment };
    expect(dueAfter({ schedule: dayBefore, lead: { start_date: '2026-01-14' } })).toBe(0);
  });

  it('is not held for hours that begin only after the date, so that it never comes after its appointment', () => {
    // Asked for at 18:00 in Los Angeles, outside of nine to five; the appointment is at 19:00, or on the next day.
    const schedule = { hours: -1, relativeTo: appointment, holdUntilHours: '9-5' };
    const { planned, reason } = plan({ schedule, lead: { start_date: '2026-01-14 19:00:00' } });
    expect(planned).toEqual([]);
    expect(reason).toMatch(/and by then start_date, which is "2026-01-14 19:00:00", has passed/);
    expect(plan({ schedule, lead: { start_date: '2026-01-15' } }).planned).toHaveLength(1);
  });

  it('is not sent after the date', () => {
    const schedule = { hours: -1, relativeTo: appointment };
    const { planned, reason } = plan({ schedule, lead: { start_date: '2026-01-14 12:00:00' } });
    expect(planned).toEqual([]);
    expect(reason).toMatch(
      /it was due 2026-01-14T19:00:00.000Z, before start_date, which is "2026-01-14 12:00:00" and has passed/,
    );
  });
});

describe('days of a schedule', () => {
  // Clocks are set forward on 8 March and back on 1 November.
  it.each([
    ['spring', '2026-03-07T17:00:00Z', '2026-03-08T16:00:00.000Z'],
    ['autumn', '2026-10-31T16:00:00Z', '2026-11-01T17:00:00.000Z'],
  ])('go by the clock on the wall: a day after nine is nine in %s', (_, at, due) => {
    expect(dueOf({ at: Date.parse(at), schedule: { days: 1 } })).toBe(due);
  });

  it('are not 24 hours, which go by the watch', () => {
    const at = Date.parse('2026-03-07T17:00:00Z');
    expect(dueAfter({ at, schedule: { days: 1 } })).toBe(23 * HOUR);
    expect(dueAfter({ at, schedule: { hours: 24 } })).toBe(24 * HOUR);
  });

  it('show the same time of day in whatever zone is chosen', () => {
    const zones = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland');
    const hours = fc.integer({ min: 0, max: 3 * 365 * 24 });
    fc.assert(
      fc.property(zones, hours, fc.integer({ min: 0, max: 400 }), (timeZone, hour, days) => {
        const at = NOON + hour * HOUR;
        const due = plan({ at, schedule: { days, timeZone } }).planned[0]?.requestedAt ?? Number.NaN;
        const zone = zoneOf(timeZone);
        const late = zone.wallAt(due) - zone.wallAt(at) - days * DAY;
        // A time that clocks skip is moved on by the hour that they skip.
        expect([0, HOUR]).toContain(late);
        const isSkipped = late === HOUR;
        expect(isSkipped && zone.wallAt(due - 1) === zone.wallAt(at) + days * DAY).toBe(false);
      }),
    );
  });
});

describe('a date that is a day', () => {
  const schedule = { hours: 9, relativeTo: appointment };
  const lead = { start_date: '2026-01-20', postal_code: '10001' };

  it("begins by the account's clock, unless another one is chosen", () => {
    expect(dueOf({ schedule, lead })).toBe('2026-01-20T17:00:00.000Z');
    expect(dueOf({ schedule: { ...schedule, timeZone: 'Europe/Berlin' }, lead })).toBe(
      '2026-01-20T08:00:00.000Z',
    );
    expect(dueOf({ schedule: { ...schedule, timeZone: 'lead' }, lead })).toBe('2026-01-20T14:00:00.000Z');
  });

  it("begins by the lead's clock for what contacts the lead", () => {
    expect(dueOf({ action: sms, schedule, lead })).toBe('2026-01-20T14:00:00.000Z');
    expect(dueOf({ action: sms, schedule: { ...schedule, timeZone: 'account' }, lead })).toBe(
      '2026-01-20T17:00:00.000Z',
    );
  });

  it("leaves a date with a time in the account's zone, where Convoso wrote it", () => {
    const timed = { ...lead, start_date: '2026-01-20 09:00:00' };
    const at = { minutes: -15, relativeTo: appointment, timeZone: 'lead' };
    expect(dueOf({ schedule: at, lead: timed })).toBe('2026-01-20T16:45:00.000Z');
    expect(dueAfter({ schedule: at, lead: { ...timed, start_date: '2026-01-14T20:30:00Z' } })).toBe(
      15 * MINUTE,
    );
  });
});

describe('the time of day that is counted from a date that is a day', () => {
  const nineTheDayBefore = { days: -1, hours: 9, relativeTo: appointment };
  const onTheDayAt = (hours: number, minutes = 0) => ({ hours, minutes, relativeTo: appointment });

  // Clocks are put forward at two on 8 March and back at two on 1 November.
  it.each([
    ['on the day on which clocks are put forward', '2026-03-09', '2026-03-08T16:00:00.000Z'],
    ['on the day on which they are put back', '2026-11-02', '2026-11-01T17:00:00.000Z'],
    ['on any other', '2026-06-02', '2026-06-01T16:00:00.000Z'],
  ])('is that of the clock on the wall %s: nine is nine', (_, start_date, due) => {
    const at = Date.parse('2026-01-05T12:00:00Z');
    expect(dueOf({ at, schedule: nineTheDayBefore, lead: { start_date } })).toBe(due);
  });

  it('that clocks jump over is the first moment after, and of two that are equal the first', () => {
    const at = Date.parse('2026-01-05T12:00:00Z');
    const due = (schedule: object, start_date: string) => dueOf({ at, schedule, lead: { start_date } });
    expect(due(onTheDayAt(2, 30), '2026-03-08')).toBe('2026-03-08T10:00:00.000Z');
    expect(due(onTheDayAt(1, 30), '2026-11-01')).toBe('2026-11-01T08:30:00.000Z');
  });

  it('is a length of time where the field has a time of day, and after the call', () => {
    const at = Date.parse('2026-03-08T08:00:00Z');
    const lead = { start_date: '2026-03-08 00:00:00' };
    expect(dueOf({ at, schedule: onTheDayAt(9), lead })).toBe('2026-03-08T17:00:00.000Z');
    expect(dueAfter({ at, schedule: { hours: 9 } })).toBe(9 * HOUR);
  });

  it('is shown by the clocks of whatever zone, on every day of the year', () => {
    const zones = fc.constantFrom(
      ...['America/New_York', 'Europe/Berlin', 'Africa/Cairo', 'Australia/Lord_Howe', 'America/Santiago'],
    );
    const day = fc.integer({ min: 0, max: 3 * 365 }).map((number) => Date.UTC(2026, 1, 1) + number * DAY);
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(zones, day, minute, fc.integer({ min: -20, max: 20 }), (timeZone, date, minutes, days) => {
        const start_date = new Date(date).toISOString().slice(0, 10);
        const schedule = { days, minutes, timeZone, relativeTo: appointment };
        const at = Date.parse('2026-01-05T12:00:00Z');
        const due = plan({ at, schedule, lead: { start_date } }).planned[0]?.requestedAt;
        expect(due).toBe(firstShowing(date + days * DAY + minutes * MINUTE, timeZone));
      }),
    );
  });
});
