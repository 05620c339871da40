import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Log } from '../log.js';
import { CHECKPOINT_PAGES, rawOf, type Db } from './sqlite.js';

/** Copies what stands in the write-ahead log to the database, so that the log begins anew and never grows for ever. */
export interface Checkpoints {
  /** A transaction is committed, and none is under way. */
  committed(): void;
  close(): Promise<void>;
}

/** SQLite makes its checkpoints itself, within a commit after so many pages. */
export const WITHIN_COMMITS: Checkpoints = { committed: () => undefined, close: () => Promise.resolve() };

/** What the thread is told: to copy the log, or to let go of the database and end. */
export type CheckpointOrder = 'copy' | 'end';

/** What the thread answers. */
export interface CheckpointMade {
  /** How many pages the log held. */
  readonly pages: number;
}

export interface ThreadCheckpointsParts {
  readonly db: Db;
  readonly log: Log;
  /** What the thread runs; by default what this package is built with. */
  readonly entry?: URL;
  /** Between one checkpoint and the next; by default a second. */
  readonly everyMs?: number;
}

/** Between one checkpoint and the next: the same pages are written again and again, and copied once for each. */
const EVERY_MS = 1_000;

/**
 * From this length on the log is begun anew. That brings the database to the disk once more, for which the next answers
 * wait; the longer the log, the rarer that is. But where it goes on growing each sync of it has more to do than to write what was added, and
 * more of it has to be kept at hand: with a log of four times this length answers took twice as long at 2,000 calls a second (p99).
 */
export const LONG_LOG_PAGES = CHECKPOINT_PAGES;

/** Where the thread cannot keep up, SQLite makes a checkpoint within a commit after so many pages. */
const BACKSTOP_PAGES = 16 * LONG_LOG_PAGES;

/**
 * Makes checkpoints in a thread of its own, with a connection of its own: copying thousands of pages and bringing them
 * to the disk takes tens of milliseconds, for which no call should wait. Meanwhile the log goes on growing, and only
 * begins anew where all of it has been copied; so what little has been added since is copied here, between two commits.
 *
 * Without the thread SQLite makes its checkpoints within commits, as it would by itself.
 */
export class ThreadCheckpoints implements Checkpoints {
  readonly #parts: ThreadCheckpointsParts;
  #worker: Worker | null = null;
  #state: 'resting' | 'planned' | 'copying' | 'finishing' | 'given up' = 'resting';
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ThreadCheckpointsParts) {
    this.#parts = parts;
    this.#afterPages(BACKSTOP_PAGES);
  }

  committed(): void {
    if (this.#state === 'finishing') this.#finish();
    if (this.#state !== 'resting') return;
    this.#state = 'planned';
    this.#timer = setTimeout(() => this.#copy(), this.#parts.everyMs ?? EVERY_MS).unref();
  }

  async close(): Promise<void> {
    this.#state = 'given up';
    clearTimeout(this.#timer);
    const worker = this.#worker;
    if (worker === null) return;
    // To cut a thread off in the middle of a checkpoint can end the whole process with it: it ends by itself.
    const ended = once(worker, 'exit');
    worker.ref();
    tell(worker, 'end');
    await ended;
  }

  #copy(): void {
    this.#state = 'copying';
    this.#worker ??= this.#start();
    tell(this.#worker, 'copy');
  }

  #start(): Worker {
    const { db, log, entry = new URL('./checkpoint-thread.js', import.meta.url) } = this.#parts;
    const worker = new Worker(entry, { workerData: { file: rawOf(db).file } });
    worker.unref();
    worker.on('message', ({ pages }: CheckpointMade) => {
      if (this.#state !== 'copying') return;
      this.#state = pages < LONG_LOG_PAGES ? 'resting' : 'finishing';
    });
    worker.once('exit', () => (this.#worker = null));
    worker.on('error', (error) => {
      if (this.#state === 'given up') return;
      log.warn({ err: error }, 'checkpoints are made within commits from now on: their thread broke off');
      this.#state = 'given up';
      this.#afterPages(CHECKPOINT_PAGES);
    });
    return worker;
  }

  /** Nothing else is written meanwhile, so the next transaction begins the log anew. */
  #finish(): void {
    this.#state = 'resting';
    try {
      rawOf(this.#parts.db).exec('pragma wal_checkpoint(passive)');
    } catch (error) {
      // What is committed stands in the log all the same. Where the store is in trouble, its next commit tells.
      this.#parts.log.warn({ err: error }, 'the write-ahead log could not be copied to the database');
    }
  }

  #afterPages(pages: number): void {
    rawOf(this.#parts.db).exec(`pragma wal_autocheckpoint = ${pages}`);
  }
}

function tell(worker: Worker, order: CheckpointOrder): void {
  worker.postMessage(order);
}
