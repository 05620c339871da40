import { diagnose, diagnosisLines, type MappingNote, type NullEvidence } from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import type { Attempt } from './carry-out';

/** The five checks of a result of null, as lines for a person; null where there is a result. */
export function nullDiagnosis(
  endpoint: ResolvedEndpoint,
  { outcome, result }: Attempt,
  mapping: readonly MappingNote[] | null,
): string[] | null {
  if (result.value !== null) return null;
  const diagnosis = diagnose({
    endpoint,
    end: evidenceOf(outcome),
    why: result.why ?? '',
    mapping,
    caller: 'n8n',
  });
  return diagnosisLines(diagnosis);
}

function evidenceOf(outcome: Attempt['outcome']): NullEvidence['end'] {
  if (outcome.kind === 'failed') return outcome;
  const type = outcome.headers['content-type'];
  const { status, body } = outcome;
  return {
    kind: 'answered',
    status,
    contentType: typeof type === 'string' ? type : null,
    body,
    truncated: false,
  };
}
