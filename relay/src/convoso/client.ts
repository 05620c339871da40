import { createConvosoApi, type ConvosoApi, type ConvosoFetch } from '@convoso-connect/core/convoso-api';
import type { LiveConfig } from '../config/live-config.js';
import type { Sender } from '../deliver/sender.js';
import type { SendOutcome } from '../egress/send-request.js';

/**
 * The client of the account's Convoso API, through the egress guard like every other call; null where the account has
 * no token. It repeats nothing by itself: actions are repeated on the relay's own schedule, after a restart too.
 */
export function convosoApi({ resolved }: LiveConfig, sender: Sender): ConvosoApi | null {
  const { authToken, apiBaseUrl } = resolved.account;
  if (authToken === undefined) return null;
  return createConvosoApi({
    authToken,
    fetch: guardedFetch(sender),
    ...(apiBaseUrl && { baseUrl: apiBaseUrl }),
  });
}

function guardedFetch(sender: Sender): ConvosoFetch {
  return async (url, { method, headers, body, timeoutMs }) => {
    const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
    const outcome = await sender.send({ method, url, headers: list, body }, timeoutMs / 1_000);
    if (outcome.kind === 'failed') throw networkError(outcome);
    if (outcome.truncated)
      throw Object.assign(new Error('the answer is longer than is read'), { code: 'TRUNCATED' });
    return {
      status: outcome.status,
      headers: { get: (name) => outcome.headers[name.toLowerCase()] ?? null },
      text: () => Promise.resolve(outcome.body),
    };
  };
}

/** In the terms by which the client tells what can have arrived. */
function networkError({ failure, reached, message, code }: Extract<SendOutcome, { kind: 'failed' }>): Error {
  const error = new Error(message);
  if (failure === 'timeout') error.name = 'TimeoutError';
  return Object.assign(error, { code: reached === 'not-sent' ? 'ECONNREFUSED' : code });
}
