import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { QueryResult } from 'kysely';
import { named, SqliteError } from './sqlite-error.js';
import { sqliteModule, type Changes, type DatabaseSync, type StatementSync } from './sqlite-module.js';

export { SqliteError };

export type Value = string | number | bigint | Uint8Array | null;

export interface OpenOptions {
  /** By default `write`. */
  readonly access?: 'write' | 'read';
  /** `must-exist` refuses a file that is not there; by default it is made. */
  readonly file?: 'must-exist' | 'made';
  /** How long a statement waits for a lock that another connection holds; by default 5 seconds. */
  readonly waitMs?: number;
}

const CACHED_STATEMENTS = 200;
const WAIT_MS = 5_000;

/** What a file that is only read is called within its connection; its tables are found without it. */
const ATTACHED = 'store';

/**
 * A connection to a database file. Blobs are read as Buffers, integers as numbers; what does not fit into a number
 * exactly is refused.
 *
 * The package for an older Node keeps a closed connection open, with its locks, until all of its statements have been
 * collected. So a connection gives back everything itself before its end, whichever the driver. What it cannot give back
 * is its part in the write-ahead log where another one goes on writing it.
 */
export class Connection {
  readonly file: string;
  readonly #database: DatabaseSync;
  readonly #access: 'write' | 'read';
  /** The same few hundred texts recur, so they are prepared once. */
  readonly #statements = new Map<string, Statement>();
  #isClosed = false;

  constructor(
    file: string,
    { access = 'write', file: presence = 'made', waitMs = WAIT_MS }: OpenOptions = {},
  ) {
    if ((presence === 'must-exist' || access === 'read') && !existsSync(file)) {
      throw new SqliteError(`there is no ${file}`, 'SQLITE_CANTOPEN');
    }
    this.file = file;
    this.#access = access;
    this.#database = named(() => new (sqliteModule().DatabaseSync)(access === 'read' ? ':memory:' : file));
    this.exec(`pragma busy_timeout = ${waitMs}`);
    if (access === 'read') this.#attach();
  }

  /** Attached to an empty connection, a file can be let go of whatever its statements do. */
  #attach(): void {
    const address = `${pathToFileURL(this.file).href}?mode=ro`.replaceAll("'", "''");
    try {
      this.exec(`attach database '${address}' as ${ATTACHED}`);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** Runs one statement or many, for their effect. */
  exec(text: string): void {
    named(() => this.#database.exec(text));
  }

  prepare(text: string): Statement {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = new Statement(named(() => this.#database.prepare(text)));
    if (this.#statements.size >= CACHED_STATEMENTS) {
      this.#statements.delete(this.#statements.keys().next().value ?? '');
    }
    this.#statements.set(text, statement);
    return statement;
  }

  rows<Row = Record<string, Value>>(text: string, ...values: readonly Value[]): Row[] {
    return this.prepare(text).all(values) as Row[];
  }

  /** The first column of every row. */
  column<T = Value>(text: string, ...values: readonly Value[]): T[] {
    return this.rows<Record<string, unknown>>(text, ...values).map((row) => Object.values(row)[0] as T);
  }

  /** The first column of the first row. */
  value(text: string, ...values: readonly Value[]): Value | undefined {
    return this.column(text, ...values)[0];
  }

  run(text: string, ...values: readonly Value[]): Changes {
    return this.prepare(text).run(values);
  }

  /** Lets go of the file; the last one to do so empties the write-ahead log into it and removes the log. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#statements.clear();
    for (const text of this.#access === 'read' ? [`detach ${ATTACHED}`] : LETTING_GO) this.#tryTo(text);
    named(() => this.#database.close());
  }

  /** What fails changes nothing about what is stored: the log then stays beside the database, as after a crash. */
  #tryTo(text: string): void {
    try {
      this.exec(text);
    } catch (error) {
      if (!(error instanceof SqliteError)) throw error;
    }
  }
}

/** A lock is given back by the first read without it; only who is alone can leave the journal mode of the log. */
const LETTING_GO = [
  'rollback',
  'pragma busy_timeout = 0',
  'pragma locking_mode = normal; select count(*) from sqlite_master',
  'pragma journal_mode = delete',
];

/** A statement with what it is run with. This is what the query builder asks of a driver. */
export class Statement {
  /** Whether it gives rows. */
  readonly reader: boolean;
  readonly #statement: StatementSync;

  constructor(statement: StatementSync) {
    this.#statement = statement;
    this.reader = statement.columns().length > 0;
  }

  all(values: readonly unknown[]): unknown[] {
    return named(() => this.#statement.all(...values)).map(withBuffers);
  }

  run(values: readonly unknown[]): Changes {
    return named(() => this.#statement.run(...values));
  }

  /** Its rows; where it gives none how many it has changed, and the number of the last that it has inserted. */
  result(values: readonly unknown[]): QueryResult<unknown> {
    if (this.reader) return { rows: this.all(values) };
    const { changes, lastInsertRowid } = this.run(values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  *iterate(values: readonly unknown[]): IterableIterator<unknown> {
    yield* this.all(values);
  }
}

/** Node gives blobs as plain bytes. */
function withBuffers(row: Record<string, unknown>): Record<string, unknown> {
  for (const column in row) {
    const value = row[column];
    if (ArrayBuffer.isView(value))
      row[column] = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  return row;
}
