import type { ReadArgs, ReadName, ReadValue } from './catalogue.js';
import type { ReadStore } from '../store/store.js';
import { ReadExecutor, encoded } from './executor.js';
import { ReadAbandoned, type AskOptions, type Reader } from './reader.js';

/**
 * Reads in the thread of whoever asks, on a connection of its own that cannot write: for commands that end with
 * their answer, and for where no thread can be started.
 */
export class InProcessReader implements Reader {
  readonly #executor: ReadExecutor;
  readonly #closed = new AbortController();

  constructor(open: () => Promise<ReadStore>) {
    this.#executor = new ReadExecutor(open);
  }

  ask<Name extends ReadName>(
    name: Name,
    args: ReadArgs<Name>,
    { signal }: AskOptions = {},
  ): Promise<ReadValue<Name>> {
    const closed = this.#closed.signal;
    const ended = signal === undefined ? closed : AbortSignal.any([signal, closed]);
    return this.#executor.run(name, args, ended).catch((error: unknown) => {
      throw ended.aborted ? new ReadAbandoned() : error;
    });
  }

  async askJson<Name extends ReadName>(
    name: Name,
    args: ReadArgs<Name>,
    options?: AskOptions,
  ): Promise<Uint8Array | null> {
    return encoded(await this.ask(name, args, options));
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#executor.close();
  }
}

/** Reads in a store that somebody else closes. */
export function readerOf(store: ReadStore): Reader {
  return new InProcessReader(() => Promise.resolve(store));
}
