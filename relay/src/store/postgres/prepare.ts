import { ConnectError } from '@convoso-connect/core';
import { sql } from 'kysely';
import type { Log } from '../../log.js';
import type { Db } from '../sql/connection.js';
import type { Address } from './address.js';
import { connect } from './connect.js';
import { migrate } from './migrate.js';

/** The earliest that its own makers still look after. */
const EARLIEST = 14;

/** What a server says of itself. */
export interface Server {
  readonly version: string;
  readonly number: string;
  readonly encoding: string;
  readonly commit: string;
  readonly fsync: string;
  readonly schema: string | null;
}

/** Brings the tables of a database up to date. Throws where the relay cannot keep its promises on it. */
export async function prepare(address: Address, log: Pick<Log, 'warn'>): Promise<void> {
  const connected = connect(address, 'migration');
  const { db } = connected;
  try {
    const server = await serverOf(db);
    assertFit(server, address);
    if (server.fsync === 'off') {
      log.warn(
        { code: 'STORE_NOT_DURABLE' },
        `the database ${address.shown} runs with fsync=off: a crash of its machine can lose what was acknowledged. ` +
          'Set fsync=on in postgresql.conf.',
      );
    }
    await migrate(connected, server.schema ?? 'public');
  } finally {
    await db.destroy();
  }
}

async function serverOf(db: Db): Promise<Server> {
  const { rows } = await sql<Server>`
    select current_setting('server_version') as version, current_setting('server_version_num') as number,
      current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as commit,
      current_setting('fsync') as fsync, current_schema()::text as schema
  `.execute(db);
  const [server] = rows;
  if (server === undefined) throw new Error('the database does not say what it is');
  return server;
}

/** Throws where what the relay promises cannot be kept on this server. */
export function assertFit({ version, number, encoding, commit, schema }: Server, { shown }: Address): void {
  if (Number(number) < EARLIEST * 10_000) {
    throw new ConnectError(
      'STORE_TOO_OLD',
      `the database ${shown} is Postgres ${version}; the relay needs ${EARLIEST} or later`,
      `Point DATABASE_URL at a Postgres ${EARLIEST} or later.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new ConnectError(
      'STORE_ENCODING',
      `the database ${shown} keeps its texts in ${encoding}, which cannot hold what callers are called`,
      "Make a database with encoding UTF8: create database connect encoding 'UTF8' template template0",
    );
  }
  if (commit === 'off') {
    throw new ConnectError(
      'STORE_NOT_DURABLE',
      `the database ${shown} runs with synchronous_commit=off: a crash can lose what was acknowledged`,
      'Set it on for the user of the relay: alter role USER set synchronous_commit = on',
    );
  }
  if (schema === null) {
    throw new ConnectError(
      'STORE_NO_SCHEMA',
      `the user of ${shown} has no schema to keep tables in`,
      'Give it one: grant create, usage on schema public to USER',
    );
  }
}
