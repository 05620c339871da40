import { describe, expect, it } from '@jest/globals';
import { PostgresDatabase, whyNoPostgres } from '../postgres-database.js';

/** Tests that need a Postgres; skipped with the reason where there is none. */
export function describeOnPostgres(name: string, tests: (database: PostgresDatabase) => void): void {
  const absent = whyNoPostgres();
  describe(name, () => {
    if (absent === null) tests(new PostgresDatabase());
    else it(`is not tested here: ${absent}`, () => expect(absent).not.toBe(''));
  });
}
