import * as z from 'zod/mini';
import { route, SCOPES, type Scope } from './route.js';
import { instant, success, timeZone } from './shapes.js';

const scope = z.enum(Object.keys(SCOPES) as Scope[]);

/** How many requests in a second a key opens for where nothing is said. */
export const USUAL_PER_SECOND = 50;

/** How long a rotated key goes on opening where nothing is said. */
export const USUAL_OVERLAP_HOURS = 24;

const keyParts = {
  /** Public: it begins the key itself, and stands in the audit log. */
  id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  perSecond: z.int(),
  madeAt: instant,
  /** To the minute or so; null where it has opened nothing yet. */
  lastUsedAt: z.nullable(instant),
  expiresAt: z.nullable(instant),
  expired: z.boolean(),
  rotatedAt: z.nullable(instant),
  /** Until when a key that it had before a rotation opens as well; null where none does. */
  formerUntil: z.nullable(instant),
};

/** The key itself is in the answer to its making and to its rotation, and nowhere else. */
const shownOnce = z.strictObject({ success, key: z.string(), ...keyParts });

const code = 'BAD_KEY_ORDER';

const unknownKey = { status: 404, codes: ['UNKNOWN_KEY'] } as const;

/** Named keys: each may do what its scopes say, and nothing else. */
export const keys = {
  list: route({
    method: 'GET',
    path: '/api/keys',
    summary:
      'Lists the named keys with what each may do, and when it was last used. Keys are shown to nobody.',
    scope: 'admin',
    answer: z.strictObject({ timeZone, keys: z.array(z.strictObject(keyParts)) }),
  }),
  create: route({
    method: 'POST',
    path: '/api/keys',
    summary: 'Makes a named key. It is shown in this answer, and never again.',
    scope: 'admin',
    by: 'key',
    body: {
      schema: z.strictObject({
        name: z.string(),
        scopes: z.array(scope).check(z.minLength(1)),
        /** How many requests in a second it opens for. */
        perSecond: z.optional(z.int().check(z.gte(1), z.lte(1_000))),
        /** Absent or null: it opens until it is withdrawn. */
        expiresAt: z.optional(z.nullable(z.iso.datetime({ offset: true }))),
      }),
      limit: 10_000,
      code,
      remedy: `Send {"name": "n8n", "scopes": ["read"]} as application/json, with scopes of ${Object.keys(SCOPES).join(', ')}; besides at most perSecond (1 to 1000) and expiresAt, an instant.`,
    },
    answer: shownOnce,
    refused: [
      { status: 400, codes: ['BAD_KEY_NAME', 'EXPIRES_IN_THE_PAST'] },
      { status: 409, codes: ['KEY_NAME_TAKEN', 'TOO_MANY_KEYS'] },
    ],
  }),
  rotate: route({
    method: 'POST',
    path: '/api/keys/:id/rotate',
    summary:
      'Makes another key of the same name, scopes and id, shown in this answer alone. The former ones open for so many hours more.',
    scope: 'admin',
    by: 'key',
    body: {
      /** 0: the former open nothing from now on. */
      schema: z.strictObject({ overlapHours: z.optional(z.number().check(z.gte(0), z.lte(720))) }),
      limit: 10_000,
      code,
      remedy: `Send {"overlapHours": ${USUAL_OVERLAP_HOURS}} as application/json, from 0 to 720.`,
    },
    answer: shownOnce,
    refused: [unknownKey, { status: 409, codes: ['KEY_EXPIRED'] }],
  }),
  delete: route({
    method: 'DELETE',
    path: '/api/keys/:id',
    summary: 'Withdraws a key: it opens nothing from now on.',
    scope: 'admin',
    answer: z.strictObject({ success }),
    refused: [unknownKey],
  }),
};
