import { Worker } from 'node:worker_threads';
import type { Log } from '../log.js';
import type { StorePlace } from '../store/place.js';
import type { ReadArgs, ReadName, ReadValue } from './catalogue.js';
import { deadlineOf, setDeadline } from './deadlines.js';
import { ReadAbandoned, readTooLong, readerFailed, type AskOptions, type Reader } from './reader.js';
import { errorOf, type FromThread, type ToThread } from './thread-messages.js';

export interface ThreadReaderParts extends StorePlace {
  readonly log: Log;
  /** What the thread runs; by default what this package is built with. */
  readonly entry?: URL;
  /** Calls something after so many milliseconds; gives what takes that back. By default the time that passes. */
  readonly deadlines?: (milliseconds: number, late: () => void) => () => void;
}

/** A dry run holds 20,000 occurrences at once. What needs more than this ends the reader, and not the relay. */
const HEAP_MB = 1_024;

/** A question under way, and who waits for its answer. */
interface Asked {
  readonly question: Extract<ToThread, { kind: 'ask' }>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Whether it was asked again already, because the thread that it was asked in hung. */
  readonly isAskedAgain: boolean;
  /** Takes back its deadline. */
  readonly inTime: () => void;
}

/** A thread, and what it is to answer. */
interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, Asked>;
}

/**
 * Reads in a thread of its own, with a connection of its own that cannot write. The thread is started by the first
 * question, and anew by the first one after it broke down. Where a read is not done by its deadline the thread may hang,
 * so it is replaced: whoever waited for that read learns of it, and the other questions are asked once more.
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
    for (const asked of allOf(running)) asked.reject(new ReadAbandoned());
    await running?.worker.terminate();
  }

  #ask(
    asked: Pick<Asked['question'], 'name' | 'args' | 'as'>,
    { signal }: AskOptions = {},
  ): Promise<unknown> {
    if (this.#closed || signal?.aborted === true) return Promise.reject(new ReadAbandoned());
    const id = ++this.#lastId;
    const abandon = (): void => this.#abandon(id);
    const answered = new Promise((resolve, reject) => {
      signal?.addEventListener('abort', abandon, { once: true });
      this.#put({ question: { kind: 'ask', id, ...asked }, resolve, reject, isAskedAgain: false });
    });
    return answered.finally(() => signal?.removeEventListener('abort', abandon));
  }

  #put(asked: Omit<Asked, 'inTime'>): void {
    const { worker, waiting } = (this.#running ??= this.#start());
    const { question } = asked;
    const { deadlines = setDeadline } = this.#parts;
    const inTime = deadlines(deadlineOf(question.name), () => this.#tooLong(question.id));
    waiting.set(question.id, { ...asked, inTime });
    send(worker, question);
  }

  #abandon(id: number): void {
    if (this.#running === null) return;
    const asked = taken(this.#running, id);
    send(this.#running.worker, { kind: 'abandon', id });
    asked?.reject(new ReadAbandoned());
  }

  #tooLong(id: number): void {
    const running = this.#running;
    const late = running === null ? undefined : taken(running, id);
    if (running === null || late === undefined) return;
    this.#running = null;
    const { name } = late.question;
    const tooLong = (asked: Asked): void => {
      const { name: read } = asked.question;
      asked.reject(readTooLong(read, deadlineOf(read)));
    };
    this.#parts.log.error(
      { read: name },
      'a read was not done in time and is given up; the reader is started anew',
    );
    tooLong(late);
    for (const asked of allOf(running)) {
      // It may be this one that hangs: nobody is asked a third time.
      if (asked.isAskedAgain) tooLong(asked);
      else this.#put({ ...asked, isAskedAgain: true });
    }
    // Where it hangs within the store it ends only once it comes out of there; nobody waits for that.
    void running.worker.terminate();
  }

  #start(): Running {
    const { dataFolder, databaseUrl, entry = new URL('./thread-entry.js', import.meta.url) } = this.#parts;
    // Nothing of the environment, which holds secrets, is of use there.
    const worker = new Worker(entry, {
      workerData: { dataFolder, databaseUrl } satisfies StorePlace,
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
    for (const asked of allOf(running)) asked.reject(readerFailed(cause));
  }
}

function send(worker: Worker, message: ToThread): void {
  worker.postMessage(message);
}

function settle(running: Running, message: FromThread): void {
  const asked = taken(running, message.id);
  if (message.ok) asked?.resolve(message.value);
  else asked?.reject(errorOf(message.error));
}

/** Takes a question off the list; undefined where it is not on it any more. */
function taken({ waiting }: Running, id: number): Asked | undefined {
  const asked = waiting.get(id);
  waiting.delete(id);
  asked?.inTime();
  return asked;
}

function allOf(running: Running | null): readonly Asked[] {
  if (running === null) return [];
  return [...running.waiting.keys()].flatMap((id) => taken(running, id) ?? []);
}
