import { describe, expect, it } from '@jest/globals';
import { nationalNumber } from '../../src/convoso-api/national-number.js';

describe('a phone number as Convoso keeps it', () => {
  it.each([
    ['+17735550167', '', '7735550167'],
    ['1-773-555-0167', '', '7735550167'],
    ['(773) 555-0167', '1', '7735550167'],
    ['0017735550167', '1', '7735550167'],
    ['+44 20 7946 0018', '44', '2079460018'],
    ['0044 20 7946 0018', '44', '2079460018'],
    ['44 20 7946 0018', '44', '442079460018'],
    ['+44 20 7946 0018', '', '442079460018'],
    // No number of North America begins with 1, so this one is of somewhere else.
    ['11234567890', '', '11234567890'],
    ['7735550167', '', '7735550167'],
  ])('Z2: is %j, with the code %j, without it', (written, code, kept) => {
    expect(nationalNumber(written.replaceAll(/\D/g, ''), written, code)).toBe(kept);
  });
});
