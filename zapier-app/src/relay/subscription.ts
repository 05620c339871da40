import { ConnectError, zonedTime, type CallEvent } from '@convoso-connect/core';
import { RelayError } from '@convoso-connect/core/relay-client';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { accountZone } from '../account.js';
import type { GivenEvent } from '../call-event/from-snapshot.js';
import { plainHeaders } from '../call-event/hook-headers.js';
import { plainly } from '../errors.js';
import { readEventFilter } from '../fields/event-filter-inputs.js';
import type { Inputs } from '../inputs.js';
import { relayClient } from './client.js';
import { relayNeeded } from './connection.js';
import { idOfSigned, secretFor } from './hook-secret.js';
import { trailUrl } from './trail.js';

/** What Zapier keeps of a subscription, and gives back with each event. */
export interface Subscribed {
  readonly id: string;
  readonly secret: string;
}

/** A call event as the relay sends it. */
interface Delivered {
  readonly type: string;
  readonly sequence: number;
  readonly data: CallEvent;
}

/** A call event of the relay as the trigger gives it out: as Call Event does, with what only the relay knows. */
export interface RelayedEvent extends GivenEvent {
  /** Counts the events of this Zap; a gap is one that is still to come. 0 in a sample. */
  readonly sequence: number;
  readonly trail_url: string;
}

/** Asking again is safe: the same address and filter are one subscription, under the same secret. */
export async function subscribe(z: ZObject, bundle: Bundle<Inputs>): Promise<Subscribed> {
  const { targetUrl = '' } = bundle;
  const door = relayNeeded(bundle);
  const secret = secretFor(door.key, targetUrl);
  const body = {
    url: targetUrl,
    topics: ['call.event' as const],
    filter: await readEventFilter(z, bundle),
    secret,
    name: 'Zapier',
  };
  const { id } = await plainly(relayClient(door, bundle).subscriptions.subscribe({ body }));
  return { id, secret };
}

/** A subscription that is not there any more is done with; one that nobody can be told of ends by the 410 that Zapier answers. */
export async function unsubscribe(z: ZObject, bundle: Bundle<Inputs>): Promise<object> {
  const { id } = (bundle.subscribeData ?? { id: '' }) as Partial<Subscribed>;
  try {
    if (id) await relayClient(relayNeeded(bundle), bundle).subscriptions.unsubscribe({ id });
  } catch (error) {
    if (!(error instanceof RelayError)) throw error;
    z.console.log(`The relay was not told: ${error.message}. It stops by itself at its next event.`);
  }
  return {};
}

/** @throws {ConnectError} WEBHOOK_NOT_SIGNED, WEBHOOK_SIGNATURE_WRONG, UNREADABLE_EVENT */
export async function receive(z: ZObject, bundle: Bundle<Inputs>): Promise<RelayedEvent[]> {
  const { headers = {}, content } = bundle.rawRequest ?? {};
  const body = typeof content === 'string' ? content : '';
  const { secret = '' } = (bundle.subscribeData ?? {}) as Partial<Subscribed>;
  const id = idOfSigned({ headers: plainHeaders(headers), body }, secret);
  const event = readDelivered(body);
  if (event.type !== 'call.event') return [];
  return (await isNews(z, id)) ? [givenOf(event, bundle)] : [];
}

/** What happened last, made by the relay as it makes what it sends. */
export async function latestEvents(z: ZObject, bundle: Bundle<Inputs>): Promise<RelayedEvent[]> {
  const filter = await readEventFilter(z, bundle);
  const asked = relayClient(relayNeeded(bundle), bundle).subscriptions.samples({
    body: { topic: 'call.event', filter, limit: 3 },
  });
  const { samples } = await plainly(asked);
  return samples.flatMap((sample) =>
    sample.type === 'call.event' ? [givenOf(sample as unknown as Delivered, bundle)] : [],
  );
}

function readDelivered(body: string): Delivered {
  try {
    return JSON.parse(body) as Delivered;
  } catch {
    throw new ConnectError(
      'UNREADABLE_EVENT',
      'What the relay posted is no JSON.',
      'Update the app and the relay to versions of the same time.',
    );
  }
}

function givenOf({ data, sequence }: Delivered, bundle: Bundle<Inputs>): RelayedEvent {
  const { call_date: date = '' } = data.call;
  const trail_url = trailUrl(relayNeeded(bundle), data.id);
  return {
    ...data,
    called_at: zonedTime(String(date), accountZone(bundle)),
    doubt: '',
    // The link goes along with the event, to the steps that decide about it.
    event_json: JSON.stringify({ ...data, trail_url }),
    sequence,
    trail_url,
  };
}

const DAY_SECONDS = 86_400;

/**
 * Whether this event starts its first run. The relay sends again what it does not know to have arrived, and Zapier does not
 * tell hooks apart. Zapier promises no duration of its cache: where it forgets, or is away, an event may come twice, and is
 * known by its id.
 */
async function isNews(z: ZObject, id: string): Promise<boolean> {
  const key = `seen-${id}`;
  const seen: unknown = await z.cache.get(key).catch(() => null);
  if (seen !== null) return false;
  const kept = await z.cache.set(key, 1, DAY_SECONDS, [], true).catch(() => null);
  return kept !== false;
}
