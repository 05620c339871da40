import { describe, expect, it } from '@jest/globals';
import { FactReader } from '../../src/workflow/fact-reader.js';
import { occurrenceOf } from '../occurrence/sample.js';

describe('a fact that cannot be read', () => {
  it('never passes for what the search before it has read', () => {
    const occurrence = occurrenceOf();
    let broken = false;
    const reader = new FactReader({
      key: 'colour',
      read: () => {
        if (broken) throw new RangeError('the field cannot be read');
        return 'red';
      },
    });
    expect(reader.read(occurrence, 1)).toBe('red');
    broken = true;
    expect(reader.read(occurrence, 1)).toBe('red');
    expect(() => reader.read(occurrence, 2)).toThrow('the field cannot be read');
    expect(() => reader.read(occurrence, 2)).toThrow('the field cannot be read');
  });
});
