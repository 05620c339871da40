import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { storableValue } from '../../../src/store/postgres/values.js';
import { describeOnPostgres } from './with-postgres.js';

describe('an instant in Postgres that never comes', () => {
  it('stopped retention, which compares with it while the clock has not settled: it is later than all others', () => {
    expect(storableValue(Infinity)).toBe(Number.MAX_SAFE_INTEGER);
    expect(storableValue([Infinity, -Infinity, 5])).toBe(
      `{${Number.MAX_SAFE_INTEGER},${Number.MIN_SAFE_INTEGER},5}`,
    );
  });
});

const texts = fc.array(
  fc.option(
    fc.string({
      unit: fc.constantFrom(
        '"',
        '\\',
        '\0',
        '\uFFFF',
        '\n',
        '\x01',
        '\x7f',
        '\u2028',
        '😀',
        '{',
        ',',
        'é',
        ' ',
        'N',
      ),
    }),
  ),
);
const bytes = fc.array(fc.option(fc.uint8Array({ maxLength: 5 })));

describeOnPostgres('a list in Postgres', (database) => {
  it('has the elements that were given, whatever characters are in them', async () => {
    await database.withStore(async (_store, { db }) => {
      await fc.assert(
        fc.asyncProperty(texts, bytes, async (given, raw) => {
          const { rows: found } = await sql<{ value: string | null }>`
            select value from unnest(${given}::text[]) as wanted(value)
          `.execute(db);
          expect(found.map(({ value }) => value)).toEqual(given);
          const { rows: kept } = await sql<{ value: Buffer | null }>`
            select value from unnest(${raw}::bytea[]) as wanted(value)
          `.execute(db);
          expect(kept.map(({ value }) => value && [...value])).toEqual(raw.map((each) => each && [...each]));
        }),
        { numRuns: 60 },
      );
    });
  });
});
