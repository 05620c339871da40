import * as z from 'zod/mini';
import { EVENT_FILTER_FIELDS, type EventFilterName } from '../occurrence/event-filter.js';
import { OCCURRENCE_KINDS } from '../occurrence/kinds.js';
import { alarm } from './alarms.js';
import { callEvent } from './call-event.js';
import { resumption } from './holds.js';
import { paging } from './query.js';
import { SEAL_KEY_CODES } from './refusals.js';
import { route } from './route.js';
import { instant, next, success, timeZone } from './shapes.js';

/** What can be subscribed to: a call event at a hook, a hold whose time has come, an alarm that begins, is acknowledged or is over. */
export const TOPICS = ['call.event', 'hold.due', 'alarm.changed'] as const;

export type Topic = (typeof TOPICS)[number];

/** How many events a list of samples has where nothing is said. */
export const USUAL_SAMPLES = 3;

/** How many subscriptions there may be at once. */
export const MOST_SUBSCRIPTIONS = 500;

const value = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
const values = z.optional(z.array(value).check(z.maxLength(200)));

const fieldFilters = Object.fromEntries(
  Object.keys(EVENT_FILTER_FIELDS).map((name) => [name, values]),
) as Record<EventFilterName, typeof values>;

/** Which events of the topics: all that is named has to hold, and one value of each is enough. */
const filter = z.strictObject({
  /** Of `call.event`: ids of hooks of the configuration. */
  hooks: values,
  kinds: z.optional(z.array(z.enum(OCCURRENCE_KINDS))),
  ...fieldFilters,
  /** Of `hold.due`: the rules that the holds were made under. */
  rules: values,
});

const topics = z.array(z.enum(TOPICS)).check(z.minLength(1), z.maxLength(TOPICS.length));

/** `whsec_` and the base64 of 24 to 64 bytes, as Standard Webhooks has it. */
const secret = z.string().check(z.regex(/^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2,3}={0,2})?$/));

/** `ended`: nothing is delivered to it any more. */
export const SUBSCRIPTION_STATES = ['active', 'ended'] as const;

const subscriptionParts = {
  id: z.string(),
  /** Whoever did not subscribe sees whose address it is, and not the path and query, with which anybody could send to it. */
  url: z.string(),
  topics: z.array(z.enum(TOPICS)),
  filter,
  /** What its owner calls it; null where nothing was said. */
  name: z.nullable(z.string()),
  /** The name of the key that subscribed, or `admin key`. */
  owner: z.string(),
  state: z.enum(SUBSCRIPTION_STATES),
  madeAt: instant,
  endedAt: z.nullable(instant),
  /** Why it ended: a stable code and a sentence; null while it is active. */
  ended: z.nullable(z.strictObject({ code: z.string(), reason: z.string() })),
  /** The number of the latest event for it; 0 before the first. */
  sequence: z.int(),
};

const parts = { sequence: z.int(), subscriptionId: z.string(), timestamp: instant };

/** What is delivered, one JSON object a request. `id` is of the event: the same for all subscriptions that it goes to. */
export const subscriptionEvent = z.discriminatedUnion('type', [
  z.strictObject({ id: z.string(), type: z.literal('call.event'), ...parts, data: callEvent }),
  z.strictObject({
    id: z.string(),
    type: z.literal('hold.due'),
    ...parts,
    /** What would be posted to its URL, if it had one. */
    data: resumption,
  }),
  z.strictObject({ id: z.string(), type: z.literal('alarm.changed'), ...parts, data: alarm }),
]);

const order = 'BAD_SUBSCRIPTION';

const badFilter = { status: 400, codes: ['FILTER_OF_ANOTHER_TOPIC', 'UNKNOWN_HOOK'] } as const;

const unknown = { status: 404, codes: ['UNKNOWN_SUBSCRIPTION'] } as const;

