import { describe, expect, it } from '@jest/globals';
import Big from 'big.js';
import fc from 'fast-check';
import { calculate, isMoney, readAmount, writeAmount } from '../../src/actions/amount.js';

/** Decimals as whole numbers of ten-thousandths: the model calculates with integers only. */
const SCALE = 10_000n;
const LARGEST = 10n ** 15n;
const units = fc.bigInt({ min: -LARGEST, max: LARGEST });

/** A whole number of ten-thousandths as people write it. */
function written(value: bigint): string {
  const size = value < 0n ? -value : value;
  const decimals = String(size % SCALE)
    .padStart(4, '0')
    .replace(/0+$/, '');
  const sign = value < 0n ? '-' : '';
  return `${sign}${size / SCALE}${decimals === '' ? '' : `.${decimals}`}`;
}

/** A quotient rounded half away from zero. */
function rounded(dividend: bigint, divisor: bigint): bigint {
  const [a, b] = divisor < 0n ? [-dividend, -divisor] : [dividend, divisor];
  const size = ((a < 0n ? -a : a) * 2n + b) / (2n * b);
  return a < 0n ? -size : size;
}

const read = (text: string): Big => readAmount(text) ?? new Big('NaN');

describe('an amount', () => {
  it.each([
    ['5', '5'],
    ['-2.5', '-2.5'],
    ['+7', '7'],
    ['.5', '0.5'],
    [' 1250 ', '1250'],
    ['1,250.00', '1250'],
    ['1,234,567', '1234567'],
    ['$1,250.10', '1250.1'],
    ['-$5', '-5'],
    ['$-5', '-5'],
    ['£ 12', '12'],
    ['12.50 €', '12.5'],
    ['007', '7'],
  ])('is read from %j', (text, value) => {
    expect(readAmount(text)?.toFixed()).toBe(value);
  });

  it.each([
    '',
    ' ',
    '.',
    '-',
    '$',
    'plenty',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '1,25',
    '12,50',
    '1.250,00',
    '1,2345',
    '5 000',
    '--5',
    '-$-5',
    '5-',
    '1.2.3',
    '٣',
    '5\n6',
    '9'.repeat(41),
  ])('is not read from %j', (text) => {
    expect(readAmount(text)).toBeNull();
  });

  it('takes whatever text there is without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => readAmount(text) === null || read(text).toFixed() !== ''));
  });

  it('survives being written and read', () => {
    fc.assert(
      fc.property(units, (value) => {
        expect(writeAmount(read(written(value)), 'number')).toBe(written(value));
      }),
    );
  });

  it('is added and subtracted as integers are', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        const [x, y] = [read(written(a)), read(written(b))];
        expect(calculate('add', x, y)?.toFixed()).toBe(written(a + b));
        expect(calculate('subtract', x, y)?.toFixed()).toBe(written(a - b));
      }),
    );
  });

  it('is multiplied and divided as integers are, to four decimals', () => {
    fc.assert(
      fc.property(units, units, (a, b) => {
        const [x, y] = [read(written(a)), read(written(b))];
        expect(writeAmount(calculate('multiply', x, y) ?? x, 'number')).toBe(written(rounded(a * b, SCALE)));
        const quotient = calculate('divide', x, y);
        const answer = quotient === null ? null : writeAmount(quotient, 'number');
        expect(answer).toBe(b === 0n ? null : written(rounded(a * SCALE, b)));
      }),
    );
  });

  it('keeps two decimals where it is money, and loses no cent', () => {
    fc.assert(
      fc.property(units, (cents) => {
        const text = writeAmount(read(written(cents * 100n)), 'money');
        expect(text).toMatch(/^-?\d+\.\d\d$/);
        expect(BigInt(text.replace('.', ''))).toBe(cents);
      }),
    );
  });

  it('that is less than half a cent is no money, and has no sign', () => {
    expect(writeAmount(new Big('-0.004'), 'money')).toBe('0.00');
    expect(writeAmount(new Big('-0.00004'), 'number')).toBe('0');
  });

  it.each([
    ['$5', true],
    ['5 €', true],
    ['1,250.00', true],
    ['-3.10', true],
    ['5', false],
    ['5.5', false],
    ['5.125', false],
    ['', false],
  ])('%j is written as money: %s', (text, money) => {
    expect(isMoney(text)).toBe(money);
  });
});
