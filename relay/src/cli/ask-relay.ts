import { ConnectError } from '@convoso-connect/core';
import { findRelay, keyRefused, notRunning } from './find-relay.js';

interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** What follows `/api/`, encoded. */
  readonly place: string;
  readonly body?: unknown;
  /** A text in the place of a body. */
  readonly text?: string;
  /** The revision of the configuration that a change is based on. */
  readonly ifMatch?: string;
}

/**
 * Asks the relay that is running on the data folder. Throws a `ConnectError` where none answers, and what the relay
 * itself refuses with.
 */
export async function askRelay<Answer>(
  { method, place, body, text, ifMatch }: Question,
  env: NodeJS.ProcessEnv,
): Promise<Answer> {
  const relay = findRelay(env);
  if (relay === null) throw notRunning(null, env);
  const headers = {
    ...(relay.key === null ? {} : { authorization: `Bearer ${relay.key}` }),
    ...(body === undefined && text === undefined ? {} : { 'content-type': 'application/json' }),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
  };
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const sent = content === undefined ? {} : { body: content };
  const answered = await fetch(`${relay.url}/api/${place}`, { method, headers, ...sent })
    .then((answer) => answer.json() as Promise<Answer | RefusedAnswer>)
    .catch(() => {
      // Nobody there, or somebody else who does not speak as a relay does.
      throw notRunning(relay, env);
    });
  if (typeof answered === 'object' && answered !== null && 'error' in answered) {
    const { code, message, remedy } = answered.error;
    throw code === 'API_KEY_NEEDED' ? keyRefused(relay) : new ConnectError(code, message, remedy);
  }
  return answered;
}

interface RefusedAnswer {
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string };
}
