import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { restored, storable } from '../../../src/store/postgres/texts.js';

const character = fc.oneof(
  fc.constantFrom('\0', '\uFFFF', '0', 'a'),
  fc.string({ unit: 'binary', maxLength: 1 }),
);
const text = fc.array(character, { maxLength: 12 }).map((all) => all.join(''));

describe('a text in Postgres', () => {
  it('comes back as it was, and holds no NUL while it is there', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(storable(given)).not.toContain('\0');
        expect(restored(storable(given))).toBe(given);
      }),
    );
  });

  it('begins with what it began with', () => {
    fc.assert(
      fc.property(text, text, (first, rest) => {
        expect(storable(first + rest)).toBe(storable(first) + storable(rest));
      }),
    );
  });
});
