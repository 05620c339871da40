import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { contactHours, nextOpening, windowHours, type Hours, type LeadClock } from '../../src/hours/index.js';
import { SCHEDULE_WINDOWS, type ScheduleWindow } from '../../src/workflow/windows.js';

/**
 * A model that knows nothing but what a wall clock shows at each minute, and steps through all of them. A day's hours
 * run from the first moment at which the clock has reached their beginning to the first at which it has reached their
 * end.
 */
const MINUTE = 60_000;
const DAY = 24 * 60;

interface Span {
  readonly zone: string;
  /** HH:MM */
  readonly from: string;
  readonly to: string;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const shown = new Map<string, string>();

/** `2026-12-01 09:00`, as the Swedish write it. Remembered, since the same few nights are looked at over and over. */
function wallClock(timeZone: string, instant: number): string {
  const key = `${timeZone}${instant}`;
  const known = shown.get(key);
  if (known !== undefined) return known;
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  clocks.set(timeZone, clock);
  const text = clock.format(instant);
  shown.set(key, text);
  return text;
}

/** For each minute from `start` on, whether it lies inside. */
function modelOf({ zone, from, to }: Span, start: number, minutes: number): boolean[] {
  const before = 1.5 * DAY;
  const begun = new Set<string>();
  const ended = new Set<string>();
  const inside = Array.from({ length: before + minutes }, (_, index) => {
    const [date = '', time = ''] = wallClock(zone, start + (index - before) * MINUTE).split(' ');
    if (time >= from) begun.add(date);
    if (time >= to) ended.add(date);
    for (const day of begun) if (day < date) ended.add(day);
    return [...begun].some((day) => !ended.has(day));
  });
  return inside.slice(before);
}

const ZONES = [
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles'],
  ...['Pacific/Honolulu', 'America/St_Johns', 'America/Santiago', 'Australia/Lord_Howe'],
];

/** Nights on which clocks are changed somewhere, and ordinary days. */
const NIGHTS = ['2026-03-08', '2026-11-01', '2026-04-05', '2026-09-06', '2026-10-04', '2026-07-15'];

const zones = fc.constantFrom(...ZONES);
const moments = fc
  .tuple(fc.constantFrom(...NIGHTS), fc.integer({ min: -DAY, max: DAY }))
  .map(([night, minute]) => Date.parse(`${night}T00:00:00Z`) + minute * MINUTE);
const windows = fc.constantFrom(
  ...(Object.keys(SCHEDULE_WINDOWS) as ScheduleWindow[]).filter((name) => name !== '24hr'),
);
const times = fc.integer({ min: 0, max: DAY - 1 }).map(clockTime);
/** Many of them within the hours at which clocks are changed. */
const spans = fc
  .tuple(fc.oneof(times, fc.integer({ min: 0, max: 4 * 60 }).map(clockTime)), times, zones)
  .filter(([from, to]) => from < to)
  .map(([from, to, zone]): Span => ({ from, to, zone }));

function clockTime(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function hoursOf({ zone, from, to }: Span, lastingMinutes = 0): Hours {
  const clock: LeadClock = { zones: [zone], states: [], evidence: 'none', reason: '' };
  const settings = { start: from, end: to, stateRules: false, override: true };
  return contactHours(clock, settings, { kind: 'span', ms: lastingMinutes * MINUTE });
}

const spanOf = (window: ScheduleWindow, zone: string): Span => {
  const { start, end } = SCHEDULE_WINDOWS[window];
  return { zone, from: clockTime(start * 60), to: clockTime(end * 60) };
};

/** Two and a half days hold an opening of any daily hours, also where clocks jump over one. */
const REACH = 2.5 * DAY;

/** The first minute of the model, or null where it has none. */
function firstInside(inside: readonly boolean[], start: number): number | null {
  const minute = inside.indexOf(true);
  return minute === -1 ? null : start + minute * MINUTE;
}

describe('hours', () => {
  it('open at the first minute that a wall clock shows to be inside, also on nights when clocks are changed', () => {
    fc.assert(
      fc.property(spans, moments, (span, at) => {
        expect(hoursOf(span).next(at)).toBe(firstInside(modelOf(span, at, REACH), at));
      }),
      { numRuns: 40 },
    );
  });

  it('of the seven windows do so, too', () => {
    fc.assert(
      fc.property(windows, zones, moments, (window, zone, at) => {
        const inside = modelOf(spanOf(window, zone), at, REACH);
        expect(windowHours(window, [zone]).next(at)).toBe(firstInside(inside, at));
      }),
      { numRuns: 20 },
    );
  });

  it('on several clocks open at the first minute that is inside on all of them', () => {
    fc.assert(
      fc.property(
        windows,
        fc.uniqueArray(zones, { minLength: 2, maxLength: 3 }),
        moments,
        (window, several, at) => {
          const models = several.map((zone) => modelOf(spanOf(window, zone), at, REACH));
          const inside = models[0]?.map((_, minute) => models.every((model) => model[minute])) ?? [];
          const opening = windowHours(window, several).next(at);
          const soon = opening !== null && opening < at + REACH * MINUTE;
          expect(soon ? opening : null).toBe(firstInside(inside, at));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('for a whole span open at the first minute from which all of its minutes are inside', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 300 }), moments, (span, lasting, at) => {
        const inside = modelOf(span, at, REACH + 300);
        const whole = inside
          .slice(0, REACH)
          .map((_, minute) => inside.slice(minute, minute + lasting + 1).every(Boolean));
        const opening = hoursOf(span, lasting).next(at);
        const soon = opening !== null && opening < at + REACH * MINUTE;
        expect(soon ? opening : null).toBe(firstInside(whole, at));
      }),
      { numRuns: 20 },
    );
  });

  it('are open at the opening that they name, and name no time before the one asked for', () => {
    const anyMoment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2090, 0, 1) });
    fc.assert(
      fc.property(spans, anyMoment, (span, at) => {
        const { next } = hoursOf(span);
        const opening = next(at);
        if (opening === null) return;
        expect(opening).toBeGreaterThanOrEqual(at);
        expect(next(opening)).toBe(opening);
        // Nothing between is inside: from there, too, the same opening is the next.
        expect(next(Math.floor((at + opening) / 2))).toBe(opening === at ? at : opening);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the next opening', () => {
  it('is the first minute that is inside all of the hours, held by those that were closed', () => {
    fc.assert(
      fc.property(fc.array(spans, { minLength: 1, maxLength: 3 }), moments, (several, at) => {
        const models = several.map((span) => modelOf(span, at, REACH));
        const inside = models[0]?.map((_, minute) => models.every((model) => model[minute])) ?? [];
        const hours = several.map((span, index) => ({ ...hoursOf(span), label: String(index) }));
        const opening = nextOpening(at, hours);
        const soon = opening !== null && opening.at < at + REACH * MINUTE;
        expect(soon ? opening.at : null).toBe(firstInside(inside, at));
        if (opening === null) return;
        const closed = models.flatMap((model, index) => (model[0] === true ? [] : [String(index)]));
        expect(opening.heldBy).toEqual(closed);
      }),
      { numRuns: 15 },
    );
  });
});
