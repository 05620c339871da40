import * as z from 'zod/mini';
import { OCCURRENCE_KINDS } from '../occurrence/kinds.js';
import { paging, phone } from './query.js';
import { route } from './route.js';
import { countsOf, instant, leadKey, localTime, next, timeZone } from './shapes.js';
import { ACTION_STATES, DECISION_OUTCOMES, trailParts } from './trail.js';

const summary = z.strictObject({
  id: z.string(),
  receivedAt: instant,
  hookId: z.string(),
  revision: z.int(),
  leadKey: z.nullable(leadKey),
  /** The lead's, else the one dialled; in normal form. */
  phone: z.nullable(z.string()),
  kinds: z.array(z.enum(OCCURRENCE_KINDS)),
  disposition: z.nullable(z.strictObject({ code: z.string(), name: z.string() })),
  /** How many workflows of those whose events matched came to each outcome. */
  decisions: countsOf(DECISION_OUTCOMES),
  /** How many actions of these workflows are in each state. */
  actions: countsOf(ACTION_STATES),
  looksRepeatedOf: z.nullable(z.string()),
  /** Where everything about it is. */
  view: z.string(),
});

/** A delivery that is stored and has no occurrence: it waits, or could not be processed. */
const openDelivery = z.strictObject({
  id: z.string(),
  receivedAt: instant,
  hookId: z.string(),
  state: z.enum(['received', 'dead']),
  failure: z.nullable(z.string()),
});

/** What happened: an occurrence is what one delivery said, with the decision of every workflow about it. */
export const occurrences = {
  list: route({
    method: 'GET',
    path: '/api/occurrences',
    summary: 'Lists what happened, newest first; of one phone number, where it is named.',
    scope: 'read',
    query: { phone, ...paging },
    answer: z.strictObject({ occurrences: z.array(summary), next }),
    refused: [{ status: 400, codes: ['NOT_A_PHONE_NUMBER', 'UNKNOWN_CURSOR'] }],
  }),
  get: route({
    method: 'GET',
    path: '/api/occurrences/:id',
    summary:
      'Tells everything about one: what came, every decision with its checks, every action and attempt.',
    scope: 'read',
    query: { as: z.enum(['text', 'json']) },
    answer: z.strictObject(trailParts),
    otherwise: { status: 202, answer: openDelivery },
    text: { type: 'text/plain', query: { as: 'text' } },
    refused: [{ status: 404, codes: ['UNKNOWN_OCCURRENCE'] }],
  }),
};

/** The same by lead. */
export const leads = {
  history: route({
    method: 'GET',
    path: '/api/leads/:leadId/history',
    summary: 'Tells what happened to one lead, newest first, with decisions, actions and attempts.',
    scope: 'read',
    query: { from: z.string(), to: z.string(), ...paging },
    answer: z.strictObject({
      timeZone,
      leadKey,
      history: z.array(z.strictObject({ date: localTime, ...trailParts })),
      next,
    }),
    refused: [
      { status: 400, codes: ['NOT_A_DATE', 'SPAN_BACKWARDS', 'NOT_A_PHONE_NUMBER', 'UNKNOWN_CURSOR'] },
    ],
  }),
};
