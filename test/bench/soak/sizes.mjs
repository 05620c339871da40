import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

const MB = 2 ** 20;
const NAMED = 6;

/** What the relay of this folder keeps in files. */
export function sizeOfFiles(folder) {
  const sizes = readdirSync(folder, { recursive: true })
    .filter((name) => path.basename(name).startsWith('connect.sqlite'))
    .map((name) => [path.basename(name), statSync(path.join(folder, name)).size]);
  return sumOf(sizes);
}

/** What stands in the tables of a Postgres, their indexes included. */
export async function sizeOfTables(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select relname, pg_total_relation_size(oid) as size from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    return sumOf(rows.map(({ relname, size }) => [relname, Number(size)]));
  } finally {
    await client.end();
  }
}

/** All together, and the largest of them in words. */
function sumOf(sizes) {
  const sorted = sizes.toSorted(([, one], [, other]) => other - one);
  return {
    bytes: sizes.reduce((sum, [, size]) => sum + size, 0),
    most: sorted
      .slice(0, NAMED)
      .map(([name, size]) => `${name} ${(size / MB).toFixed(1)} MB`)
      .join(', '),
  };
}
