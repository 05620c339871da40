import { ConnectError } from '@convoso-connect/core';
import { readEnvironment } from './environment.js';

interface Question {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** What follows `/api/`, encoded. */
  readonly place: string;
  readonly body?: unknown;
}

/**
 * Asks the relay that is running by the same environment. Throws a `ConnectError` where none answers, and what the
 * relay itself refuses with.
 */
export async function askRelay<Answer>(
  { method, place, body }: Question,
  env: NodeJS.ProcessEnv,
): Promise<Answer> {
  const { host = '127.0.0.1', port, apiKey } = readEnvironment(env);
  const local = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const base = `http://${local.includes(':') ? `[${local}]` : local}:${port}`;
  const headers = {
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${base}/api/${place}`, { method, headers, ...sent }).catch(() => {
    const remedy = 'Start it with npm start, with the same PORT and HOST.';
    throw new ConnectError('RELAY_NOT_RUNNING', `no relay answers at ${base}`, remedy);
  });
  const answered = (await answer.json()) as
    Answer | { readonly error: { readonly code: string; readonly message: string; readonly remedy: string } };
  if (typeof answered === 'object' && answered !== null && 'error' in answered) {
    const { code, message, remedy } = answered.error;
    throw new ConnectError(code, message, remedy);
  }
  return answered;
}
