import * as z from 'zod/mini';
import { paging, span, text } from './query.js';
import { route } from './route.js';
import { instant, next, timeZone } from './shapes.js';

/**
 * Who changes something without a key of its own. No key can have one of these names, so that in the audit log each
 * name is one of these or that of a key.
 */
export const ACTORS = {
  admin: 'admin key',
  commandLine: 'command line',
  session: 'browser session',
  /** Somebody who was not let in. */
  visitor: 'unknown visitor',
  loopProtection: 'loop protection',
  file: 'configuration file',
  /** Whoever changed it: what is switched otherwise than it says, it ends. */
  configuration: 'configuration',
  /** What a relay was started with. */
  environment: 'environment',
} as const;

/** `begun`: how it ended is not known, because the relay was stopped in the middle of it. */
export const CHANGE_OUTCOMES = ['done', 'failed', 'begun'] as const;

/** What is known of a part before or after, without secrets and without persons. */
const state = z.nullable(z.record(z.string(), z.unknown()));

/** Every change: who made it, what it was, and when. */
export const audit = {
  list: route({
    method: 'GET',
    path: '/api/audit',
    summary: 'Lists every change of a part, a key, a secret or the configuration, newest first.',
    scope: 'read',
    /** `who` as the answer has it; `what` an operation, as in `workflows.switch`. */
    query: { who: text, what: text, ...span, ...paging },
    answer: z.strictObject({
      timeZone,
      changes: z.array(
        z.strictObject({
          id: z.int(),
          at: instant,
          /** The name of a key, or one of those who need none. */
          who: z.string(),
          keyId: z.nullable(z.string()),
          what: z.string(),
          /** As in `workflow:sale-to-crm`; null where it failed before that was known. */
          part: z.nullable(z.string()),
          before: state,
          after: state,
          outcome: z.enum(CHANGE_OUTCOMES),
          /** The code of what made it fail. */
          failure: z.nullable(z.string()),
        }),
      ),
      next,
    }),
    refused: [{ status: 400, codes: ['UNKNOWN_CURSOR', 'NOT_A_DATE', 'SPAN_BACKWARDS', 'UNKNOWN_VALUE'] }],
  }),
};
