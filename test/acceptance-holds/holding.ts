import { createHmac } from 'node:crypto';
import type { AnswerOf, GivenBodyOf, RelayApi, Resumption } from '@convoso-connect/core/relay-contract';
import { expect } from '@jest/globals';
import { config } from '../support/config.js';
import {
  destination,
  type ArrivedRequest,
  type Behaviour,
  type Destination,
} from '../support/destination.js';
import type { Answer } from '../support/http.js';
import { runRelay, type RelaySetup, type TestRelay } from '../support/relay.js';
import { eventually } from '../support/eventually.js';

export type Order = GivenBodyOf<RelayApi['holds']['create']>;
export type Made = AnswerOf<RelayApi['holds']['create']>;
export type Hold = AnswerOf<RelayApi['holds']['get']>;
export type Page = AnswerOf<RelayApi['holds']['list']>;

/** A relay without endpoints, and somebody who is called back. */
export async function holdingRelay(
  setup: RelaySetup & { readonly settings?: Readonly<Record<string, unknown>> } = {},
  behaviour?: Behaviour,
): Promise<{ relay: TestRelay; waiter: Destination }> {
  const waiter = await destination(behaviour);
  const { settings = {}, ...more } = setup;
  const document = config({
    endpoints: [],
    workflows: [],
    settings: { egress: { allow: ['127.0.0.1'] }, ...settings },
  });
  return { relay: await runRelay({ config: document, ...more }), waiter };
}

interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for a hold as it goes over the wire. */
export function order(relay: TestRelay, body: object, { headers = {} }: Asking = {}): Promise<Answer> {
  return relay.api('holds', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** A hold that has to be made; for an hour where nothing else is said. */
export async function hold(
  relay: TestRelay,
  waiter: Destination,
  body: object = {},
  asking: Asking = {},
): Promise<Made> {
  const answer = await order(
    relay,
    {
      payload: { step: 'text' },
      until: { hours: 1 },
      resumeUrl: `${waiter.url}/resume/secret-path`,
      ...body,
    },
    asking,
  );
  expect({ status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
    status: 200,
    text: '',
  });
  return JSON.parse(answer.text) as Made;
}

export async function found(relay: TestRelay, id: string): Promise<Hold> {
  const { status, text } = await relay.api(`holds/${id}`);
  expect(status).toBe(200);
  return JSON.parse(text) as Hold;
}

/** A hold once it is in a state. */
export function holdIn(relay: TestRelay, id: string, state: Hold['state']): Promise<Hold> {
  return eventually(async () => {
    const seen = await found(relay, id);
    expect(seen).toMatchObject({ state });
    return seen;
  });
}

export function resumption({ body }: Pick<ArrivedRequest, 'body'>): Resumption {
  return JSON.parse(body) as Resumption;
}

/** Checks a signature as Standard Webhooks has it. */
export function isSigned({ headers, body }: ArrivedRequest, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const signature = createHmac('sha256', key).update(content).digest('base64');
  return headers['webhook-signature'] === `v1,${signature}`;
}

export async function listed(relay: TestRelay, query = '', headers = {}): Promise<Page> {
  const { status, text } = await relay.api(`holds${query}`, { headers });
  expect(status).toBe(200);
  return JSON.parse(text) as Page;
}

/** Lets time pass, and everything that is due then be done. */
export async function passes(relay: TestRelay, milliseconds: number): Promise<void> {
  relay.advance(milliseconds);
  await relay.running.settle();
}
