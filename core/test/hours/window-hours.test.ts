import { describe, expect, it } from '@jest/globals';
import { nextOpening, whyNeverOpen, windowHours } from '../../src/hours/index.js';
import { STATE_ZONES } from '../../src/hours/tables/zones.js';
import { SCHEDULE_WINDOWS, type ScheduleWindow } from '../../src/workflow/windows.js';
import { localTime, shownIn } from './local-time.js';

const NEW_YORK = 'America/New_York';
const LOS_ANGELES = 'America/Los_Angeles';

const EDGES: readonly (readonly [window: ScheduleWindow, opens: string, closes: string])[] = [
  ['9-9', '09:00', '21:00'],
  ['9-5', '09:00', '17:00'],
  ['12-5', '12:00', '17:00'],
  ['12-9', '12:00', '21:00'],
  ['5-9', '17:00', '21:00'],
  ['8-9', '08:00', '21:00'],
];

/** On the Tuesday at the given time: when it opens next, as people there see it. */
const opensAt = (window: ScheduleWindow, zone: string, time: string, day = '2026-12-01') =>
  shownIn(zone, windowHours(window, [zone]).next(localTime(zone, `${day} ${time}`)));

describe('a schedule window', () => {
  it('is one of the seven of the documents', () => {
    expect([...EDGES.map(([window]) => window), '24hr'].sort()).toEqual(Object.keys(SCHEDULE_WINDOWS).sort());
  });

  it.each(EDGES)('%s opens at %s sharp and waits from %s on', (window, opens, closes) => {
    const at = (time: string, ms = 0) => localTime(NEW_YORK, `2026-12-01 ${time}`) + ms;
    const { next } = windowHours(window, [NEW_YORK]);
    const tomorrow = localTime(NEW_YORK, `2026-12-02 ${opens}`);
    expect(next(at(opens))).toBe(at(opens));
    expect(next(at(opens, -1))).toBe(at(opens));
    expect(next(at('00:00'))).toBe(at(opens));
    expect(next(at(closes, -1))).toBe(at(closes, -1));
    expect(next(at(closes))).toBe(tomorrow);
    expect(next(at('23:59:59'))).toBe(tomorrow);
  });

  it('24hr is always open', () => {
    for (const at of [0, Date.UTC(2026, 11, 1, 3), Date.UTC(2026, 2, 8, 10)]) {
      expect(windowHours('24hr', [NEW_YORK]).next(at)).toBe(at);
    }
    expect(windowHours('24hr', STATE_ZONES).label).toBe('24hr');
  });

  it.each([
    ['America/Los_Angeles', '2026-12-01T17:00:00.000Z'],
    ['America/New_York', '2026-12-01T14:00:00.000Z'],
    ['America/Phoenix', '2026-12-01T16:00:00.000Z'],
    ['Pacific/Honolulu', '2026-12-01T19:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-11-30T22:00:00.000Z'],
    ['America/Santiago', '2026-12-01T12:00:00.000Z'],
    ['America/St_Johns', '2026-12-01T12:30:00.000Z'],
  ])('opens by the clock of %s', (zone, opening) => {
    const at = localTime(zone, '2026-12-01 03:00');
    expect(windowHours('9-9', [zone]).next(at)).toBe(Date.parse(opening));
  });

  it.each([
    // Clocks go forward on 8 March and back on 1 November 2026: the hours stay where they are on the wall.
    ['America/Los_Angeles', '2026-03-07 21:00', 'Sun 2026-03-08 09:00', 11],
    ['America/New_York', '2026-03-07 21:00', 'Sun 2026-03-08 09:00', 11],
    ['America/New_York', '2026-10-31 21:00', 'Sun 2026-11-01 09:00', 13],
    ['America/Phoenix', '2026-03-07 21:00', 'Sun 2026-03-08 09:00', 12],
    ['Pacific/Honolulu', '2026-03-07 21:00', 'Sun 2026-03-08 09:00', 12],
    // Half an hour, and at midnight.
    ['Australia/Lord_Howe', '2026-10-03 21:00', 'Sun 2026-10-04 09:00', 11.5],
    ['Australia/Lord_Howe', '2026-04-04 21:00', 'Sun 2026-04-05 09:00', 12.5],
    ['America/Santiago', '2026-09-05 21:00', 'Sun 2026-09-06 09:00', 11],
    ['America/Santiago', '2026-04-04 21:00', 'Sun 2026-04-05 09:00', 13],
  ])('in %s waits from %s until %s, be the night of %f hours or not', (zone, from, until, hours) => {
    const at = localTime(zone, from);
    const next = windowHours('9-9', [zone]).next(at);
    expect(shownIn(zone, next)).toBe(until);
    expect(next).toBe(at + hours * 3_600_000);
  });

  it('is open every day, also at week-ends and on holidays', () => {
    expect(opensAt('9-5', NEW_YORK, '20:00', '2026-12-04')).toBe('Sat 2026-12-05 09:00');
    expect(opensAt('9-5', NEW_YORK, '08:00', '2026-12-25')).toBe('Fri 2026-12-25 09:00');
  });

  it('knows a zone or says that there is none such', () => {
    expect(() => windowHours('9-9', ['America/Nowhere'])).toThrow(RangeError);
  });
});

