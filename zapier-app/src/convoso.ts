import { createConvosoApi, type ConvosoApi, type ConvosoFetch } from '@convoso-connect/core/convoso-api';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { STEP_MILLISECONDS } from './middleware.js';

/** Convoso's API with the token of the connection, over Zapier's own requests. */
export function convosoOf(z: ZObject, { authData }: Pick<Bundle, 'authData'>): ConvosoApi {
  const { authToken = '', convosoAddress = '' } = authData as { authToken?: string; convosoAddress?: string };
  return createConvosoApi({
    authToken,
    fetch: fetchOver(z),
    timeoutMs: STEP_MILLISECONDS,
    ...(convosoAddress.trim() === '' ? {} : { baseUrl: convosoAddress.trim() }),
  });
}

function fetchOver(z: ZObject): ConvosoFetch {
  return async (url, { method, headers, body, timeoutMs }) => {
    const answer = await z
      .request({ url, method, headers: { ...headers }, body, timeout: timeoutMs })
      .catch(named);
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
