import { describe, expect, it } from '@jest/globals';
import { whyNoPostgres } from '../../relay/test/store/postgres-database.js';
import { onPostgres } from './store.js';

/** Runs the tests of another file with its relays on Postgres; where there is none, it says so and runs nothing. */
export function alsoOnPostgres(load: () => unknown): void {
  const absent = whyNoPostgres();
  if (absent === null) {
    onPostgres();
    load();
  } else {
    describe('on Postgres', () => {
      it(`is not tested here: ${absent}`, () => expect(absent).not.toBe(''));
    });
  }
}
