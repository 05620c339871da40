import {
  createConvosoApi,
  type ConvosoApi,
  type ConvosoApiOptions,
  type ConvosoFetch,
} from '@convoso-connect/core/convoso-api';
import type { ResolvedConfig } from '@convoso-connect/core/config';
import type { Sender } from '../deliver/sender.js';
import type { SendOutcome } from '../egress/send-request.js';

type Account = ResolvedConfig['account'];

export type AccountWithToken = Account & { readonly authToken: string };

/** Searches answer with whole tables, of statuses or campaigns, which are longer than what is read of other answers. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * The client of the account's Convoso API, through the egress guard like every other call; null where the account has
 * no token. It repeats nothing by itself: actions are repeated on the relay's own schedule, after a restart too.
 */
export function convosoApi({ authToken, ...account }: Account, sender: Sender): ConvosoApi | null {
  return authToken === undefined ? null : createConvosoApi(convosoOptions({ ...account, authToken }, sender));
}

/** What the client of an account with a token is made with. */
export function convosoOptions(
  { authToken, apiBaseUrl }: AccountWithToken,
  sender: Sender,
): ConvosoApiOptions {
  return { authToken, fetch: guardedFetch(sender), ...(apiBaseUrl && { baseUrl: apiBaseUrl }) };
}

function guardedFetch(sender: Sender): ConvosoFetch {
  return async (url, { method, headers, body, timeoutMs }) => {
    const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
    const request = { method, url, headers: list, body };
    const outcome = await sender.send(request, timeoutMs / 1_000, MAX_ANSWER_BYTES);
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
