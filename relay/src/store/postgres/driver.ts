import type { DatabaseConnection, Driver, QueryResult, CompiledQuery } from 'kysely';
import type { Pool, PoolClient, QueryResult as Answer } from 'pg';
import { inOneWrite, streamOf } from './one-write.js';
import { named, NO_ANSWER, NO_CONNECTION, PostgresError } from './postgres-error.js';
import { ownSessionOf, type OwnSession } from './session.js';
import { storableValue } from './values.js';

export interface DriverParts {
  /** Makes a pool of connections; again where one of them was lost, because the others may be as well. */
  readonly newPool: () => Pool;
  /** What begins a transaction: on a connection that has a process of the database for itself, and on one behind a pooler. */
  readonly begin: { readonly own: string; readonly pooled: string };
  /** `transaction`: a statement outside of a transaction gets one of its own, because only those have limits and may not write. */
  readonly alone: 'statement' | 'transaction';
  /** What a statement is in the words of this database, where it may be in those of another. */
  readonly said?: (text: string) => string;
}

/**
 * How the query builder reaches Postgres. Behind a pooler no state of a session is relied on, because that may be another's between
 * transactions; a session that is known to be ours keeps its settings, and prepares what recurs.
 */
export class PostgresDriver implements Driver {
  readonly #parts: DriverParts;
  #pool: Pool;
  #writes = 0;

  constructor(parts: DriverParts) {
    this.#parts = parts;
    this.#pool = parts.newPool();
  }

  /** How many transactions have been committed that changed something. */
  get writes(): number {
    return this.#writes;
  }

  async init(): Promise<void> {
    // Connections are made when they are needed.
  }

  async acquireConnection(): Promise<PostgresConnection> {
    const pool = this.#pool;
    const client = await pool.connect().catch((error: unknown) => {
      throw named(error);
    });
    return new PostgresConnection({
      client,
      pool,
      ...this.#parts,
      session: ownSessionOf(client),
      changed: () => {
        this.#writes += 1;
      },
    });
  }

  async beginTransaction(connection: PostgresConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: PostgresConnection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await connection.rollback();
  }

  releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release();
    if (connection.isLost && connection.pool === this.#pool) this.#renew();
    return Promise.resolve();
  }

  #renew(): void {
    // The others of the pool may be as dead without knowing it, and each would have to be waited for.
    const lost = this.#pool;
    this.#pool = this.#parts.newPool();
    void lost.end().catch(() => undefined);
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

interface ConnectionParts extends Omit<DriverParts, 'newPool'> {
  readonly client: PoolClient;
  readonly pool: Pool;
  /** Null behind a pooler. */
  readonly session: OwnSession | null;
  /** Called for each transaction that has changed something, once it is committed. */
  readonly changed: () => void;
}

/** One connection, for as long as somebody has it. */
export class PostgresConnection implements DatabaseConnection {
  readonly pool: Pool;
  readonly #client: PoolClient;
  readonly #parts: ConnectionParts;
  #isWithin = false;
  #changes = 0;
  /** What the first statement of the transaction failed with: from then on Postgres does nothing more in it. */
  #failure: unknown = null;
  #isLost = false;
  readonly #lose = (): void => {
    this.#isLost = true;
  };

  constructor(parts: ConnectionParts) {
    const { client, pool } = parts;
    this.pool = pool;
    this.#client = client;
    this.#parts = parts;
    // What happens to a connection between two statements is told by the next of them.
    client.on('error', this.#lose);
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** One that has only half begun is not used for anything else. */
  async begin(): Promise<void> {
    this.#isWithin = true;
    this.#failure = null;
    this.#changes = 0;
    const { begin, session } = this.#parts;
    if (session?.plans.areOver() === true) await this.#ask('discard plans');
    await this.#ask(session === null ? begin.pooled : begin.own);
  }

  /**
   * Commits. A transaction in which a statement has failed cannot be committed, whoever caught that error: Postgres would
   * undo it without a word, so it fails with what the statement failed with.
   */
  async commit(): Promise<void> {
    if (this.#failure !== null) throw this.#failure as Error;
    const { command } = await this.#ask('commit');
    this.#isWithin = false;
    if (command !== 'COMMIT')
      throw new PostgresError('the transaction was undone by the database', NO_CONNECTION);
    if (this.#changes > 0) this.#parts.changed();
    this.#changes = 0;
  }

  /** What cannot be undone because the connection is gone is undone by the database itself. */
  async rollback(): Promise<void> {
    this.#isWithin = false;
    this.#failure = null;
    this.#changes = 0;
    if (this.#isLost) return;
    await this.#ask('rollback').catch(this.#lose);
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { said, alone, changed } = this.#parts;
    const text = said === undefined ? sql : said(sql);
    if (this.#isWithin) return this.#run<Row>(text, parameters);
    if (alone === 'statement') {
      const result = await this.#run<Row>(text, parameters);
      if (this.#changes > 0) changed();
      this.#changes = 0;
      return result;
    }
    await this.begin();
    try {
      const result = await this.#run<Row>(text, parameters);
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  async #run<Row>(sql: string, parameters: readonly unknown[]): Promise<QueryResult<Row>> {
    if (this.#failure !== null) throw this.#failure as Error;
    try {
      const name = this.#parts.session?.names.nameOf(sql);
      const { rows, rowCount, command } = await this.#ask(sql, parameters.map(storableValue), name);
      const changes = CHANGING.has(command) ? (rowCount ?? 0) : null;
      if (changes === null) return { rows: rows as Row[] };
      this.#changes += changes;
      return { rows: rows as Row[], numAffectedRows: BigInt(changes) };
    } catch (error) {
      if (!this.#isWithin) throw error;
      // What was asked after it fails for its sake.
      this.#failure ??= error;
      throw this.#failure;
    }
  }

  async #ask(text: string, values: unknown[] = [], name?: string): Promise<Answer> {
    try {
      const given = values.length === 0 ? undefined : values;
      inOneWrite(streamOf(this.#client));
      const answer = await this.#client.query(name === undefined ? { text } : { text, name }, given);
      // Several statements in one text have an answer each.
      return isSeveral(answer) ? answer[0] : answer;
    } catch (caught) {
      const error = named(caught);
      if (!(error instanceof PostgresError)) throw error;
      const isForgotten = name !== undefined && FORGOTTEN.has(error.code);
      if (isForgotten || LOST.has(error.code)) this.#lose();
      throw isForgotten ? new PostgresError(error.message, NO_CONNECTION) : error;
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('nothing is read as a stream here');
  }

  release(): void {
    this.#client.off('error', this.#lose);
    this.#client.release(this.#isLost || this.#isWithin);
  }
}

function isSeveral(answer: unknown): answer is readonly [Answer] {
  return Array.isArray(answer);
}

const CHANGING: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE']);

/** After these nobody knows what a connection would answer next. */
const LOST: ReadonlySet<string> = new Set([
  `POSTGRES_${NO_CONNECTION}`,
  `POSTGRES_${NO_ANSWER}`,
  'POSTGRES_57P01',
  'POSTGRES_57P02',
  'POSTGRES_57P03',
  'POSTGRES_25P03',
  'POSTGRES_08P01',
]);

/** What was prepared on a connection is not there any more, or gives other columns since a table was changed: another connection knows better. */
const FORGOTTEN: ReadonlySet<string> = new Set(['POSTGRES_26000', 'POSTGRES_42P05', 'POSTGRES_0A000']);
