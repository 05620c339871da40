import { timeAtOffset } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  flagInput,
  givenFlag,
  itemsInput,
  listInput,
  pairsInput,
  textInput,
  withoutNull,
} from '../src/inputs.js';

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
    const items = [{ field: 'lead.city', mappedTo: '' }, { field: '', mappedTo: null }, {}, null, ' '];
    expect(itemsInput({ rows: items }, 'rows')).toEqual([{ field: 'lead.city', mappedTo: '' }]);
  });

  it.each([
    [['Zoe'], 'Zoe'],
    [['red', 'blue'], 'red,blue'],
    [true, 'true'],
    [7, '7'],
  ])('Z25: as a text %j is read as %j, and nothing of it is lost', (given, read) => {
    expect(textInput({ name: given }, 'name')).toBe(read);
    expect(pairsInput({ custom: { name: given } }, 'custom')).toEqual({ name: read });
  });

  it.each([itemsInput, pairsInput])(
    'is refused where it has no names for its parts, and never dropped',
    (read) => {
      for (const value of ['text', ['red'], 7, true]) {
        expect(() => read({ rows: value }, 'rows')).toThrow(/The field rows was given a value/);
      }
    },
  );

  it.each(['enabled', 'on', 'Y', 'TRUE'])('Z4: %j is a yes, and its opposite a no', (yes) => {
    expect(givenFlag({ flag: yes }, 'flag')).toBe(true);
  });

  it('Z4: a yes or no that is neither is refused in words, and never sent as a no', () => {
    expect(() => givenFlag({ check_dnc: 'maybe' }, 'check_dnc')).toThrow(/check_dnc was given "maybe"/);
    expect(givenFlag({ check_dnc: '' }, 'check_dnc')).toBeUndefined();
  });

  it('Z26: holds nothing where a step before wrote its word for nothing', () => {
    expect(['null', 'NULL', 'None', 'undefined', 'Noneman'].map(withoutNull)).toEqual([
      '',
      '',
      '',
      '',
      'Noneman',
    ]);
  });

  it('is read or refused in words, whatever it is', () => {
    const READERS = [textInput, listInput, itemsInput, pairsInput, flagInput];
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...READERS), (value, read) => {
        try {
          read({ key: value }, 'key');
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(
            /^(?:INPUT_NOT_(?:TEXT|ITEMS|PAIRS)|YES_OR_NO_UNCLEAR)$/,
          );
        }
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
