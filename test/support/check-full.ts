/**
 * Whether this is the long form of the tests, `npm run check:full`: everything that the short form samples. It is the
 * environment variable CHECK_FULL, which tests within a package read for themselves.
 */
export const full = process.env['CHECK_FULL'] === '1';

/**
 * How often to do something that a change has to pass `count` times: ten times as often in the long form. Not for the
 * examples of fast-check, which are ten times as many there without any doing of a test (test/run/fast-check-full.ts).
 */
export function runs(count: number): number {
  return full ? 10 * count : count;
}
