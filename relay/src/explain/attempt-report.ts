import type { Diagnosis } from '@convoso-connect/core';
import type { KeptAnswer } from '../deliver/kept-answer.js';
import { iso } from '../iso.js';
import { storedAnswer, storedDiagnosis, storedValue } from '../store/stored-json.js';
import type { StoredAttempt } from '../store/ports/attempts.js';

/** One entry of the Connect logs, as trails have it. */
export interface AttemptReport {
  readonly logId: number;
  readonly number: number;
  readonly at: string;
  readonly durationMs: number;
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly status: number | null;
  readonly outcome: StoredAttempt['outcome'];
  readonly result: unknown;
  readonly reason: string | null;
  /** What the destination answered, masked, as far as it is kept. */
  readonly answer: KeptAnswer | null;
  /** Where to look, when it was no plain success. */
  readonly diagnosis: Diagnosis | null;
}

export function attemptReport(attempt: StoredAttempt): AttemptReport {
  return {
    logId: attempt.id,
    number: attempt.number,
    at: iso(attempt.at),
    durationMs: attempt.durationMs,
    method: attempt.method,
    url: attempt.url,
    body: attempt.body,
    status: attempt.status,
    outcome: attempt.outcome,
    result: storedValue(attempt.result),
    reason: attempt.reason,
    answer: storedAnswer(attempt.answer),
    diagnosis: storedDiagnosis(attempt.diagnosis),
  };
}
