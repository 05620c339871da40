import { failureOf, type FailureReason, type Reached, type SendFailure } from '@convoso-connect/core';
import { EgressRefusedError } from './egress-errors.js';

export type { FailureReason, Reached, SendFailure };

/** The reason when the request failed before its first byte was handed to a connection. */
export function failureBeforeSending(error: unknown, protocol: string): FailureReason {
  if (error instanceof EgressRefusedError) {
    const message = `${error.message}. ${error.remedy}`;
    return { failure: 'refused-by-policy', reached: 'not-sent', code: error.code, message };
  }
  return failureOf(error, { sent: false, protocol });
}

/** The reason when the connection broke after the request had been handed to it. */
export function failureAfterSending(error: unknown): FailureReason {
  return failureOf(error, { sent: true, protocol: '' });
}
