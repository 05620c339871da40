import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { visibleBlock, visibleLines, visibleParagraph, visibleText } from '../../src/shown/visible-text.js';

describe('a text from outside, as it is printed', () => {
  it.each([
    ['\u001b[2J', '\\u001b[2J'],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u009b31m', '\\u009b31m'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'],
    ['\u202eevil\u202c \u2066x\u2069 \u200f', '\\u202eevil\\u202c \\u2066x\\u2069 \\u200f'],
    ['a\u200bb\ufeffc\u00add\u3164e', 'a\\u200bb\\ufeffc\\u00add\\u3164e'],
    ['\u{e0041}', '\\udb40\\udc41'],
    ['\ud800', '\\ud800'],
    ['Zoë ☎️ 日本 ✓ — “x”', 'Zoë ☎️ 日本 ✓ — “x”'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('holds nothing unseen, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it('is as many lines as were meant', () => {
    expect(visibleLines(['name: a\n✓ all fine', 'end'])).toBe('name: a\\n✓ all fine\nend');
    expect(visibleParagraph('one\n✓ all fine')).toBe('one\n    ✓ all fine');
  });

  it('that is JSON stays JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 2);
        expect(JSON.parse(visibleBlock(text))).toEqual(JSON.parse(text));
      }),
    );
  });
});
