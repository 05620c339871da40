import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SOURCES = path.resolve(__dirname, '../../src');

/** How a file speaks to the database by itself. Types of a transaction are passed on, and say nothing to it. */
const SIGNS: readonly RegExp[] = [
  /^import (?!type)[^;]*from '(?:kysely|better-sqlite3)'/m,
  /\.(?:selectFrom|insertInto|replaceInto|updateTable|deleteFrom|executeQuery)\(/,
  /\brawOf\(/,
  /['"`]\s*(?:select|insert into|update \w+ set|delete from|pragma|with recursive)\s/i,
];

function speaksSql(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}

const outsideOfTheStore = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith(`store${path.sep}`))
  .sort();

describe('SQL', () => {
  it('stands in the store alone', () => {
    const read = (file: string): string => readFileSync(path.join(SOURCES, file), 'utf8');
    expect(outsideOfTheStore.length).toBeGreaterThan(100);
    expect(outsideOfTheStore.filter((file) => speaksSql(read(file)))).toEqual([]);
  });

  it.each([
    `import { sql } from 'kysely';`,
    `import Database from 'better-sqlite3';`,
    `const row = await db\n    .selectFrom('lead_states')`,
    'const { changes } = rawOf(db).prepare(text).run();',
    'await run(db, `select * from actions`, []);',
  ])('would be found elsewhere: %s', (text) => {
    expect(speaksSql(text)).toBe(true);
  });

  it.each([`import type { Transaction } from 'kysely';`, `const message = 'update the endpoint';`])(
    'is not seen where there is none: %s',
    (text) => {
      expect(speaksSql(text)).toBe(false);
    },
  );
});
