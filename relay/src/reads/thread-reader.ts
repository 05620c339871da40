import { Worker } from 'node:worker_threads';
import type { Log } from '../log.js';
import type { ReadArgs, ReadName, ReadValue } from './catalogue.js';
import { ReadAbandoned, readerFailed, type AskOptions, type Reader } from './reader.js';
import { errorOf, type FromThread, type ToThread } from './thread-messages.js';

export interface ThreadReaderParts {
  readonly dataFolder: string;
  readonly log: Log;
  /** What the thread runs; by default what this package is built with. */
  readonly entry?: URL;
}

/** A dry run holds 20,000 occurrences at once. What needs more than this ends the reader, and not the relay. */
const HEAP_MB = 1_024;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread, and who waits for its answers. */
interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/**
 * Reads in a thread of its own, with a connection of its own that cannot write. The thread is started by the first
 * question, and anew by the first one after it broke down.
 */
export class ThreadReader implements Reader {
  readonly #parts: ThreadReaderParts;
  #running: Running | null = null;
  #lastId = 0;
  #closed = false;

  constructor(parts: ThreadReaderParts) {
    this.#parts = parts;
  }

  ask<Name extends ReadName>(
    name: Name,
    args: ReadArgs<Name>,
    options?: AskOptions,
  ): Promise<ReadValue<Name>> {
    return this.#ask({ name, args, as: 'value' }, options) as Promise<ReadValue<Name>>;
  }

  askJson<Name extends ReadName>(
    name: Name,
    args: ReadArgs<Name>,
    options?: AskOptions,
  ): Promise<Uint8Array | null> {
    return this.#ask({ name, args, as: 'json' }, options) as Promise<Uint8Array | null>;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const running = this.#running;
    this.#running = null;
    for (const { reject } of running?.waiting.values() ?? []) reject(new ReadAbandoned());
    running?.waiting.clear();
    await running?.worker.terminate();
  }

  #ask(
    asked: Pick<Extract<ToThread, { kind: 'ask' }>, 'name' | 'args' | 'as'>,
    { signal }: AskOptions = {},
  ): Promise<unknown> {
    if (this.#closed || signal?.aborted === true) return Promise.reject(new ReadAbandoned());
    const { worker, waiting } = (this.#running ??= this.#start());
    const id = ++this.#lastId;
    const abandon = (): void => {
      const asker = waiting.get(id);
      waiting.delete(id);
      send(worker, { kind: 'abandon', id });
      asker?.reject(new ReadAbandoned());
    };
    const answered = new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      signal?.addEventListener('abort', abandon, { once: true });
      send(worker, { kind: 'ask', id, ...asked });
    });
    return answered.finally(() => signal?.removeEventListener('abort', abandon));
  }

  #start(): Running {
    const { dataFolder, entry = new URL('./thread-entry.js', import.meta.url) } = this.#parts;
    // Nothing of the environment, which holds secrets, is of use there.
    const worker = new Worker(entry, {
      workerData: { dataFolder },
      env: {},
      name: 'reader',
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    const running: Running = { worker, waiting: new Map() };
    worker.on('message', (message: FromThread) => settle(running, message));
    worker.on('error', (error) => this.#broke(running, error));
    worker.on('exit', (code) => this.#broke(running, new Error(`its thread ended with ${code}`)));
    return running;
  }

  /** Whoever waits learns of it; the next question starts another thread. */
  #broke(running: Running, cause: unknown): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.#parts.log.error({ err: cause }, 'the reader of the store broke off; the next read starts it anew');
    for (const { reject } of running.waiting.values()) reject(readerFailed(cause));
    running.waiting.clear();
  }
}

function send(worker: Worker, message: ToThread): void {
  worker.postMessage(message);
}

function settle({ waiting }: Running, message: FromThread): void {
  const asker = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.ok) asker?.resolve(message.value);
  else asker?.reject(errorOf(message.error));
}
