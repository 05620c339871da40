import { ConnectError } from '@convoso-connect/core';
import type { ReadArgs, ReadName, ReadValue } from './catalogue.js';

export interface AskOptions {
  /** Ends the read when nobody waits for it any more; the promise then rejects with {@link ReadAbandoned}. */
  readonly signal?: AbortSignal;
}

/**
 * Answers questions about the store to people and programs, beside the work of the relay and without holding it up.
 * Rejects with what the read throws, with `READER_FAILED` where the reader itself broke down, and with `READ_TOO_LONG`
 * where a read was not done in time.
 */
export interface Reader {
  ask<Name extends ReadName>(
    name: Name,
    args: ReadArgs<Name>,
    options?: AskOptions,
  ): Promise<ReadValue<Name>>;
  /** The same as JSON in UTF-8, so that making it costs the asker nothing; null where the value is null. */
  askJson<Name extends ReadName>(
    name: Name,
    args: ReadArgs<Name>,
    options?: AskOptions,
  ): Promise<Uint8Array | null>;
  /** Ends what is under way, which is then abandoned. */
  close(): Promise<void>;
}

/** Nobody waits for the answer any more. */
export class ReadAbandoned extends Error {
  override readonly name = 'ReadAbandoned';

  constructor() {
    super('nobody waits for this read any more');
  }
}

export const READER_FAILED = 'READER_FAILED';
export const READ_TOO_LONG = 'READ_TOO_LONG';

export function readTooLong(name: ReadName, milliseconds: number): ConnectError {
  return new ConnectError(
    READ_TOO_LONG,
    `the read "${name}" was not done within ${Math.round(milliseconds / 1_000)} seconds, and was given up`,
    'Ask for less at once: a shorter span of time, a smaller page or one filter more. Calls are taken in and delivered ' +
      'meanwhile.',
  );
}

export function readerFailed(cause: unknown): ConnectError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ConnectError(
    READER_FAILED,
    `the reader of the store broke off: ${why}`,
    'Ask again; it has been started anew. Calls are taken in and delivered meanwhile.',
    { cause },
  );
}
