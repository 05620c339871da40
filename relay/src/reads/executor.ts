import { setImmediate as nextTick } from 'node:timers/promises';
import { Revisions } from '../config/revision.js';
import { openReadOnly } from '../store/read-only.js';
import type { Db } from '../store/sqlite.js';
import { READS, type ReadArgs, type ReadName, type ReadValue } from './catalogue.js';
import type { Read } from './tools.js';

interface Opened {
  readonly db: Db;
  readonly revisions: Revisions;
}

/** Carries reads out on a connection of its own, which is opened when the first one is asked for. */
export class ReadExecutor {
  readonly #dataFolder: string;
  #opened: Promise<Opened> | null = null;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  async run<Name extends ReadName>(
    name: Name,
    args: ReadArgs<Name>,
    signal: AbortSignal,
  ): Promise<ReadValue<Name>> {
    signal.throwIfAborted();
    const { db, revisions } = await this.#open();
    const pause = async (): Promise<void> => {
      await nextTick();
      signal.throwIfAborted();
    };
    const read = READS[name] as Read<ReadArgs<Name>, ReadValue<Name>>;
    return read({ db, revisions, signal, pause }, args);
  }

  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => null);
    this.#opened = null;
    await opened?.db.destroy();
  }

  /** What could not be opened is tried again at the next read. */
  #open(): Promise<Opened> {
    this.#opened ??= openReadOnly(this.#dataFolder)
      .then((db) => ({ db, revisions: new Revisions(db) }))
      .catch((error: unknown) => {
        this.#opened = null;
        throw error;
      });
    return this.#opened;
  }
}

/** A value as JSON in UTF-8, in memory of its own; null for null. */
export function encoded(value: unknown): Uint8Array<ArrayBuffer> | null {
  return value === null ? null : new TextEncoder().encode(JSON.stringify(value));
}
