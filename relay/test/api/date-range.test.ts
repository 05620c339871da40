import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTimeSpan } from '../../src/api/date-range.js';

const span = (from: string | undefined, to: string | undefined, zone: string) => {
  const { from: start, to: end } = readTimeSpan({ from, to }, zone);
  const text = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return [text(start), text(end)];
};

describe('a date range', () => {
  it.each([
    ['America/Los_Angeles', '2026-11-20', '2026-11-20T08:00:00.000Z', '2026-11-21T08:00:00.000Z'],
    ['America/Los_Angeles', '2026-07-04', '2026-07-04T07:00:00.000Z', '2026-07-05T07:00:00.000Z'],
    // The clocks go forward, and back: 23 and 25 hours.
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    // Forward at midnight: the day begins at one.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
    ['America/Sao_Paulo', '2017-10-15', '2017-10-15T03:00:00.000Z', '2017-10-16T02:00:00.000Z'],
    ['Asia/Kolkata', '2026-02-28', '2026-02-27T18:30:00.000Z', '2026-02-28T18:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-12-31', '2026-12-30T10:00:00.000Z', '2026-12-31T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2024-02-29', '2024-02-29T11:00:00.000Z', '2024-03-01T11:00:00.000Z'],
  ])('in %s of %s is the whole day there', (zone, date, start, end) => {
    expect(span(date, date, zone)).toEqual([start, end]);
  });

  it('takes instants as they are, the second not included', () => {
    expect(span('2026-11-20T17:00:00Z', '2026-11-20T09:30:00.250-08:00', 'Asia/Tokyo')).toEqual([
      '2026-11-20T17:00:00.000Z',
      '2026-11-20T17:30:00.250Z',
    ]);
    expect(span('2026-11-20T09:00 01:00', undefined, 'UTC')).toEqual(['2026-11-20T08:00:00.000Z', null]);
  });

  it('that stands the wrong way round is refused, and not empty', () => {
    expect(() => span('2026-11-20', '2026-11-01', 'UTC')).toThrow(
      expect.objectContaining({ code: 'SPAN_BACKWARDS' }),
    );
    // The day before ends where the other begins.
    expect(() => span('2026-11-20', '2026-11-19', 'UTC')).toThrow(
      expect.objectContaining({
        message: 'the time asked for ends with 2026-11-19, before it begins with 2026-11-20',
      }),
    );
    expect(span('2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', 'UTC')).toEqual([
      '2026-11-20T00:00:00.000Z',
      '2026-11-20T00:00:00.000Z',
    ]);
  });

  it.each([
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '11/20/2026',
    '2026-11-20T17:00:00',
    '2026-11-20T99:00Z',
    '0',
  ])('refuses %s and says what to give', (text) => {
    expect(() => readTimeSpan({ from: text, to: undefined }, 'UTC')).toThrow(
      expect.objectContaining({ code: 'NOT_A_DATE', message: expect.stringContaining(text) }),
    );
  });

  it('begins where the date does, and ends where the next one does, in any zone', () => {
    const zones = [
      'America/Los_Angeles',
      'America/St_Johns',
      'America/Havana',
      'America/Asuncion',
      'Europe/Lisbon',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1995, 0) / 86_400_000, max: Date.UTC(2037, 0) / 86_400_000 }),
        (timeZone, day) => {
          const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
          const { from, to } = readTimeSpan({ from: date, to: date }, timeZone);
          const dateAt = (time: number) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(time);
          expect([dateAt((from ?? 0) - 1) < date, dateAt(from ?? 0)]).toEqual([true, date]);
          expect([dateAt((to ?? 0) - 1), dateAt(to ?? 0) > date]).toEqual([date, true]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
