import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterAll } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { addressOf } from '../../src/store/postgres/address.js';
import { connect, type Connected } from '../../src/store/postgres/connect.js';
import { postgresStore } from '../../src/store/postgres/postgres-store.js';
import { prepare } from '../../src/store/postgres/prepare.js';
import { vacuum } from '../../src/store/postgres/vacuum.js';
import type { Store } from '../../src/store/store.js';

/** Where tests look for a Postgres, in which they make databases of their own. */
const NAMED = process.env['TEST_DATABASE_URL'];
export const SERVER = NAMED ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Why there is no Postgres to test on; null where there is one. A machine that has one installed fails without it in CI. */
export function whyNoPostgres(): string | null {
  const { hostname, port } = new URL(SERVER);
  const knock = `require('node:net').connect(${Number(port || 5432)}, ${JSON.stringify(hostname)})
    .on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
  if (spawnSync(process.execPath, ['-e', knock], { timeout: 10_000 }).status === 0) return null;
  const reason = `nothing answers at ${hostname}:${port || 5432}; set TEST_DATABASE_URL to a Postgres to test on`;
  const isInstalled = NAMED !== undefined || existsSync('/usr/lib/postgresql');
  if (process.env['CI'] === 'true' && isInstalled) throw new Error(reason);
  return reason;
}

/** A database of this test file's own, empty but for the tables; it is dropped once the file's tests are over. */
export class PostgresDatabase {
  readonly #name = `connect_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  #open: Promise<Connected> | null = null;

  constructor() {
    afterAll(() => this.#drop());
  }

  get url(): string {
    const url = new URL(SERVER);
    url.pathname = `/${this.#name}`;
    return url.href;
  }

  /** Runs a test on a store with nothing in it. */
  async withStore<Value>(test: (store: Store, connected: Connected) => Promise<Value>): Promise<Value> {
    this.#open ??= this.#make();
    const connected = await this.#open;
    await empty(connected);
    return test(
      postgresStore({
        ...connected,
        eraseDeleted: () => vacuum(connected.db),
        close: () => Promise.resolve(),
      }),
      connected,
    );
  }

  /** What stands in its tables, asked with nothing of the relay. */
  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query(text, [...values])).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** Runs a test on a database beside it in which there is no table yet. */
  async withEmpty(test: (url: string) => Promise<void>): Promise<void> {
    const name = `${this.#name}_empty`;
    const url = new URL(SERVER);
    url.pathname = `/${name}`;
    await onServer(`create database ${name} template template0 encoding 'UTF8'`);
    try {
      await test(url.href);
    } finally {
      await onServer(`drop database if exists ${name} with (force)`);
    }
  }

  async #make(): Promise<Connected> {
    await onServer(`create database ${this.#name} template template0 encoding 'UTF8'`);
    const address = addressOf(this.url);
    await prepare(address, { warn: () => undefined });
    return connect(address, 'work');
  }

  async #drop(): Promise<void> {
    if (this.#open === null) return;
    const connected = await this.#open.catch(() => null);
    await connected?.db.destroy();
    await onServer(`drop database if exists ${this.#name} with (force)`);
  }
}

export async function onServer(text: string, url: string = SERVER): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Few rows are deleted sooner than their tables are emptied. Numbers begin at 1 again. */
async function empty({ driver }: Connected): Promise<void> {
  const connection = await driver.acquireConnection();
  try {
    await connection.executeQuery({ sql: EMPTY, parameters: [] } as never);
  } finally {
    await driver.releaseConnection(connection);
  }
}

const EMPTY = `do $$ declare each record; begin
  for each in select quote_ident(tablename) as name from pg_tables
    where schemaname = current_schema() and tablename not like 'kysely%' loop
    execute 'delete from ' || each.name;
  end loop;
  for each in select quote_ident(sequencename) as name from pg_sequences where schemaname = current_schema() loop
    execute 'alter sequence ' || each.name || ' restart';
  end loop;
end $$`;

/** The tables whose rows get a number, and the sequences that give them. */
const NUMBERED = [
  'deliveries_seq_seq',
  'attempts_id_seq',
  'audit_id_seq',
  'quarantine_rowid_seq',
  'relays_number_seq',
];

/**
 * How far the numbers of rows have come, to be set back to where a unit fails. Nobody promises that none is left out: in
 * Postgres a unit that fails has taken its numbers all the same, and in the other stores it has not.
 */
export async function numbersOf({ db }: Connected): Promise<() => Promise<void>> {
  const parts = NUMBERED.map((name) => `select '${name}' as name, last_value, is_called from ${name}`);
  const { rows } = await db.executeQuery<{ name: string; last_value: number; is_called: number }>(
    CompiledQuery.raw(parts.join(' union all ')),
  );
  return async () => {
    for (const { name, last_value, is_called } of rows) {
      const set = 'select setval($1, $2, $3)';
      await db.executeQuery(CompiledQuery.raw(set, [name, last_value, is_called === 1]));
    }
  };
}
