import { createRelayClient, type RelayClient, type RelayFetch } from '@convoso-connect/core/relay-client';
import { readCapped } from '../capped-body.js';
import { deadlineOf } from '../deadline.js';
import type { RelayDoor } from './connection.js';

/** A list of samples at its largest. */
const LARGEST_ANSWER_BYTES = 5 * 1024 * 1024;

/** For one request, in milliseconds: the relay answers within some, and the step has more to do. */
export const RELAY_MILLISECONDS = 5_000;

/**
 * The API of the connection's relay, for one step.
 *
 * @param bundle whose time is shared by all that the step asks for
 */
export function relayClient(
  { url, key }: RelayDoor,
  bundle: object,
  timeoutMs = RELAY_MILLISECONDS,
): RelayClient {
  return createRelayClient({ url, key, timeoutMs, fetch: fetchUntil(deadlineOf(bundle)) });
}

/** Node's own fetch, for the reason that Send to Endpoint has: Zapier's writes what is sent and answered into its logs. */
function fetchUntil(deadline: number): RelayFetch {
  return async (url, { method, headers, body, redirect, timeoutMs }) => {
    const left = Math.min(timeoutMs, deadline - Date.now());
    const signal = AbortSignal.timeout(Math.max(0, left));
    const answer = await fetch(url, {
      method,
      headers,
      redirect,
      signal,
      ...(body !== undefined && { body }),
    });
    const text = async () => {
      const { bytes, truncated } = await readCapped(answer, LARGEST_ANSWER_BYTES);
      if (truncated) throw new Error('the answer is longer than any of a relay');
      return Buffer.from(bytes).toString('utf8');
    };
    return { status: answer.status, headers: answer.headers, text };
  };
}