/** Events that are sent to a URL as they happen. A key sees what it subscribed itself; with the scope `read`, all. */
export const subscriptions = {
  subscribe: route({
    method: 'POST',
    path: '/api/subscriptions',
    summary:
      'Has events sent to a URL from now on, signed, each until it is taken. The same URL, topics and filter are one subscription, however often asked for.',
    scope: 'subscribe',
    body: {
      schema: z.strictObject({
        url: z.string().check(z.minLength(1), z.maxLength(2_000)),
        topics,
        filter: z.optional(filter),
        /** Shown in lists, logs and alarms. */
        name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))),
        /** One of the subscriber's own, in the place of the one that the relay makes; from now on also where the subscription is there already. */
        secret: z.optional(secret),
      }),
      limit: 100_000,
      code: order,
      remedy: `Send {"url": "https://…", "topics": ["call.event"]} as application/json, with topics of ${TOPICS.join(', ')}; besides at most filter, name and secret (whsec_ and the base64 of 24 to 64 bytes).`,
      mayBeQuoted: false,
    },
    answer: z.strictObject({
      ...subscriptionParts,
      /** False where it was there already. */
      created: z.boolean(),
      /** The signing secret, told in this answer alone; null where it was there already, or is the subscriber's own. */
      secret: z.nullable(z.string()),
    }),
    refused: [
      {
        status: 400,
        codes: [
          ...badFilter.codes,
          'AMBIGUOUS_HOST',
          'BAD_URL',
          'TARGET_NOT_HTTPS',
          'TARGET_NOT_PUBLIC',
          'TARGET_NOT_RESOLVED',
          'URL_PROTOCOL_UNSUPPORTED',
          'URL_WITHOUT_PROTOCOL',
          'URL_WITH_CREDENTIALS',
        ],
      },
      { status: 409, codes: ['TOO_MANY_SUBSCRIPTIONS', ...SEAL_KEY_CODES] },
    ],
  }),
  list: route({
    method: 'GET',
    path: '/api/subscriptions',
    summary: 'Lists subscriptions, the newest first.',
    scope: 'subscribe',
    query: { ...paging, state: z.enum(SUBSCRIPTION_STATES) },
    answer: z.strictObject({ timeZone, subscriptions: z.array(z.strictObject(subscriptionParts)), next }),
    refused: [{ status: 400, codes: ['UNKNOWN_CURSOR'] }],
  }),
  get: route({
    method: 'GET',
    path: '/api/subscriptions/:id',
    summary: 'Shows one, and why it ended where it has.',
    scope: 'subscribe',
    answer: z.strictObject(subscriptionParts),
    refused: [unknown],
  }),
  unsubscribe: route({
    method: 'DELETE',
    path: '/api/subscriptions/:id',
    summary: 'Ends one: nothing more is sent, and what waited for it is not either.',
    scope: 'subscribe',
    answer: z.strictObject({ success }),
    refused: [unknown, { status: 403, codes: ['NOT_YOUR_SUBSCRIPTION'] }],
  }),
  samples: route({
    method: 'POST',
    path: '/api/subscriptions/samples',
    summary:
      'Gives the latest events of a topic that pass a filter, exactly as they would be delivered; an invented one where there is none.',
    scope: 'subscribe',
    changes: false,
    body: {
      schema: z.strictObject({
        topic: z.enum(TOPICS),
        filter: z.optional(filter),
        limit: z.optional(z.int().check(z.gte(1), z.lte(20))),
      }),
      limit: 100_000,
      code: order,
      remedy: `Send {"topic": "call.event"} as application/json, with a topic of ${TOPICS.join(', ')}; besides at most filter and limit (1 to 20).`,
    },
    answer: z.strictObject({
      /** The newest first, with `sequence` 0. */
      samples: z.array(subscriptionEvent),
      /** Whether they happened, or one is made up because nothing of the kind is kept. */
      from: z.enum(['events', 'invented']),
    }),
    refused: [badFilter],
  }),
};
