import * as z from 'zod/mini';
import { difference, document } from './config-conflict.js';
import { paging } from './query.js';
import { route } from './route.js';
import { SEAL_KEY_CODES } from './refusals.js';
import { instant, next, problem } from './shapes.js';

/** Who brought a revision about, and how much it changed; what is not known is null. */
const acceptedRevision = z.strictObject({
  revision: z.int(),
  acceptedAt: instant,
  /** As in the audit log: the name of a key, or `configuration file` where that was edited. */
  by: z.nullable(z.string()),
  changes: z.nullable(z.strictObject({ added: z.int(), removed: z.int(), changed: z.int() })),
});

const changed = z.strictObject({
  /** The one that runs now. */
  revision: z.int(),
  /** Of what ran before. */
  changes: z.array(difference),
  warnings: z.array(problem),
  /** `store`: the file could not be written, and the store alone has it; null where it was only checked. */
  saved: z.nullable(z.enum(['file', 'store'])),
  /** Why the file was not written, and what to do. */
  notWritten: z.nullable(z.strictObject({ message: z.string(), remedy: z.string(), download: z.string() })),
});

/** `overFile`: the digest of a file that was edited, by whoever has seen it and replaces it all the same. */
const changing = { dryRun: z.enum(['true', 'false']), overFile: z.string() };

const unknownRevision = { status: 404, codes: ['UNKNOWN_REVISION'] } as const;
const badMatch = { status: 400, codes: ['BAD_IF_MATCH'] } as const;
const noMatch = { status: 428, codes: ['IF_MATCH_NEEDED'] } as const;
const conflicting = {
  status: 409,
  codes: ['CONFIG_CHANGED', 'FILE_CHANGED', 'SECRET_NOT_KEPT', 'REVISION_INCOMPLETE', ...SEAL_KEY_CODES],
} as const;
const refusedDocument = { status: 422, codes: ['CONFIG_REFUSED'] } as const;
const newReference = { status: 403, codes: ['ADMIN_KEY_NEEDED'] } as const;
const notWritten = { status: 503, codes: ['CONFIG_NOT_WRITTEN'] } as const;

/** The running configuration, and those accepted before it. */
export const config = {
  get: route({
    method: 'GET',
    path: '/api/config',
    summary: 'Shows the running configuration, credentials masked, and its revision.',
    scope: 'read',
    etag: true,
    answer: z.strictObject({ revision: z.int(), config: document }),
  }),
  document: route({
    method: 'GET',
    path: '/api/config/document',
    summary: 'Gives the running configuration as a file, credentials masked.',
    scope: 'read',
    etag: true,
    answer: document,
  }),
  put: route({
    method: 'PUT',
    path: '/api/config',
    summary:
      'Puts a configuration in the place of the running one, and into its file; with `dryRun` only checks it.',
    scope: 'config',
    ifMatch: true,
    etag: true,
    query: changing,
    body: {
      schema: z.string().check(z.minLength(1)),
      type: 'text/plain',
      limit: 5_000_000,
      code: 'CONFIG_UNREADABLE',
      remedy: 'Send the configuration document as it stands in its file.',
      mayBeQuoted: false,
    },
    answer: changed,
    refused: [badMatch, newReference, conflicting, refusedDocument, noMatch, notWritten],
  }),
  revisions: route({
    method: 'GET',
    path: '/api/config/revisions',
    summary: 'Lists the accepted configurations, newest first.',
    scope: 'read',
    query: paging,
    answer: z.strictObject({ revisions: z.array(acceptedRevision), next }),
    refused: [{ status: 400, codes: ['UNKNOWN_CURSOR'] }],
  }),
  revision: route({
    method: 'GET',
    path: '/api/config/revisions/:revision',
    summary: 'Shows an accepted configuration, credentials masked.',
    scope: 'read',
    answer: z.extend(acceptedRevision, { config: document }),
    refused: [unknownRevision],
  }),
  changes: route({
    method: 'GET',
    path: '/api/config/revisions/:revision/changes',
    summary: 'Lists how an accepted configuration differs from another one, usually the one before it.',
    scope: 'read',
    query: { since: z.string() },
    answer: z.strictObject({ revision: z.int(), since: z.nullable(z.int()), changes: z.array(difference) }),
    refused: [unknownRevision],
  }),
  restore: route({
    method: 'POST',
    path: '/api/config/revisions/:revision/restore',
    summary: 'Puts an accepted configuration in the place of the running one again, and into the file.',
    scope: 'config',
    ifMatch: true,
    etag: true,
    query: changing,
    answer: changed,
    refused: [badMatch, newReference, unknownRevision, conflicting, refusedDocument, noMatch, notWritten],
  }),
};
