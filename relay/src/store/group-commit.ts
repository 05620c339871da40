import { closeSync, fdatasync, openSync } from 'node:fs';
import type { Transaction } from 'kysely';
import { WITHIN_COMMITS, type Checkpoints } from './checkpoints.js';
import type { Schema } from './schema.js';
import { ended, runsAtOnce } from './sql/at-once.js';
import { rawOf, type Db } from './sqlite.js';

/** Brings to the disk what has been written to the log; resolves when it is there. */
export type Sync = () => Promise<void>;

/**
 * Transactions whose fsync runs beside the event loop, one for all that were committed before it began. What is committed
 * here is seen by everyone at once and survives the end of the process; it survives a power cut once `synced` resolves.
 * So nothing may leave the relay that rests on it before then: no answer to a delivery, no attempt at an action.
 *
 * SQLite recovers its log up to the last whole commit, in order. Whatever is lost by a power cut is therefore the end of
 * the story, never the middle: a delivery whose processing is lost is processed again, to the same occurrence and keys.
 */
export class GroupCommit {
  readonly #db: Db;
  readonly #sync: Sync;
  readonly #checkpoints: Checkpoints;
  /** The sync under way, and the one that is to follow it for what was committed since it began. */
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #count = 0;
  #writes = 0;
  /** How many rows the connection had changed when the last transaction was committed. */
  #changes = 0;
  readonly #changesNow: () => number;
  /** The count when the sync under way began: what was committed since then it need not cover. */
  #covered = 0;

  constructor(db: Db, sync: Sync, checkpoints: Checkpoints = WITHIN_COMMITS) {
    this.#db = db;
    this.#sync = sync;
    this.#checkpoints = checkpoints;
    const raw = rawOf(db);
    this.#changesNow = () => Number(raw.value('select total_changes()'));
  }

  /** How many transactions have been committed that changed something; one that only read asks nothing of the disk. */
  get writes(): number {
    return this.#writes;
  }

  /** Resolves when the transaction is committed, which is before it is on the disk. */
  transaction<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    const raw = rawOf(this.#db);
    return this.#db.connection().execute(async (connection) => {
      raw.exec('pragma synchronous = NORMAL');
      try {
        const value = await connection.transaction().execute((tx) => this.#within(tx, work));
        this.#count += 1;
        this.#countWrites();
        return value;
      } finally {
        raw.exec('pragma synchronous = FULL');
        this.#checkpoints.committed();
      }
    });
  }

  /** While the work goes on its transaction is the only one, and its statements need not wait. */
  async #within<T>(tx: Transaction<Schema>, work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    const raw = rawOf(this.#db);
    runsAtOnce(tx, (text, values) => raw.prepare(text).result(values));
    try {
      return await work(tx);
    } finally {
      ended(tx);
    }
  }

  #countWrites(): void {
    const changes = this.#changesNow();
    if (changes !== this.#changes) this.#writes += 1;
    this.#changes = changes;
  }

  /** Resolves when all that has been committed so far is on the disk; rejects where the disk does not take it. */
  synced(): Promise<void> {
    if (this.#running === null) return this.#begin();
    if (this.#covered === this.#count) return this.#running;
    const after = this.#running.catch(() => undefined);
    this.#next ??= after.then(() => this.#begin());
    return this.#next;
  }

  /** Resolves when no sync is under way, however the last one ended. */
  async quiet(): Promise<void> {
    while (this.#running !== null) await this.#running.catch(() => undefined);
  }

  #begin(): Promise<void> {
    this.#next = null;
    this.#covered = this.#count;
    const running = this.#sync().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }
}

/** Syncs the write-ahead log of an open database. */
export function openLogSync(db: Db): { sync: Sync; close(): void } {
  const log = openSync(`${rawOf(db).file}-wal`, 'r+');
  const sync = (): Promise<void> =>
    new Promise((resolve, reject) => {
      fdatasync(log, (error) => {
        if (error === null) resolve();
        else reject(new LogNotSynced(error));
      });
    });
  return { sync, close: () => closeSync(log) };
}

/** The disk did not take the log. It carries SQLite's own name for this, by which faults of the store are known. */
class LogNotSynced extends Error {
  readonly code = 'SQLITE_IOERR_FSYNC';

  constructor(cause: NodeJS.ErrnoException) {
    super(`the write-ahead log could not be brought to the disk: ${cause.message}`, { cause });
  }
}
