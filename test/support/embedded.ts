import { appendFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isRunOnPostgres } from './store.js';

/** Where a run on Postgres gathers what it leaves out, a line each; it is printed at its end (scripts/test-postgres.mjs). */
const LEFT_OUT = process.env['LEFT_OUT_ON_POSTGRES'];

interface Embedded {
  describe(name: string, tests: () => void): void;
  it(name: string, test: () => Promise<void>): void;
}

/**
 * Tests of what relays on the embedded store alone have or do. Where relays run on Postgres, a test of that name says why it is
 * none of theirs.
 */
export function ofEmbedded(why: string): Embedded {
  if (!isRunOnPostgres()) return { describe, it };
  const leave = (name: string): void =>
    it(`${name}: not on Postgres, ${why}`, () => {
      const { currentTestName = name } = expect.getState();
      if (LEFT_OUT !== undefined) appendFileSync(LEFT_OUT, `${currentTestName}\n`);
      expect(why).not.toBe('');
    });
  return { describe: leave, it: leave };
}