describe('a window on several clocks at once', () => {
  it('is open where all of them are', () => {
    const both = windowHours('9-9', [NEW_YORK, LOS_ANGELES]);
    expect(shownIn(NEW_YORK, both.next(localTime(NEW_YORK, '2026-12-01 09:00')))).toBe(
      'Tue 2026-12-01 12:00',
    );
    expect(shownIn(NEW_YORK, both.next(localTime(NEW_YORK, '2026-12-01 20:59')))).toBe(
      'Tue 2026-12-01 20:59',
    );
    expect(shownIn(NEW_YORK, both.next(localTime(NEW_YORK, '2026-12-01 21:00')))).toBe(
      'Wed 2026-12-02 12:00',
    );
    expect(both.label).toBe('9-9 in America/New_York and America/Los_Angeles');
  });

  it.each([
    ['8-9', '2026-12-01', 'Tue 2026-12-01 13:00', 'Tue 2026-12-01 20:59'],
    ['8-9', '2026-07-01', 'Wed 2026-07-01 14:00', 'Wed 2026-07-01 20:59'],
    ['9-9', '2026-12-01', 'Tue 2026-12-01 14:00', 'Tue 2026-12-01 20:59'],
    ['9-5', '2026-12-01', 'Tue 2026-12-01 14:00', 'Tue 2026-12-01 16:59'],
  ] as const)(
    '%s, with no idea where a lead lives, on %s is open in New York from %s to %s',
    (window, day, from, to) => {
      const { next, label } = windowHours(window, STATE_ZONES);
      expect(shownIn(NEW_YORK, next(localTime(NEW_YORK, `${day} 00:00`)))).toBe(from);
      const last = localTime(NEW_YORK, to.slice(4));
      expect(next(last)).toBe(last);
      expect(next(last + 60_000)).not.toBe(last + 60_000);
      expect(label).toBe(`${window} in 8 time zones at once`);
    },
  );

  it('may never be open, which is said and not waited for', () => {
    const never = windowHours('5-9', STATE_ZONES);
    const at = localTime(NEW_YORK, '2026-12-01 12:00');
    expect(never.next(at)).toBeNull();
    expect(nextOpening(at, [never])).toBeNull();
    expect(whyNeverOpen(at, [windowHours('9-9', [NEW_YORK]), never])).toBe(
      'There is no time within a year for "5-9 in 8 time zones at once".',
    );
  });
});

describe('the next opening', () => {
  const night = localTime(NEW_YORK, '2026-12-01 22:00');

  it('is at once when all hours are open, and nothing holds it', () => {
    const noon = localTime(NEW_YORK, '2026-12-01 12:00');
    expect(nextOpening(noon, [windowHours('9-9', [NEW_YORK]), windowHours('9-5', [NEW_YORK])])).toEqual({
      at: noon,
      heldBy: [],
    });
    expect(nextOpening(night, [])).toEqual({ at: night, heldBy: [] });
  });

  it('suits all hours, and names those that were closed when it was asked for', () => {
    const hours = [
      windowHours('24hr', [NEW_YORK]),
      windowHours('8-9', [NEW_YORK]),
      windowHours('12-5', [LOS_ANGELES]),
    ];
    expect(nextOpening(night, hours)).toEqual({
      at: localTime(LOS_ANGELES, '2026-12-02 12:00'),
      heldBy: ['8-9 in America/New_York', '12-5 in America/Los_Angeles'],
    });
  });

  it('is none when two windows never meet', () => {
    const apart = [windowHours('9-5', [NEW_YORK]), windowHours('5-9', [NEW_YORK])];
    expect(nextOpening(night, apart)).toBeNull();
    expect(whyNeverOpen(night, apart)).toBe(
      'There is no time within a year that suits "9-5 in America/New_York" and "5-9 in America/New_York".',
    );
  });
});
