import * as z from 'zod/mini';
import { DIAGNOSIS_CHECKS } from '../endpoint/diagnosis/diagnose.js';
import { instant, leadKey, timeZone } from './shapes.js';
import { admissionParts } from './guard.js';
import { halt } from './halts.js';
import { holdParts } from './holds.js';
import { callEvent } from './call-event.js';

/** How far an action has come. */
export const ACTION_STATES = [
  'waiting',
  'running',
  'done',
  'skipped',
  'cancelled',
  'flushed',
  'dead',
] as const;

/** What a single attempt at an action came to. */
export const ATTEMPT_OUTCOMES = ['delivered', 'retry', 'refused', 'failed', 'interrupted'] as const;

/** What came of a workflow for an occurrence. */
export const DECISION_OUTCOMES = ['fired', 'suppressed', 'not-matched', 'inactive', 'failed'] as const;

const finding = {
  verdict: z.enum(['yes', 'no', 'unknown']),
  code: z.string(),
  reason: z.string(),
};

const decision = z.strictObject({
  workflowId: z.string(),
  workflowName: z.string(),
  verdict: z.enum(['yes', 'no', 'unknown']),
  outcome: z.enum(DECISION_OUTCOMES),
  reason: z.string(),
  checks: z.array(z.strictObject({ check: z.string(), event: z.optional(z.string()), ...finding })),
});

/** What the destination answered, masked, as far as it is kept. */
export const keptAnswer = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  truncated: z.boolean(),
});

/** Where to look when it was no plain success: the documents' five checks (seed 004). */
export const diagnosis = z.strictObject({
  checks: z.array(
    z.strictObject({
      check: z.enum(Object.keys(DIAGNOSIS_CHECKS) as (keyof typeof DIAGNOSIS_CHECKS)[]),
      verdict: z.enum(['ok', 'suspect', 'unknown']),
      text: z.string(),
      remedy: z.nullable(z.string()),
    }),
  ),
});

/** A request as it was sent and answered, credentials masked. */
export const attemptParts = {
  at: instant,
  durationMs: z.number(),
  method: z.string(),
  url: z.string(),
  body: z.nullable(z.string()),
  status: z.nullable(z.int()),
  outcome: z.enum(ATTEMPT_OUTCOMES),
  /** As the Response Data Type reads the answer; null where the systems failed to communicate. */
  result: z.unknown(),
  reason: z.nullable(z.string()),
  answer: z.nullable(keptAnswer),
  diagnosis: z.nullable(diagnosis),
};

const action = z.strictObject({
  /** Also the Idempotency-Key of its requests. */
  id: z.string(),
  workflowId: z.string(),
  actionSetId: z.string(),
  actionId: z.string(),
  type: z.string(),
  endpointId: z.string(),
  endpointName: z.string(),
  state: z.enum(ACTION_STATES),
  dueAt: instant,
  /** Only while it waits. */
  nextAttemptAt: z.nullable(instant),
  reason: z.nullable(z.string()),
  /** What holds it now, of its endpoint or of everything; null where it waits for its own time, or does not wait. */
  heldBy: z.nullable(halt),
  /** Why it will be skipped when it comes due, as things stand; null where it will not be, or does not wait. */
  skippedWhenDue: z.nullable(z.string()),
  /** What of it is off at this moment, where it waits, or was skipped for something that was off. */
  offNow: z.array(z.strictObject({ kind: z.enum(['workflow', 'action', 'endpoint']), id: z.string() })),
  checks: z.array(z.strictObject({ check: z.string(), ...finding })),
  attempts: z.array(z.strictObject({ logId: z.int(), number: z.int(), ...attemptParts })),
});

const { eventId: _eventId, ...admissionInTrail } = admissionParts;

const admission = z.strictObject(admissionInTrail);

/** Everything known of one occurrence: what happened, what was decided and why, what was done. */
export const trailParts = {
  id: z.string(),
  receivedAt: instant,
  timeZone,
  hookId: z.string(),
  revision: z.int(),
  callEvent,
  previousStatus: z.nullable(z.string()),
  leadKey: z.nullable(leadKey),
  looksRepeatedOf: z.nullable(z.string()),
  repeats: z.nullable(z.strictObject({ count: z.int(), lastAt: instant })),
  decisions: z.array(decision),
  /** What Convoso calls the campaign, list, queue and user of the call, and those that scopes name; as far as it is known. */
  called: z.array(
    z.strictObject({
      kind: z.enum(['campaign', 'list', 'queue', 'user']),
      id: z.string(),
      name: z.string(),
      /** The workflow whose scope names it; null where the call was in it. */
      workflowId: z.nullable(z.string()),
    }),
  ),
  doubts: z.array(
    z.strictObject({
      workflowId: z.string(),
      code: z.string(),
      /** The place within the workflow, as in `events[0].values[1]`; null where it is told by a look at the call. */
      path: z.nullable(z.string()),
      /** What stands there. */
      value: z.nullable(z.string()),
      message: z.string(),
      remedy: z.string(),
    }),
  ),
  actions: z.array(action),
  /** What programs were answered that asked before acting on it. */
  admissions: z.array(admission),
  /** What programs have had held because of it. */
  holds: z.array(z.strictObject(holdParts)),
  /** What programs have sent by themselves because of it. */
  sends: z.array(
    z.strictObject({
      logId: z.int(),
      number: z.int(),
      endpointId: z.string(),
      endpointName: z.string(),
      /** Null where none was told. */
      rule: z.nullable(z.string()),
      ...attemptParts,
    }),
  ),
  stopped: z.array(
    z.strictObject({
      id: z.string(),
      workflowName: z.string(),
      actionId: z.string(),
      type: z.string(),
    }),
  ),
};
