import type { RelayByCommand } from './running-relay.js';

/** Has something held for an hour, and gives its id. */
export async function heldOne({ url, headers }: RelayByCommand): Promise<string> {
  const answer = await fetch(`${url}/api/holds`, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body: JSON.stringify({ payload: { text: 'Thank you' }, until: { hours: 1 } }),
  });
  const { hold } = (await answer.json()) as { hold: { id: string } };
  return hold.id;
}
