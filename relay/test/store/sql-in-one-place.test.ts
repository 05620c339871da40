import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SOURCES = path.resolve(__dirname, '../../src');

/** How a file shows that it knows the database, if only by its types. */
const SIGNS: readonly RegExp[] = [
  /^import [^;]*from '(?:kysely|node:sqlite|@photostructure\/sqlite|[^']*\/driver\.js)'/m,
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
    `import type { Transaction } from 'kysely';`,
    `import { DatabaseSync } from 'node:sqlite';`,
    `import { Connection } from '../store/driver.js';`,
    `const row = await db\n    .selectFrom('lead_states')`,
    'const { changes } = rawOf(db).prepare(text).run();',
    'await run(db, `select * from actions`, []);',
  ])('would be found elsewhere: %s', (text) => {
    expect(speaksSql(text)).toBe(true);
  });

  it.each([`import type { Unit } from '../store/store.js';`, `const message = 'update the endpoint';`])(
    'is not seen where there is none: %s',
    (text) => {
      expect(speaksSql(text)).toBe(false);
    },
  );
});
