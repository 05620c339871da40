import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { VALUE_KINDS, normalise, type ValueKind } from '../../src/convoso-api/value.js';

describe('a value has one type, whatever the endpoint makes of it', () => {
  it.each<[ValueKind, unknown, unknown]>([
    ['id', '1364887', '1364887'],
    ['id', 1364887, '1364887'],
    ['id', '0', '0'],
    ['id', 0, '0'],
    ['id', '', null],
    ['id', null, null],
    ['text', '', null],
    ['text', undefined, null],
    ['text', ' a ', ' a '],
    ['text', 'null', 'null'],
    ['text', 148, '148'],
    ['text', ['a'], null],
    ['number', '546', 546],
    ['number', 546, 546],
    ['number', '0.00', 0],
    ['number', '-3.5', -3.5],
    ['number', '', null],
    ['number', 'many', null],
    ['number', null, null],
    ['boolean', 'Y', true],
    ['boolean', 'N', false],
    ['boolean', 1, true],
    ['boolean', 0, false],
    ['boolean', '1', true],
    ['boolean', '0', false],
    ['boolean', true, true],
    ['boolean', 'false', false],
    ['boolean', '', null],
    ['boolean', 'perhaps', null],
    ['time', '2025-05-28 14:43:52', '2025-05-28 14:43:52'],
    ['time', '2015-01-29T14:09:57-0800', '2015-01-29 14:09:57 -08:00'],
    ['time', '2015-01-29T14:09:57Z', '2015-01-29 14:09:57 Z'],
    [
      'time',
      { date: '2025-05-28 14:43:52.000000', timezone_type: 3, timezone: 'America/Los_Angeles' },
      '2025-05-28 14:43:52 America/Los_Angeles',
    ],
    [
      'time',
      { date: '2025-05-28 14:43:52.000000', timezone_type: 1, timezone: '+02:00' },
      '2025-05-28 14:43:52 +02:00',
    ],
    ['time', '0000-00-00 00:00:00', null],
    ['time', '', null],
    ['time', null, null],
    ['time', 'yesterday', 'yesterday'],
    ['duration', '08:39:29', 31_169],
    ['duration', '103:24:51', 372_291],
    ['duration', '12', 12],
    ['duration', '', null],
    ['ids', [310001, '310002', ''], ['310001', '310002']],
    ['ids', null, []],
    ['ids', '1,2', []],
  ])('%s: %j is %j', (kind, value, expected) => {
    expect(normalise(kind, value)).toEqual(expected);
  });

  const times = fc
    .tuple(
      fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      fc.constantFrom('', 'Z', '-0800', '+05:30', ' America/New_York', ' UTC', '.000000'),
      fc.constantFrom('T', ' '),
    )
    .map(([date, zone, separator]) => date.toISOString().slice(0, 19).replace('T', separator) + zone);
  const values = fc.oneof(
    fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true }),
    fc.constantFrom('Y', 'n', '1', 'true', '00:00:07', '12', '-0.50', ''),
    times,
    times.map((date) => ({ date, timezone_type: 3, timezone: 'America/Los_Angeles' })),
  );
  const kinds = fc.constantFrom(...VALUE_KINDS);

  it('is left as it is when it is given its type again', () => {
    fc.assert(
      fc.property(kinds, values, (kind, value) => {
        const once = normalise(kind, value);
        expect(normalise(kind, once)).toEqual(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing but that type or null', () => {
    const types: Record<ValueKind, string> = {
      id: 'string',
      text: 'string',
      time: 'string',
      number: 'number',
      duration: 'number',
      boolean: 'boolean',
      ids: 'object',
    };
    fc.assert(
      fc.property(kinds, values, (kind, value) => {
        const read: unknown = normalise(kind, value);
        if (kind === 'ids') expect(read).toEqual(expect.any(Array));
        else if (read !== null) expect(typeof read).toBe(types[kind]);
        expect(read).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a number is the same from its digits as from itself', () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        expect(normalise('number', String(number))).toBe(number);
        expect(normalise('id', number)).toBe(normalise('id', String(number)));
      }),
    );
  });

  it('of a duration counts hours without end', () => {
    const part = fc.integer({ min: 0, max: 59 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), part, part, (hours, minutes, seconds) => {
        const text = [hours, minutes, seconds].map((count) => String(count).padStart(2, '0')).join(':');
        expect(normalise('duration', text)).toBe(hours * 3_600 + minutes * 60 + seconds);
      }),
    );
  });
});
