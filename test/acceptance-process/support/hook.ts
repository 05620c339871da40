import { expect } from '@jest/globals';
import { form, type Fields } from '../../support/calls.js';
import { send } from '../../support/http.js';
import type { RelayProcess } from './relay-process.js';

/** Sends a delivery that has to be accepted to a hook (`main`, `main?secret=…`); gives the id of the answer. */
export async function deliver(
  relay: Pick<RelayProcess, 'url'>,
  fields: Fields,
  { hook = 'main', headers = {} }: { hook?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const answer = await send(`${relay.url}/hooks/${hook}`, { method: 'POST', headers, body: form(fields) });
  const { success, id } = JSON.parse(answer.text) as { success: boolean; id: string };
  expect({ status: answer.status, success }).toEqual({ status: 200, success: true });
  return id;
}

/** What the relay's API has at a place, read as JSON. */
export async function api<T>(
  relay: Pick<RelayProcess, 'url' | 'authorization'>,
  place: string,
  headers: Readonly<Record<string, string>> = relay.authorization,
): Promise<T> {
  const answer = await send(`${relay.url}/api/${place}`, { headers });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as T;
}
