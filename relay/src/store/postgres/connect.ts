import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Dialect as KyselyDialect,
  type Driver,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import type { Schema } from '../schema.js';
import type { Db } from '../sql/connection.js';
import type { Speaking } from '../sql/dialect.js';
import { definitionOf } from './definitions.js';
import { POSTGRES } from './dialect.js';
import { PostgresDriver } from './driver.js';
import { PostgresError } from './postgres-error.js';
import { restored } from './texts.js';
import { makeReady } from './session.js';
import { inTransaction } from './transaction.js';
import type { Address } from './address.js';

/** What is waited for at most, in milliseconds, so that nothing hangs for ever. */
export interface Limits {
  /** For a statement, by the database. */
  readonly statement: number;
  /** For a lock that another transaction holds. */
  readonly lock: number;
  /** For the next statement of a transaction. */
  readonly idle: number;
}

const WORK: Limits = { statement: 30_000, lock: 10_000, idle: 60_000 };
/** An index of a large table takes its time; another relay may be making it. */
const MIGRATION: Limits = { statement: 60 * 60_000, lock: 60 * 60_000, idle: 60 * 60_000 };

/** Longer than the database itself waits, for where it is not there any more and nobody says so. */
const SILENCE_MS = 5_000;

const CONNECTING_MS = 10_000;
const UNUSED_MS = 60_000;

/** Connections of one relay that work; and of those that only read, as many for snapshots as for what else is read. */
const WORKING = 6;
const READING = 3;

export type Use = 'work' | 'reads' | 'migration';

/** A database that is open, and how many of its transactions changed something. */
export interface Connected {
  readonly db: Db;
  readonly driver: PostgresDriver;
  /** Does work in a transaction. What is asked in it at once goes out at once. */
  readonly transaction: <Value>(work: (tx: Transaction<Schema>) => Promise<Value>) => Promise<Value>;
}

/** Opens a pool of connections; none is made before it is needed. */
export function connect(
  address: Address,
  use: Use,
  limits: Limits = use === 'migration' ? MIGRATION : WORK,
): Connected {
  const mode = use === 'reads' ? 'isolation level repeatable read, read only' : 'read write';
  const settings = use === 'work' ? settingsOf(limits) : null;
  const driver = new PostgresDriver({
    newPool: () => newPool(address, { limits, settings, max: use === 'reads' ? READING : WORKING }),
    begin: {
      pooled: `begin transaction ${mode}; ${limitsText(limits, 'set local')}`,
      own: `begin transaction ${mode}`,
    },
    alone: use === 'reads' ? 'transaction' : 'statement',
    ...(use === 'migration' ? { said: definitionOf } : {}),
  });
  const dialect = dialectOn(driver);
  const db = new Kysely<Schema>({ dialect });
  return { db, driver, transaction: (work) => inTransaction({ db, driver, dialect }, work) };
}

/** How long things may take, for a transaction or for all of a session. */
function limitsText({ statement, lock, idle }: Limits, set: 'set' | 'set local'): string {
  return (
    `${set} statement_timeout = ${statement}; ${set} lock_timeout = ${lock}; ` +
    `${set} idle_in_transaction_session_timeout = ${idle}`
  );
}

/**
 * For a session that works and is ours alone. What is prepared under a name is planned once. All that a unit asks for it finds by an index, and a
 * plan that was made while a table was nearly empty would read all of it until it is made anew: so none does. And it goes through an index entry
 * by entry, because only so does Postgres note which lead to nothing any more, and skips them from then on.
 */
function settingsOf(limits: Limits): string {
  const planning = [
    'plan_cache_mode = force_generic_plan',
    'enable_seqscan = off',
    'enable_bitmapscan = off',
    'jit = off',
  ];
  return [limitsText(limits, 'set'), ...planning.map((each) => `set ${each}`)].join('; ');
}

interface PoolParts {
  readonly limits: Limits;
  /** What a session of ours is set to; null where each transaction sets what it needs. */
  readonly settings: string | null;
  readonly max: number;
}

function newPool({ options }: Address, { limits, settings, max }: PoolParts): pg.Pool {
  const pool = new pg.Pool({
    ...options,
    max,
    application_name: 'convoso-connect',
    connectionTimeoutMillis: CONNECTING_MS,
    idleTimeoutMillis: UNUSED_MS,
    query_timeout: limits.statement + SILENCE_MS,
    keepAlive: true,
    // What is asked does not wait for the answer to what was asked before.
    pipeline: true,
    types: { getTypeParser: parserOf },
    // It is waited for, whatever its declaration says.
    ...(settings !== null && { onConnect: (client): unknown => makeReady(client, settings) }),
  });
  // A connection that nobody has is lost: whoever asks for one gets another.
  pool.on('error', () => undefined);
  return pool;
}

const BOOLEAN = 16;
const BYTES = 17;
const BIGINT = 20;
const SMALL = 21;
const INTEGER = 23;
const NUMERIC = 1700;

/** How values are read: times and counts as numbers, and what is true as 1, as the other database has it. */
function parserOf(type: number, format?: 'text' | 'binary'): (text: string) => unknown {
  switch (type) {
    case BOOLEAN:
      return (text) => (text === 't' ? 1 : 0);
    case BIGINT:
    case SMALL:
    case INTEGER:
    case NUMERIC:
      return numberOf;
    case BYTES:
      return pg.types.getTypeParser(pg.types.builtins.BYTEA, format) as (text: string) => Buffer;
    default:
      return restored;
  }
}

function numberOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw new PostgresError(`the number ${text} is too large to be read exactly`, '22003');
  }
  return number;
}

export function dialectOn(driver: Driver): KyselyDialect {
  return {
    createAdapter: () => new Adapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class Adapter extends PostgresAdapter implements Speaking {
  readonly speaks = POSTGRES;

  /** Whoever migrates has taken a lock before the first look at the tables (see migrate.ts). */
  override async acquireMigrationLock(): Promise<void> {
    // Its own would be one of the session, on which nothing may rely.
  }

  override async releaseMigrationLock(): Promise<void> {
    // There is none.
  }
}
