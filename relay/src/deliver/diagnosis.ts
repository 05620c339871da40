import { diagnose, type Diagnosis, type NullEvidence, type Result } from '@convoso-connect/core';
import type { SendOutcome } from '../egress/send-request.js';
import type { EndpointTask } from './prepare.js';

/** Why the result of an attempt is null, as far as the attempt shows; null when it is not. */
export function diagnosisOf(task: EndpointTask, outcome: SendOutcome, result: Result): Diagnosis | null {
  if (result.value !== null) return null;
  return diagnose({
    endpoint: task.endpoint,
    end: evidenceOf(outcome),
    why: result.why ?? '',
    mapping: task.mapping?.notes ?? null,
    caller: 'relay',
  });
}

function evidenceOf(outcome: SendOutcome): NullEvidence['end'] {
  if (outcome.kind === 'failed') {
    const { failure, reached, message } = outcome;
    return { kind: 'failed', failure, reached, message };
  }
  const { status, headers, body, truncated } = outcome;
  return { kind: 'answered', status, contentType: headers['content-type'] ?? null, body, truncated };
}
