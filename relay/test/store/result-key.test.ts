import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOfPrefix, resultKey, resultText } from '../../src/store/result-key.js';

const wellFormed = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });

describe('the key that results are searched by', () => {
  it.each([
    ['"Success"', 'success'],
    ['true', 'true'],
    ['null', 'null'],
    ['{"Id":7}', '{"id":7}'],
    ['-5.2', '-5.2'],
    ['"ΟΔΟΣ"', 'οδοσ'],
  ])('of %s is %s', (json, key) => {
    expect(resultKey(resultText(json))).toBe(key);
  });

  it.each(['{"success":[masked]}', 'not json', '', '{'])(
    'of a stored result that is not JSON is that of its text: %j',
    (stored) => {
      expect(resultKey(resultText(stored))).toBe(stored);
    },
  );

  it('of the beginning of a text is the beginning of its key', () => {
    fc.assert(
      fc.property(wellFormed(100), wellFormed(100), (start, rest) => {
        expect(resultKey(start + rest).startsWith(resultKey(start))).toBe(true);
      }),
    );
  });

  it('holds 64 characters, in a form that every database keeps as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const key = resultKey(given);
        expect(key).toBe(resultKey(Array.from(given).slice(0, 64).join('')));
        expect(Buffer.from(key).toString()).toBe(key);
        expect(key).not.toContain('\0');
      }),
    );
    expect(resultKey('x'.repeat(65))).toBe('x'.repeat(64));
  });
});

describe('the end of a prefix', () => {
  const before = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

  it('comes after all that begin with it, and not after anything else that does', () => {
    fc.assert(
      fc.property(wellFormed(6), wellFormed(6), (prefix, other) => {
        const end = endOfPrefix(prefix);
        const inside = (value: string) => !before(value, prefix) && (end === null || before(value, end));
        expect(inside(prefix + other)).toBe(true);
        expect(inside(other)).toBe(other.startsWith(prefix));
      }),
    );
  });

  it.each([
    ['', null],
    ['\u{10FFFF}', null],
    ['a\u{10FFFF}', 'b'],
    ['\uD7FF', '\uE000'],
    ['z', '{'],
  ])('of %j is %j', (prefix, end) => {
    expect(endOfPrefix(prefix)).toBe(end);
  });
});
