import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { LEAD_FIELDS } from '../../src/fields/lead-fields.js';
import { LEAD } from '../../src/convoso-api/resources/lead-rows.js';
import { readRow, readRows } from '../../src/convoso-api/shape.js';

const SHAPE = {
  id: ['id lead_id'],
  text: ['name'],
  number: ['total'],
  also: { name: 'Name' },
  lists: { parts: { id: ['id'] } },
} as const;

describe('a row', () => {
  it('has every value that is known, and all others under other', () => {
    const row = readRow(SHAPE, {
      id: 7,
      total: '12',
      parts: [{ id: 1, more: true }],
      field_13: 'x',
      name: '',
    });

    expect(row).toEqual({
      id: '7',
      lead_id: null,
      name: null,
      total: 12,
      parts: [{ id: '1', other: { more: true } }],
      other: { field_13: 'x' },
    });
  });

  it('reads a second spelling where the first is not there, and only then', () => {
    expect(readRow(SHAPE, { Name: 'a' })).toMatchObject({ name: 'a', other: {} });
    expect(readRow(SHAPE, { Name: 'a', name: 'b' })).toMatchObject({ name: 'b', other: { Name: 'a' } });
  });

  it('comes out of a list, and out of an object keyed by id', () => {
    const ids = (container: unknown) => readRows(SHAPE, container).map(({ id }) => id);

    expect(ids([{ id: 1 }, { id: 2 }])).toEqual(['1', '2']);
    expect(ids({ '11': { id: 11 }, '12': { id: 12 } })).toEqual(['11', '12']);
    expect(ids([])).toEqual([]);
    expect(ids([null, 'a', { id: 3 }])).toEqual(['3']);
  });

  it('never touches the prototype of anything', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":true},"constructor":"a","id":"1"}') as object;

    const row = readRow(SHAPE, hostile as Record<string, unknown>);

    expect(row.id).toBe('1');
    expect(Object.keys(row.other)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('loses no name of what Convoso sent', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (source) => {
        const { other, ...known } = readRow(SHAPE, source);
        for (const name of Object.keys(source)) {
          expect(Object.hasOwn(known, name) || name === 'Name' || Object.hasOwn(other, name)).toBe(true);
        }
      }),
    );
  });

  it('of a lead has the fields of the catalogue', () => {
    const { id, text, number, time } = LEAD;
    const names = [id, text, number, time].flatMap((lines) => lines.join(' ').split(' '));

    expect(names.toSorted()).toEqual(LEAD_FIELDS.map(({ name }) => name).toSorted());
  });
});
