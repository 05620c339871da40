import { describe, expect, it } from '@jest/globals';
import { BUILT_IN_CODES, encodeDisposition } from '../../src/index.js';

const NO = {
  final: false,
  reached: false,
  success: false,
  dnc: false,
  callback: false,
  contact: false,
  voicemail: false,
};
const OWN = [
  { ...NO, status: 'SOLD', name: 'Sale' },
  { ...NO, status: 'B1', name: 'Busy' },
  { ...NO, status: 'B2', name: 'busy ' },
];

describe('a disposition put into its code', () => {
  it.each([
    ['Not Interested', 'NI'],
    [' not interested ', 'NI'],
    ['ni', 'NI'],
  ])('%j is %s', (text, code) => {
    expect(encodeDisposition(text)).toBe(code);
  });

  it('is its own answer where it is a code already', () => {
    for (const { code } of BUILT_IN_CODES) expect(encodeDisposition(code)).toBe(code);
  });

  it("asks the account's own table alone where there is one, because Convoso refuses codes it does not have", () => {
    expect(encodeDisposition('sale', OWN)).toBe('SOLD');
    expect(() => encodeDisposition('NI', OWN)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_DISPOSITION' }),
    );
  });

  it('is not guessed where several codes have the name', () => {
    expect(() => encodeDisposition('Call Back')).toThrow(
      expect.objectContaining({
        code: 'AMBIGUOUS_DISPOSITION',
        message: expect.stringContaining('CALLBK, CB'),
      }),
    );
    expect(() => encodeDisposition('Busy', OWN)).toThrow(/B1, B2/);
  });

  it.each(['', '   ', 'No such thing'])('refuses %j', (text) => {
    expect(() => encodeDisposition(text)).toThrow(expect.objectContaining({ code: 'UNKNOWN_DISPOSITION' }));
  });
});
