import Big from 'big.js';
import { plainNumber } from '../fields/number-text.js';

/** No field of Convoso's holds a longer number, and a text of a million digits would keep the processor busy. */
const MOST_DIGITS = 40;

/** Reads a number or an amount of money; null where the text is neither. An empty text is no number. */
export function readAmount(text: string): Big | null {
  const plain = text.length > MOST_LETTERS ? null : plainNumber(text);
  if (plain === null) return null;
  // An exponent makes sums of a size that nobody means.
  return plain.includes('e') || plain.replace(/\D/g, '').length > MOST_DIGITS ? null : new Big(plain);
}

const MOST_LETTERS = 100;

/** Whether a text is written as money, and so keeps two decimals. */
export function isMoney(text: string): boolean {
  return /[$€£]/.test(text) || /^\s*[+-]?[\d,]*\.\d{2}\s*$/.test(text);
}

export type Calculation = 'add' | 'subtract' | 'multiply' | 'divide';

/** So many decimals of a quotient or product are kept; Convoso's number fields hold no more. */
const MOST_DECIMALS = 4;

/** Calculates exactly, in decimals. Null where something would be divided by zero. */
export function calculate(operation: Calculation, a: Big, b: Big): Big | null {
  switch (operation) {
    case 'add':
      return a.plus(b);
    case 'subtract':
      return a.minus(b);
    case 'multiply':
      return a.times(b);
    case 'divide':
      return b.eq(0) ? null : a.div(b);
  }
}

/** An amount as it is written to a field: money with two decimals, any other number with no more than it needs. */
export function writeAmount(amount: Big, form: 'money' | 'number'): string {
  if (form === 'number') return amount.round(MOST_DECIMALS).toFixed();
  // Rounded first: of less than half a cent below nothing, nothing is left, not even the sign.
  return amount.round(2).toFixed(2);
}
