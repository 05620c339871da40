import type { Method, Route } from '@convoso-connect/core/relay-contract';
import { expect } from '@jest/globals';
import { send, type Answer } from '../support/http.js';
import type { TestRelay } from '../support/relay.js';

export interface ShownKey {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

export interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly lastUsedAt: string | null;
  readonly expired: boolean;
}

export interface AuditedChange {
  readonly who: string;
  readonly keyId: string | null;
  readonly what: string;
  readonly part: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly outcome: string;
  readonly failure: string | null;
}

const JSON_BODY = { 'content-type': 'application/json' };

/** An order to the API, with whatever lets in. */
export function order(
  relay: TestRelay,
  { method, path }: { readonly method: Method; readonly path: string },
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return send(`${relay.url}${path}`, { method, headers: { ...JSON_BODY, ...headers }, ...sent });
}

/** As the admin key. */
export async function makeKey(relay: TestRelay, body: object): Promise<ShownKey> {
  const made = await order(relay, { method: 'POST', path: '/api/keys' }, relay.authorization, body);
  expect({ status: made.status, text: made.status === 200 ? '' : made.text }).toEqual({
    status: 200,
    text: '',
  });
  return JSON.parse(made.text) as ShownKey;
}

export function bearer({ key }: Pick<ShownKey, 'key'>): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${key}` };
}

export async function listedKeys(relay: TestRelay): Promise<readonly ListedKey[]> {
  return (JSON.parse((await relay.api('keys')).text) as { keys: ListedKey[] }).keys;
}

export async function audited(relay: TestRelay, query = ''): Promise<readonly AuditedChange[]> {
  const { status, text } = await relay.api(`audit${query}`);
  expect({ query, status }).toEqual({ query, status: 200 });
  return (JSON.parse(text) as { changes: AuditedChange[] }).changes;
}

/** A route with something that is not there in the place of each parameter. */
export function atNothing({ method, path }: Route): { readonly method: Method; readonly path: string } {
  return { method, path: path.replace(/:\w+/g, 'nothing') };
}

/** Follows a sign-in link as a browser does; gives what its pages send from then on. */
export async function signedIn(relay: TestRelay): Promise<Readonly<Record<string, string>>> {
  const { headers } = await send(await relay.running.signInLink());
  const [cookie = ''] = headers['set-cookie'] ?? [];
  const browser = { cookie: cookie.split(';')[0] ?? '', host: new URL(relay.url).host };
  const { text } = await send(`${relay.url}/api/session`, { headers: browser });
  const { csrfToken } = JSON.parse(text) as { csrfToken: string };
  return { ...browser, origin: new URL(relay.url).origin, 'x-csrf-token': csrfToken };
}
