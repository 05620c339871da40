import { adaptorCheck } from './adaptor.js';
import { credentialsCheck } from './credentials.js';
import type { Finding, NullEvidence } from './evidence.js';
import { ipAllowListCheck } from './ip-allow-list.js';
import { responseTypeCheck } from './response-type.js';
import { urlCheck } from './url.js';

/** The documents' five checks, in their order (seed 004, "Diagnosing Null Results"). */
export const DIAGNOSIS_CHECKS = {
  url: 'Endpoint URL',
  credentials: 'Authentication credentials',
  ipAllowList: 'IP allow-list',
  responseDataType: 'Response Data Type',
  adaptor: 'Adaptor field mappings',
} as const;

export interface DiagnosisCheck extends Finding {
  readonly check: keyof typeof DIAGNOSIS_CHECKS;
}

export interface Diagnosis {
  readonly checks: readonly DiagnosisCheck[];
}

/**
 * Answers, for a result of `null`, the five checks of the documents from what the attempt showed. It may quote parts
 * of the API URL and of error messages: mask it before it is stored or shown.
 */
export function diagnose(evidence: NullEvidence): Diagnosis {
  return {
    checks: [
      { check: 'url', ...urlCheck(evidence) },
      { check: 'credentials', ...credentialsCheck(evidence) },
      { check: 'ipAllowList', ...ipAllowListCheck(evidence) },
      { check: 'responseDataType', ...responseTypeCheck(evidence) },
      { check: 'adaptor', ...adaptorCheck(evidence) },
    ],
  };
}

const MARKS = { ok: '✓', suspect: '✗', unknown: '?' } as const;

/** A diagnosis as people read it, one line for each check, the same wherever it is shown. */
export function diagnosisLines({ checks }: Diagnosis): string[] {
  return checks.map(({ check, verdict, text, remedy }) => {
    const advice = remedy === null ? '' : ` — ${remedy}`;
    return `${MARKS[verdict]} ${DIAGNOSIS_CHECKS[check]}: ${text}${advice}`;
  });
}
