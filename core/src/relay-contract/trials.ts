import * as z from 'zod/mini';
import { OCCURRENCE_KINDS } from '../occurrence/kinds.js';
import { lead, phone } from './query.js';
import { route } from './route.js';
import { instant, leadKey, problem, timeZone } from './shapes.js';
import { DECISION_OUTCOMES, diagnosis, keptAnswer } from './trail.js';

/** Whose data a test is made with: a call that was delivered, the lead as Convoso has it, or the built-in sample. */
const from = z.enum(['delivered', 'convoso', 'sample']);

const noLead = ['NOTHING_DELIVERED', 'NOT_A_PHONE_NUMBER'] as const;

/** What is sent: field mapping. */
export const adaptors = {
  preview: route({
    method: 'POST',
    path: '/api/adaptors/:id/preview',
    summary: 'Shows what would be sent with the data of a lead, and what is odd about it. Sends nothing.',
    scope: 'read',
    changes: false,
    query: { lead },
    answer: z.strictObject({
      adaptorId: z.string(),
      occurrenceId: z.string(),
      from,
      because: z.nullable(z.string()),
      fields: z.record(z.string(), z.unknown()),
      warnings: z.array(
        z.strictObject({
          code: z.string(),
          field: z.optional(z.string()),
          message: z.string(),
          remedy: z.string(),
        }),
      ),
    }),
    refused: [
      { status: 400, codes: noLead },
      { status: 404, codes: ['UNKNOWN_ADAPTOR'] },
    ],
  }),
};

/** Fields by their names in Convoso. */
export const fields = {
  uses: route({
    method: 'GET',
    path: '/api/fields/:name/uses',
    summary:
      'Lists every place of the configuration that goes by a field’s name: what renaming it would break.',
    scope: 'read',
    answer: z.strictObject({ uses: z.array(z.strictObject({ path: z.string(), part: z.string() })) }),
  }),
};

/** A live request to an endpoint. */
export const endpointTests = {
  test: route({
    method: 'POST',
    path: '/api/endpoints/:id/test',
    summary:
      'Fires one live request at an endpoint with the data of a lead, by the very path of real deliveries.',
    scope: 'operate',
    query: { lead },
    answer: z.strictObject({
      /** The Idempotency-Key of the request. */
      actionId: z.string(),
      occurrenceId: z.string(),
      from,
      because: z.nullable(z.string()),
      method: z.string(),
      url: z.string(),
      body: z.nullable(z.string()),
      status: z.nullable(z.int()),
      result: z.unknown(),
      delivered: z.boolean(),
      reason: z.nullable(z.string()),
      durationMs: z.number(),
      answer: z.nullable(keptAnswer),
      diagnosis: z.nullable(diagnosis),
    }),
    refused: [
      { status: 400, codes: noLead },
      { status: 404, codes: ['UNKNOWN_ENDPOINT'] },
    ],
  }),
};

const result = z.strictObject({
  outcome: z.enum(DECISION_OUTCOMES),
  reason: z.string(),
  actions: z.array(
    z.strictObject({
      actionId: z.string(),
      type: z.string(),
      /** `running`: an attempt is under way. */
      state: z.enum([
        'performed',
        'running',
        'held',
        'skipped',
        'cancelled',
        'flushed',
        'undelivered',
        'failed',
      ]),
      at: instant,
      reason: z.nullable(z.string()),
      /** Whether it came due later than it was asked for, or has not come due yet. */
      wasHeld: z.boolean(),
    }),
  ),
});

const tally = z.strictObject({
  fired: z.int(),
  suppressed: z.int(),
  failed: z.int(),
  performed: z.int(),
  /** Whose attempt is under way, so that nothing more is known yet. */
  running: z.int(),
  held: z.int(),
  skipped: z.int(),
  cancelled: z.int(),
  /** What was given up or refused, and is kept for replay. */
  undelivered: z.int(),
});

/** Dry runs. */
export const simulations = {
  run: route({
    method: 'POST',
    path: '/api/simulate',
    summary:
      'Runs a configuration over stored occurrences and sends nothing: the one in the body, or the running one; of the last week where no span is named, of all leads where none is.',
    scope: 'read',
    changes: false,
    query: { since: z.string(), until: z.string(), lead, phone },
    body: {
      schema: z.string(),
      type: 'text/plain',
      limit: 5_000_000,
      code: 'CONFIG_UNREADABLE',
      remedy: 'Send the configuration document as it stands in its file, or no body at all.',
    },
    answer: z.strictObject({
      timeZone,
      from: z.nullable(instant),
      to: z.nullable(instant),
      occurrences: z.int(),
      /** Whether the built-in sample lead stood in, because nothing has been delivered yet. */
      sample: z.boolean(),
      /** Why a lead stood in for calls that were delivered; null where none did. */
      because: z.nullable(z.string()),
      /** Whether older ones of the span were left out. */
      truncated: z.boolean(),
      workflows: z.array(
        z.strictObject({
          workflowId: z.string(),
          workflowName: z.string(),
          would: tally,
          did: tally,
        }),
      ),
      results: z.array(
        z.strictObject({
          id: z.string(),
          receivedAt: instant,
          leadKey: z.nullable(leadKey),
          kinds: z.array(z.enum(OCCURRENCE_KINDS)),
          /** Whether it came of a call, be it of any kind or of none. */
          isCall: z.boolean(),
          status: z.nullable(z.string()),
          workflows: z.array(
            z.strictObject({
              workflowId: z.string(),
              workflowName: z.string(),
              would: z.nullable(result),
              did: z.nullable(result),
              differs: z.boolean(),
            }),
          ),
        }),
      ),
      warnings: z.array(problem),
    }),
    refused: [
      {
        status: 400,
        codes: ['NOT_A_DATE', 'SPAN_BACKWARDS', 'NOT_A_PHONE_NUMBER', 'CONFIG_REFUSED', 'CONFIG_UNREADABLE'],
      },
    ],
  }),
};
