import { setImmediate as nextTick } from 'node:timers/promises';
import { Revisions } from '../config/revision.js';
import { READS, type ReadArgs, type ReadName, type ReadValue } from './catalogue.js';
import type { Read } from './tools.js';
import type { ReadStore } from '../store/store.js';

interface Opened {
  readonly store: ReadStore;
  readonly revisions: Revisions;
}

/** Carries reads out on a store that is open for reading alone: it is opened when the first one is asked for. */
export class ReadExecutor {
  readonly #openStore: () => Promise<ReadStore>;
  #opened: Promise<Opened> | null = null;

  constructor(openStore: () => Promise<ReadStore>) {
    this.#openStore = openStore;
  }

  async run<Name extends ReadName>(
    name: Name,
    args: ReadArgs<Name>,
    signal: AbortSignal,
  ): Promise<ReadValue<Name>> {
    signal.throwIfAborted();
    const { store, revisions } = await this.#open();
    const pause = async (): Promise<void> => {
      await nextTick();
      signal.throwIfAborted();
    };
    const read = READS[name] as Read<ReadArgs<Name>, ReadValue<Name>>;
    return store.snapshot((moment) => read({ store: moment, revisions, signal, pause }, args));
  }

  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => null);
    this.#opened = null;
    await opened?.store.close();
  }

  /** What could not be opened is tried again at the next read. */
  #open(): Promise<Opened> {
    this.#opened ??= this.#openStore()
      .then((store) => ({ store, revisions: new Revisions(store) }))
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
