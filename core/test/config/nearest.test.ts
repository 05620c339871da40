import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { editDistance, longerNames, nearest } from '../../src/fields/nearest.js';

const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });

describe('the nearest known name', () => {
  it.each([
    ['apiurl', 'apiUrl'],
    ['apiUlr', 'apiUrl'],
    ['adaptor', 'adaptorId'],
    ['requestmethods', 'requestMethod'],
  ])('to %s is %s', (name, expected) => {
    expect(nearest(name, ['id', 'apiUrl', 'adaptorId', 'requestMethod'])).toBe(expected);
  });

  it('is none where too much would have to change', () => {
    expect(nearest('zebra', ['id', 'apiUrl', 'adaptorId'])).toBeUndefined();
    expect(nearest('x', ['id', 'y'])).toBeUndefined();
    expect(nearest('', ['a'])).toBeUndefined();
  });

  it('is measured by a distance: zero only to itself, the same both ways, never longer by a detour', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
        expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('the names that an unknown one is a part of', () => {
  const known = ['id', 'apiUrl', 'requestMethod', 'responseKey', 'responseDataType', 'timeoutSeconds'];

  it.each([
    ['timeout', ['timeoutSeconds']],
    ['URL', ['apiUrl']],
    ['method', ['requestMethod']],
    ['response', ['responseKey', 'responseDataType']],
    // No word of these.
    ['hod', []],
    ['id', []],
    ['timeoutSeconds', []],
  ])('to %s are %p', (name, expected) => {
    expect(longerNames(name, known)).toEqual(expected);
  });
});
