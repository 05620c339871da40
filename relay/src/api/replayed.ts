import { ConnectError } from '@convoso-connect/core';
import type { Replayed } from '../intake/replay.js';
import { DONE } from './serve.js';

/** The answer to an order to replay something. Throws a `ConnectError` where it was not replayed. */
export function replayed(outcome: Replayed): { readonly success: true; readonly id: string } {
  if (outcome.ok) return { ...DONE, id: outcome.id };
  throw new ConnectError(outcome.code, outcome.message, outcome.remedy);
}
