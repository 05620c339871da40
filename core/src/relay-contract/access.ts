import * as z from 'zod/mini';
import { route, SCOPES, type Scope } from './route.js';
import { instant, success, timeZone } from './shapes.js';

const scope = z.enum(Object.keys(SCOPES) as Scope[]);

/** A browser that is signed in. */
export const session = {
  get: route({
    method: 'GET',
    path: '/api/session',
    summary:
      'Says how the caller is let in; for a signed-in browser with the token that its changes must carry.',
    scope: 'read',
    answer: z.union([
      z.strictObject({ by: z.literal('key') }),
      z.strictObject({
        by: z.literal('session'),
        /** Names it, and opens nothing. */
        id: z.string(),
        /** As the audit log has it: the name of the key that it was signed in with, or that it is a browser. */
        who: z.string(),
        /** What it may do. */
        scopes: z.array(scope),
        /** Whether it may list and withdraw keys and sessions as well. */
        admin: z.boolean(),
        csrfToken: z.string(),
        /** At the latest. */
        endsAt: instant,
        /** It ends before, once nobody has used it for so long. */
        idleMinutes: z.int(),
      }),
    ]),
  }),
  end: route({
    method: 'DELETE',
    path: '/api/session',
    summary: 'Signs the browser out.',
    scope: 'read',
    answer: z.strictObject({ success }),
  }),
};

/** Browsers that are signed in. */
export const sessions = {
  list: route({
    method: 'GET',
    path: '/api/sessions',
    summary: 'Lists the browsers that are signed in, the latest first, and with what each was.',
    scope: 'admin',
    answer: z.strictObject({
      timeZone,
      sessions: z.array(
        z.strictObject({
          id: z.string(),
          with: z.enum(['link', 'admin key', 'key']),
          /** The key that it was signed in with, and whose scopes it has; null where it may do everything. */
          keyId: z.nullable(z.string()),
          keyName: z.nullable(z.string()),
          madeAt: instant,
          lastUsedAt: instant,
          endsAt: instant,
          /** Whether it is the caller's own. */
          own: z.boolean(),
        }),
      ),
    }),
  }),
  end: route({
    method: 'DELETE',
    path: '/api/sessions/:id',
    summary: 'Signs a browser out, at once.',
    scope: 'admin',
    answer: z.strictObject({ success }),
    refused: [{ status: 404, codes: ['UNKNOWN_SESSION'] }],
  }),
};

/** Links that sign a browser in. */
export const links = {
  create: route({
    method: 'POST',
    path: '/api/links',
    summary: 'Makes a link that signs one browser in, once, within ten minutes.',
    scope: 'admin',
    by: 'key',
    answer: z.strictObject({ url: z.string() }),
    refused: [{ status: 409, codes: ['CONSOLE_OFF'] }],
  }),
};

/** The admin key. */
export const key = {
  get: route({
    method: 'GET',
    path: '/api/key',
    summary: 'Says where the admin key comes from.',
    scope: 'admin',
    by: 'key',
    answer: z.strictObject({ source: z.enum(['environment', 'data-folder', 'store']) }),
  }),
  rotate: route({
    method: 'POST',
    path: '/api/key/rotate',
    summary:
      'Makes another admin key in the data folder. The one before opens nothing any more, and every browser is signed out.',
    scope: 'admin',
    by: 'key',
    answer: z.strictObject({ success }),
    refused: [
      { status: 400, codes: ['KEY_OF_ENVIRONMENT'] },
      { status: 503, codes: ['KEY_NOT_WRITTEN'] },
    ],
  }),
};
