import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { flagInput, itemsInput, listInput, pairsInput, textInput } from '../src/inputs.js';
import { timeAtOffset } from '../src/time-at-offset.js';

describe('what a form gives', () => {
  it.each([
    [
      ['NI', ' SALE ', ''],
      ['NI', 'SALE'],
    ],
    ['NI, SALE,', ['NI', 'SALE']],
    [
      ['NI,SALE', 7],
      ['NI', 'SALE', '7'],
    ],
    ['', []],
    [undefined, []],
    [null, []],
  ])('as several values %j is read as %j', (given, read) => {
    expect(listInput({ values: given }, 'values')).toEqual(read);
  });

  it.each([
    [true, true],
    ['true', true],
    ['Yes', true],
    ['1', true],
    [false, false],
    ['false', false],
    ['', false],
    [undefined, false],
  ])('as a yes or no %j is read as %j', (given, read) => {
    expect(flagInput({ flag: given }, 'flag')).toBe(read);
  });

  it('holds no line item where nothing is filled in', () => {
    const items = [{ field: 'lead.city', mappedTo: '' }, { field: '', mappedTo: null }, {}, null, 'text'];
    expect(itemsInput({ rows: items }, 'rows')).toEqual([{ field: 'lead.city', mappedTo: '' }]);
  });

  it('is read without an error, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const inputs = { key: value };
        expect(typeof textInput(inputs, 'key')).toBe('string');
        expect(Array.isArray(listInput(inputs, 'key'))).toBe(true);
        expect(Array.isArray(itemsInput(inputs, 'key'))).toBe(true);
        expect(typeof pairsInput(inputs, 'key')).toBe('object');
        expect(typeof flagInput(inputs, 'key')).toBe('boolean');
      }),
    );
  });
});

describe('a time at an offset', () => {
  it('shows the same instant, whatever zone it was written in', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.integer({ min: -24, max: 24 }),
        (date, halfHours) => {
          const hours = halfHours / 2;
          const instant = new Date(Math.floor(date.getTime() / 1000) * 1000);
          const shown = timeAtOffset(instant.toISOString(), hours.toFixed(2));
          expect(Date.parse(`${shown.replace(' ', 'T')}Z`) - hours * 3_600_000).toBe(instant.getTime());
        },
      ),
    );
  });

  it.each([
    ['tomorrow', '-5.00'],
    ['2026-11-21T17:00:00Z', 'EST'],
    ['', ''],
  ])('leaves %j at %j to the words of Convoso', (time, offset) => {
    expect(timeAtOffset(time, offset)).toBe(time);
  });
});
