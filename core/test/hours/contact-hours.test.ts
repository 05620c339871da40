import { describe, expect, it } from '@jest/globals';
import {
  STATE_HOURS,
  contactHours,
  leadClock,
  nextOpening,
  windowHours,
  type Contact,
  type ContactHoursSettings,
  type LeadClock,
} from '../../src/hours/index.js';
import { codes } from '../../src/hours/tables/table.js';
import { localTime, shownIn } from './local-time.js';

const DEFAULTS: ContactHoursSettings = { start: '08:00', end: '21:00', stateRules: true, override: false };
const HOUR = 3_600_000;
const NEW_YORK = 'America/New_York';
const LOS_ANGELES = 'America/Los_Angeles';

const clockOf = (state: string, ...zones: string[]): LeadClock => ({
  states: state === '' ? [] : state.split(' '),
  zones,
  evidence: 'state',
  reason: 'told so',
});

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** The minutes of a local day at which a contact may be made, as `08:00-20:00`, `none` or several. */
function openOn(clock: LeadClock, day: string, settings = DEFAULTS, contact?: Contact): string {
  const [zone = ''] = clock.zones;
  const { next } = contactHours(clock, settings, contact);
  const start = localTime(zone, `${day} 00:00`);
  const open = Array.from({ length: 24 * 60 }, (_, minute) => start + minute * 60_000).map(
    (at) => next(at) === at,
  );
  const edges = open.flatMap((now, minute) => (now === (open[minute - 1] ?? false) ? [] : [minute]));
  if (open.at(-1) === true) edges.push(24 * 60);
  const times = edges.map((minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`);
  const spans = times.flatMap((time, index) =>
    index % 2 === 0 ? [`${time}-${times[index + 1] ?? ''}`] : [],
  );
  return spans.length === 0 ? 'none' : spans.join(' ');
}

// Thanksgiving is on Thursday, 26 November 2026.
const [TUESDAY, SATURDAY, SUNDAY, HOLIDAY] = ['2026-12-01', '2026-12-05', '2026-12-06', '2026-11-26'];

describe('federal contact hours', () => {
  const nowhere = clockOf('', NEW_YORK);

  it.each([TUESDAY, SATURDAY, SUNDAY, HOLIDAY])('are 8 to 21 where the lead is, on %s too', (day) => {
    expect(openOn(nowhere, day)).toBe('08:00-21:00');
  });

  it('begin at 08:00:00 and end before 21:00:00', () => {
    const { next, label } = contactHours(nowhere, DEFAULTS);
    const at = (time: string, ms = 0) => localTime(NEW_YORK, `${TUESDAY} ${time}`) + ms;
    expect(next(at('08:00', -1))).toBe(at('08:00'));
    expect(next(at('08:00'))).toBe(at('08:00'));
    expect(next(at('21:00', -1))).toBe(at('21:00', -1));
    expect(next(at('21:00'))).toBe(localTime(NEW_YORK, '2026-12-02 08:00'));
    expect(label).toBe('contact hours 08:00-21:00 in America/New_York');
  });

  it.each([
    [{ start: '09:30', end: '19:00' }, '09:30-19:00'],
    [{ start: '06:00', end: '23:00' }, '08:00-21:00'],
    [{ start: '00:00', end: '24:00' }, '08:00-21:00'],
    [{ start: '21:00', end: '22:00' }, 'none'],
    [{ start: '06:00', end: '23:00', override: true }, '06:00-23:00'],
    [{ start: '00:00', end: '24:00', override: true }, '00:00-24:00'],
  ])('are only narrowed by settings, unless overridden: %j', (settings, open) => {
    expect(openOn(nowhere, TUESDAY, { ...DEFAULTS, ...settings })).toBe(open);
  });

  it('hold on every clock that can be the lead’s', () => {
    const unknown = leadClock({}, null, localTime(NEW_YORK, `${TUESDAY} 12:00`));
    // From eight in Hawaii to nine in the evening in New York.
    expect(openOn({ ...unknown, zones: [...unknown.zones].reverse() }, TUESDAY)).toBe('08:00-16:00');
    expect(openOn(unknown, TUESDAY)).toBe('13:00-21:00');
    expect(openOn(unknown, '2026-07-01')).toBe('14:00-21:00');
    expect(contactHours(unknown, DEFAULTS).label).toBe('contact hours 08:00-21:00 in 8 time zones at once');
  });
});

/** In the order of the table: Tuesday, Saturday, Sunday, Thanksgiving; `-` is as on Tuesday. */
const EXPECTED: Record<string, readonly [string, string, string, string]> = {
  AL: ['08:00-20:00', '-', 'none', 'none'],
  CT: ['09:00-20:00', '-', '-', '-'],
  FL: ['08:00-20:00', '-', '-', '-'],
  IL: ['08:00-21:00', '-', '-', '-'],
  KY: ['10:00-21:00', '-', '-', '-'],
  LA: ['08:00-20:00', '-', 'none', 'none'],
  MA: ['08:00-20:00', '-', '-', '-'],
  MD: ['08:00-20:00', '-', '-', '-'],
  MI: ['09:00-21:00', '-', '-', '-'],
  MN: ['09:00-21:00', '-', '-', '-'],
  MS: ['08:00-20:00', '-', 'none', 'none'],
  NE: ['08:00-21:00', '-', '13:00-21:00', '13:00-21:00'],
  NM: ['09:00-21:00', '-', '-', '-'],
  NV: ['09:00-20:00', '-', '-', '-'],
  OK: ['08:00-20:00', '-', '-', '-'],
  OR: ['08:00-20:00', '-', '-', '-'],
  PA: ['08:00-21:00', '-', '13:30-21:00', 'none'],
  RI: ['09:00-18:00', '10:00-17:00', 'none', 'none'],
  SD: ['09:00-21:00', '-', 'none', '-'],
  TX: ['09:00-21:00', '-', '12:00-21:00', '-'],
  UT: ['08:00-21:00', '-', 'none', 'none'],
  WA: ['08:00-20:00', '-', '-', '-'],
  WY: ['08:00-20:00', '-', '-', '-'],
  // Half past nine in the evening is later than the federal hours of the sender allow.
  ON: ['09:00-21:00', '10:00-18:00', '10:00-18:00', '-'],
};

describe('state contact hours', () => {
  it('are those of the table', () => {
    const listed = STATE_HOURS.rows.flatMap(([states]) => codes(states));
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(Object.keys(EXPECTED)));
    expect(listed.filter((state) => !(state in EXPECTED))).toEqual(
      codes('AB BC MB NB NL NS NT NU PE QC SK YT'),
    );
  });

  it.each(Object.entries(EXPECTED))(
    'of %s hold on week-days, Saturday, Sunday and a holiday',
    (state, expected) => {
      const { zones } = leadClock({ state }, null, 0);
      const clock = clockOf(state, zones[0] ?? '');
      const open = [TUESDAY, SATURDAY, SUNDAY, HOLIDAY].map((day) => openOn(clock, day));
      expect(open).toEqual(expected.map((span) => (span === '-' ? expected[0] : span)));
    },
  );

  it.each(['CA', 'NY', 'OH', 'PR'])('are the federal ones in %s', (state) => {
    const { zones } = leadClock({ state }, null, 0);
    expect(openOn(clockOf(state, ...zones), SUNDAY)).toBe('08:00-21:00');
  });

  it('come on top of narrower settings, and are left out when switched off', () => {
    const kentucky = clockOf('KY', NEW_YORK);
    expect(openOn(kentucky, TUESDAY, { ...DEFAULTS, end: '18:00' })).toBe('10:00-18:00');
    expect(openOn(kentucky, TUESDAY, { ...DEFAULTS, start: '06:00', override: true })).toBe('10:00-21:00');
    expect(openOn(kentucky, TUESDAY, { ...DEFAULTS, stateRules: false })).toBe('08:00-21:00');
  });

  it('must permit it in every state that the lead may live in', () => {
    expect(openOn(clockOf('KY FL', NEW_YORK), TUESDAY)).toBe('10:00-20:00');
    expect(openOn(clockOf('RI TX', NEW_YORK), SUNDAY)).toBe('none');
  });

  it('hold on each clock of a state that has two', () => {
    const florida = clockOf('FL', NEW_YORK, 'America/Chicago');
    expect(openOn(florida, TUESDAY)).toBe('09:00-20:00');
    expect(contactHours(florida, DEFAULTS).label).toBe(
      'contact hours 08:00-21:00 and the rules of FL in America/New_York and America/Chicago',
    );
  });

  it('wait over a Sunday and a holiday for the next day that has hours', () => {
    // 4 July 2026 is a Saturday and kept on Friday, too.
    const alabama = clockOf('AL', 'America/Chicago');
    const thursday = localTime('America/Chicago', '2026-07-02 20:00');
    expect(shownIn('America/Chicago', contactHours(alabama, DEFAULTS).next(thursday))).toBe(
      'Mon 2026-07-06 08:00',
    );
  });

  it('go by the lead’s own calendar day', () => {
    // Saturday evening in Utah is Sunday by Greenwich, and Monday morning there begins on Monday.
    const utah = clockOf('UT', 'America/Denver');
    const { next } = contactHours(utah, DEFAULTS);
    const saturday = localTime('America/Denver', '2026-12-05 20:00');
    expect(next(saturday)).toBe(saturday);
    expect(shownIn('America/Denver', next(saturday + HOUR))).toBe('Mon 2026-12-07 08:00');
  });
});

describe('what is judged', () => {
  const california = clockOf('CA', LOS_ANGELES);
  const open = (contact: Contact, day = TUESDAY) => openOn(california, day, DEFAULTS, contact);

  it('of a callback is the time at which it will be made', () => {
    expect(open({ kind: 'after', ms: 2 * HOUR })).toBe('06:00-19:00');
    const { next, label } = contactHours(california, DEFAULTS, { kind: 'after', ms: 45 * 60_000 });
    const evening = localTime(LOS_ANGELES, `${TUESDAY} 20:30`);
    expect(shownIn(LOS_ANGELES, next(evening))).toBe('Wed 2026-12-02 07:15');
    expect(label).toBe('contact hours 08:00-21:00 in America/Los_Angeles, 45 min from then');
  });

  it('of a hopper slot is every moment until it expires', () => {
    expect(open({ kind: 'span', ms: 5 * HOUR })).toBe('08:00-16:00');
    const { next, label } = contactHours(california, DEFAULTS, { kind: 'span', ms: 5 * HOUR });
    const four = localTime(LOS_ANGELES, `${TUESDAY} 16:00`);
    // Expiring at 21:00:00 is too late, a millisecond before is not.
    expect(next(four - 1)).toBe(four - 1);
    expect(shownIn(LOS_ANGELES, next(four))).toBe('Wed 2026-12-02 08:00');
    expect(label).toBe('contact hours 08:00-21:00 in America/Los_Angeles, for all of 5 h');
  });

  it('of a slot without length is as of a contact at once', () => {
    expect(open({ kind: 'span', ms: 0 })).toBe(open({ kind: 'now' }));
    expect(open({ kind: 'after', ms: 0 })).toBe(open({ kind: 'now' }));
  });

  it('of a slot longer than any opening fits never', () => {
    const at = localTime(LOS_ANGELES, `${TUESDAY} 12:00`);
    const tooLong = contactHours(california, DEFAULTS, { kind: 'span', ms: 13 * HOUR });
    expect(tooLong.next(at)).toBeNull();
    expect(nextOpening(at, [windowHours('9-9', [LOS_ANGELES]), tooLong])).toBeNull();
    expect(contactHours(california, DEFAULTS, { kind: 'span', ms: 13 * HOUR - 1 }).next(at)).not.toBeNull();
  });

  it('of a slot longer than some openings waits for one that is long enough', () => {
    const island = clockOf('RI', NEW_YORK);
    const { next } = contactHours(island, DEFAULTS, { kind: 'span', ms: 8 * HOUR });
    expect(shownIn(NEW_YORK, next(localTime(NEW_YORK, '2026-12-05 08:00')))).toBe('Mon 2026-12-07 09:00');
  });

  it('of a slot may go over midnight where the hours do', () => {
    const always = { ...DEFAULTS, start: '00:00', end: '24:00', override: true };
    const { next } = contactHours(clockOf('', LOS_ANGELES), always, { kind: 'span', ms: 72 * HOUR });
    const at = localTime(LOS_ANGELES, '2026-03-07 23:30');
    expect(next(at)).toBe(at);
    const utah = contactHours(clockOf('UT', 'America/Denver'), always, { kind: 'span', ms: 5 * HOUR });
    expect(utah.next(localTime('America/Denver', '2026-12-01 17:00'))).toBe(
      localTime('America/Denver', '2026-12-02 08:00'),
    );
  });
});

describe('hours at which clocks are changed', () => {
  const overriding = (start: string, end: string) => ({ ...DEFAULTS, start, end, override: true });
  const next = (zone: string, settings: ContactHoursSettings, at: number) =>
    contactHours(clockOf('', zone), settings).next(at);

  it('begin with the jump where the clocks jump over their beginning', () => {
    const at = localTime(NEW_YORK, '2026-03-08 00:00');
    const jump = localTime(NEW_YORK, '2026-03-08 03:00');
    expect(next(NEW_YORK, overriding('02:30', '05:00'), at)).toBe(jump);
    expect(next(NEW_YORK, overriding('00:00', '02:30'), jump - 1)).toBe(jump - 1);
    expect(shownIn(NEW_YORK, next(NEW_YORK, overriding('00:00', '02:30'), jump))).toBe(
      'Mon 2026-03-09 00:00',
    );
  });

  it('are passed over on the day on which clocks jump over all of them', () => {
    const at = localTime(NEW_YORK, '2026-03-08 00:00');
    expect(shownIn(NEW_YORK, next(NEW_YORK, overriding('02:10', '02:50'), at))).toBe('Mon 2026-03-09 02:10');
  });

  it('begin and end the first time where a time comes twice', () => {
    const first = Date.parse('2026-11-01T05:30:00Z');
    expect(shownIn(NEW_YORK, first)).toBe(shownIn(NEW_YORK, first + HOUR));
    expect(next(NEW_YORK, overriding('01:30', '05:00'), first - HOUR)).toBe(first);
    expect(next(NEW_YORK, overriding('01:30', '05:00'), first + HOUR / 2)).toBe(first + HOUR / 2);
    expect(shownIn(NEW_YORK, next(NEW_YORK, overriding('00:30', '01:30'), first))).toBe(
      'Mon 2026-11-02 00:30',
    );
    expect(shownIn(NEW_YORK, next(NEW_YORK, overriding('00:30', '01:30'), first + HOUR / 2))).toBe(
      'Mon 2026-11-02 00:30',
    );
  });

  it('begin with the day where clocks jump over midnight', () => {
    const santiago = 'America/Santiago';
    const jump = localTime(santiago, '2026-09-06 01:00');
    expect(shownIn(santiago, jump - 60_000)).toBe('Sat 2026-09-05 23:59');
    expect(next(santiago, overriding('00:00', '06:00'), jump - HOUR)).toBe(jump);
  });

  it('begin with the half hour that Lord Howe jumps over', () => {
    const howe = 'Australia/Lord_Howe';
    const jump = localTime(howe, '2026-10-04 02:30');
    expect(shownIn(howe, jump - 60_000)).toBe('Sun 2026-10-04 01:59');
    expect(next(howe, overriding('02:10', '06:00'), jump - HOUR)).toBe(jump);
  });
});
