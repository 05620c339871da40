import type { Generated } from 'kysely';
import type { AttemptOutcome } from '../ports/attempts.js';

/** One try to carry out an action: one row of the Connect logs. */
export interface AttemptTable {
  id: Generated<number>;
  action_id: string;
  number: number;
  at: number;
  duration_ms: number;
  workflow_id: string;
  endpoint_id: string;
  phone: string | null;
  lead_key: string | null;
  method: string;
  /** As sent, credentials masked. */
  url: string;
  body: string | null;
  status: number | null;
  outcome: AttemptOutcome;
  /** The value read from the answer, as JSON; `null` where the systems failed to communicate. */
  result: string;
  /** What the result is searched by. */
  result_key: string;
  reason: string | null;
  /** What the destination answered: `KeptAnswer` as JSON, masked; null without an answer, or from before it was kept. */
  answer: string | null;
  /** Where to look, for whatever was no plain success: core's `Diagnosis`, as JSON; else null. */
  diagnosis: string | null;
}
