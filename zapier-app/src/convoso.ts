import { createConvosoApi, type ConvosoApi, type ConvosoFetch } from '@convoso-connect/core/convoso-api';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { deadlineOf } from './deadline.js';
import { STEP_MILLISECONDS } from './middleware.js';

/** Convoso's API with the token of the connection, over Zapier's own requests. */
export function convosoOf(
  z: ZObject,
  bundle: Pick<Bundle, 'authData'>,
  mostMilliseconds = STEP_MILLISECONDS,
): ConvosoApi {
  const { authToken = '', convosoAddress = '' } = bundle.authData as {
    authToken?: string;
    convosoAddress?: string;
  };
  return createConvosoApi({
    authToken,
    fetch: fetchOver(z, deadlineOf(bundle)),
    timeoutMs: mostMilliseconds,
    ...(convosoAddress.trim() === '' ? {} : { baseUrl: convosoAddress.trim() }),
  });
}

/** A request that would be cut off at once is not begun: nobody would know what Convoso had made of it. */
const LEAST_MILLISECONDS = 3_000;

function notBegun(): Error {
  const message = 'Convoso took so long to answer before that this request was not begun';
  return Object.assign(new Error(message), { code: 'UND_ERR_CONNECT_TIMEOUT' });
}

function fetchOver(z: ZObject, deadline: number): ConvosoFetch {
  return async (url, { method, headers, body, timeoutMs }) => {
    const left = deadline - Date.now();
    if (left < LEAST_MILLISECONDS) throw notBegun();
    const timeout = Math.min(timeoutMs, left);
    const answer = await z.request({ url, method, headers: { ...headers }, body, timeout }).catch(named);
    return {
      status: answer.status,
      headers: { get: (name) => answer.getHeader(name) ?? null },
      text: () => Promise.resolve(answer.content),
    };
  };
}

/** The client knows a time limit by the name that the platforms give it. */
function named(error: unknown): never {
  const timedOut = error instanceof Error && 'type' in error && String(error.type).includes('timeout');
  throw timedOut ? Object.assign(new Error(error.message), { name: 'TimeoutError' }) : error;
}
