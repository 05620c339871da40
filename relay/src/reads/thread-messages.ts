import { ConnectError } from '@convoso-connect/core';
import { storeFaultOf } from '../store/store-fault.js';
import type { ReadName } from './catalogue.js';

/** What the thread of the reader is told. */
export type ToThread =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly name: ReadName;
      readonly args: unknown;
      readonly as: 'value' | 'json';
    }
  | { readonly kind: 'abandon'; readonly id: number };

/** What it answers; nothing to what was abandoned. */
export type FromThread =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ErrorMessage };

/** An error as it crosses between threads, which keep no classes. */
export interface ErrorMessage {
  /** Null for what is no `ConnectError`, which is a bug and shows its stack in the log. */
  readonly code: string | null;
  readonly message: string;
  readonly remedy: string;
  readonly stack: string | undefined;
}

export function errorMessage(error: unknown): ErrorMessage {
  if (error instanceof ConnectError) {
    const { code, message, remedy, stack } = error;
    return { code, message, remedy, stack };
  }
  const fault = storeFaultOf(error);
  if (fault !== null) return { ...fault, stack: undefined };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { code: null, message, remedy: '', stack };
}

export function errorOf({ code, message, remedy, stack }: ErrorMessage): Error {
  const error = code === null ? new Error(message) : new ConnectError(code, message, remedy);
  if (stack !== undefined) error.stack = stack;
  return error;
}
