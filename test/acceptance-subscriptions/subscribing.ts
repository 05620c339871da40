import { createHmac } from 'node:crypto';
import {
  createRelayClient,
  verifyWebhook,
  type RelayClient,
  type Subscription,
  type SubscriptionEvent,
  type SubscriptionOrder,
} from '@convoso-connect/core/relay-client';
import { config, endpoint } from '../support/config.js';
import type { ArrivedRequest, Destination } from '../support/destination.js';
import { send } from '../support/http.js';
import { runRelay, type RelaySetup, type TestRelay } from '../support/relay.js';

export type Subscribed = Subscription & { readonly created: boolean; readonly secret: string | null };

/** A relay with one hook, `main`, whose calls go nowhere but to those who have subscribed. */
export async function publishingRelay(setup: RelaySetup = {}): Promise<TestRelay> {
  return runRelay({ config: config({ endpoints: [], workflows: [] }), ...setup });
}

/** The same with an endpoint `crm` besides, which takes every disposition. */
export async function deliveringRelay(crm: Destination): Promise<TestRelay> {
  return runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
}

/** The typed client of a relay, with the admin key where no other is given. */
export function clientOf(
  { url, authorization }: Pick<TestRelay, 'url' | 'authorization'>,
  key?: string,
): RelayClient {
  return createRelayClient({
    url,
    key: key ?? authorization.authorization.slice('Bearer '.length),
    fetch: async (address, { method, headers, body }) => {
      const answer = await send(address, { method, headers, ...(body !== undefined && { body }) });
      const get = (name: string) => (answer.headers[name] as string | undefined) ?? null;
      return { status: answer.status, headers: { get }, text: () => Promise.resolve(answer.text) };
    },
  });
}

export function subscribe(
  relay: Pick<TestRelay, 'url' | 'authorization'>,
  order: Partial<SubscriptionOrder> & Pick<SubscriptionOrder, 'url'>,
  key?: string,
): Promise<Subscribed> {
  return clientOf(relay, key).subscriptions.subscribe({ body: { topics: ['call.event'], ...order } });
}

/** The events that came, each once it is known to be of the relay by the secret that subscribing told. */
export function eventsOf(requests: readonly ArrivedRequest[], secret: string | null): SubscriptionEvent[] {
  return requests.map((request) => {
    const header = (name: string) => request.headers[name] as string | undefined;
    const hmacSha256 = (key: string, text: string): string =>
      createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
    // Looked at as it arrives; the clock of the test may have gone on since.
    const now = Number(header('webhook-timestamp')) * 1_000;
    verifyWebhook({ header, body: request.body }, { secret: secret ?? '', now, hmacSha256 });
    return JSON.parse(request.body) as SubscriptionEvent;
  });
}
