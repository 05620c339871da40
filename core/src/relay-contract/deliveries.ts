import * as z from 'zod/mini';
import { paging } from './query.js';
import { route } from './route.js';
import { instant, next, success, timeZone } from './shapes.js';

const DELIVERY_STATES = ['received', 'processed', 'dead', 'repeat'] as const;

const deliveryParts = {
  id: z.string(),
  hookId: z.string(),
  receivedAt: instant,
  state: z.enum(DELIVERY_STATES),
  failure: z.nullable(z.string()),
  method: z.string(),
  /** Of its body, in bytes. */
  size: z.int(),
  remoteAddress: z.string(),
};

export const delivery = z.strictObject({ ...deliveryParts, view: z.string() });

/** A request as it came, secrets masked. */
const content = {
  query: z.string(),
  headers: z.record(z.string(), z.unknown()),
  body: z.string(),
};

/** What Convoso sent, as it came. */
export const deliveries = {
  list: route({
    method: 'GET',
    path: '/api/deliveries',
    summary: 'Lists what came, newest first, without what it held.',
    scope: 'read',
    query: paging,
    answer: z.strictObject({ deliveries: z.array(delivery), next }),
    refused: [{ status: 400, codes: ['UNKNOWN_CURSOR'] }],
  }),
  get: route({
    method: 'GET',
    path: '/api/deliveries/:id',
    summary: 'Shows one as it came.',
    scope: 'read',
    answer: z.strictObject({ ...deliveryParts, ...content }),
    refused: [{ status: 404, codes: ['UNKNOWN_DELIVERY'] }],
  }),
};

const quarantinedParts = {
  id: z.string(),
  at: instant,
  hookId: z.string(),
  /** What was answered. */
  status: z.int(),
  code: z.string(),
  reason: z.string(),
  method: z.string(),
  size: z.int(),
  /** Whether more came than is kept: then it can be looked at and not replayed. */
  truncated: z.boolean(),
  /** Why it can never be let in, so that it has to be sent again; null where it can be, by its own hook or by another. */
  whyNotLetIn: z.nullable(z.string()),
  remoteAddress: z.string(),
  replayedAs: z.nullable(z.string()),
};

/** Requests that were turned away. */
export const quarantine = {
  list: route({
    method: 'GET',
    path: '/api/quarantine',
    summary: 'Lists what was turned away, newest first, with the reason.',
    scope: 'read',
    query: paging,
    answer: z.strictObject({
      timeZone,
      quarantine: z.array(z.strictObject({ ...quarantinedParts, view: z.string() })),
      next,
    }),
    refused: [{ status: 400, codes: ['UNKNOWN_CURSOR'] }],
  }),
  get: route({
    method: 'GET',
    path: '/api/quarantine/:id',
    summary: 'Shows one as far as it is kept.',
    scope: 'read',
    answer: z.strictObject({ ...quarantinedParts, ...content }),
    refused: [{ status: 404, codes: ['UNKNOWN_ENTRY'] }],
  }),
  replay: route({
    method: 'POST',
    path: '/api/quarantine/:id/replay',
    summary: 'Lets one in after the mistake is mended, by its own hook or by another.',
    scope: 'operate',
    query: { hook: z.string() },
    answer: z.strictObject({ success, id: z.string() }),
    refused: [
      {
        status: 400,
        codes: [
          'EMPTY_DELIVERY',
          'UNREADABLE_DELIVERY',
          'TOO_MANY_RECORDS',
          'TOO_MANY_NAMES',
          'UNKNOWN_EVENT_KIND',
        ],
      },
      { status: 404, codes: ['UNKNOWN_ENTRY'] },
      { status: 409, codes: ['REPLAYED_ALREADY', 'TRUNCATED', 'UNKNOWN_HOOK'] },
    ],
  }),
};
