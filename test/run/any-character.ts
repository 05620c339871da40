import * as real from '../../node_modules/fast-check/lib/cjs/fast-check.js';

/** No character has the numbers between them: they are halves of pairs. */
const [FIRST_HALF, LAST_HALF] = [0xd800, 0xdfff];
const HALVES = LAST_HALF - FIRST_HALF + 1;
const LAST = 0x10ffff;

/** Any character of Unicode, as fast-check's own unit `binary` gives it: the ones of ASCII come most often. */
const anyCharacter = real
  .integer({ min: 0, max: LAST - HALVES })
  .map((place) => String.fromCodePoint(place < FIRST_HALF ? place : place + HALVES), placeOf);

function placeOf(character: unknown): number {
  const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (code === undefined || character !== String.fromCodePoint(code) || isHalf(code)) {
    throw new Error('it is no single character');
  }
  return code < FIRST_HALF ? code : code - HALVES;
}

function isHalf(code: number): boolean {
  return code >= FIRST_HALF && code <= LAST_HALF;
}

/**
 * As `fc.string`, which for the unit `binary` makes a table of all characters first: half a second, in each of the thirty
 * test files that ask for them.
 */
export const string = ((constraints: real.StringConstraints = {}) =>
  real.string(
    constraints.unit === 'binary' ? { ...constraints, unit: anyCharacter } : constraints,
  )) as typeof real.string;
