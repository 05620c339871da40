import { ConnectError } from '@convoso-connect/core';
import type { CONVOSO_ENDPOINTS, ConvosoApi, RowOf } from '@convoso-connect/core/convoso-api';
import { ConvosoApiError } from '@convoso-connect/core/convoso-api';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { convosoOf } from './convoso.js';
import type { Inputs } from './inputs.js';
import { convosoOnce } from './written-once.js';

export type CallbackRow = RowOf<typeof CONVOSO_ENDPOINTS.callbacks.search>;

interface CallbackChange {
  readonly id: string;
  readonly write: (api: ConvosoApi) => Promise<unknown>;
  /** Whether the callback, as Convoso shows it, is as it was to become; null for one that is not there any more. */
  readonly isDone: (shown: CallbackRow | null) => boolean;
}

const LOST = "Convoso's answer was lost; the callback was found to be changed.";

/**
 * Changes a callback, once. The lead's next callback is another one as soon as this is done, and a replay would do it to that
 * one as well: where the answer is lost, Convoso is asked what became of the callback.
 *
 * @returns warnings
 * @throws {ConnectError} CALLBACK_IN_DOUBT where Convoso does not say
 */
export async function changedOnce(
  z: ZObject,
  bundle: Bundle<Inputs>,
  { id, write, isDone }: CallbackChange,
): Promise<readonly string[]> {
  try {
    await write(convosoOnce(z, bundle));
    return [];
  } catch (error) {
    if (!(error instanceof ConvosoApiError) || error.outcome !== 'unknown') throw error;
    const found = await convosoOf(z, bundle)
      .callbacks.search({ id, limit: 1 })
      .catch(() => null);
    if (found === null) throw inDoubt(id, error);
    if (isDone(found.rows[0] ?? null)) return [LOST];
    throw error;
  }
}

function inDoubt(id: string, { message }: ConvosoApiError): ConnectError {
  return new ConnectError(
    'CALLBACK_IN_DOUBT',
    `Whether callback ${id} was changed is not known: ${message}`,
    'Look at it in Convoso before a replay. Where Lead chose it and it was changed, a replay would change the one after it: map Callback.',
  );
}
