import type { WorkflowEvent } from '../../config/index.js';
import { textOf } from '../../fields/value.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import type { CompiledTest } from '../compiled-test.js';
import { KIND, comparable, type Fact } from '../facts.js';
import { undelivered } from '../missing-field.js';
import { isEndWithoutReason } from '../untold.js';
import { type Verdict } from '../verdict.js';
import { describeKinds, listOf } from '../wording.js';

type TermReasonEvent = Extract<WorkflowEvent, { type: 'TERM_REASON' }>;

const TERM_REASON: Fact = {
  key: 'termReason',
  read: (occurrence) => {
    const reason = termReasonOf(occurrence);
    return reason === null || !occurrence.kinds.includes('termReason') ? null : comparable(reason);
  },
};

/** The call ended for a reason, one of the values where any are named; NONE is no reason (domain-facts C.5). */
export function compileTermReason(event: TermReasonEvent): CompiledTest {
  const values = event.values?.map(comparable);
  const wanted = values === undefined ? undefined : new Set(values);
  const test = (occurrence: Occurrence): Verdict => {
    if (!occurrence.kinds.includes('termReason')) return isEndWithoutReason(occurrence) ? 'unknown' : 'no';
    if (wanted === undefined) return 'yes';
    const reason = termReasonOf(occurrence);
    if (reason === null) return 'unknown';
    return wanted.has(comparable(reason)) ? 'yes' : 'no';
  };
  return {
    access: [values === undefined ? { fact: KIND, values: ['termReason'] } : { fact: TERM_REASON, values }],
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      const reason = termReasonOf(occurrence);
      if (!occurrence.kinds.includes('termReason') && verdict === 'no')
        return { verdict, ...noTermReason(occurrence, reason) };
      if (verdict === 'unknown') {
        return undelivered({ field: 'term_reason' }, occurrence);
      }
      const asked = event.values === undefined ? 'any but NONE' : listOf(event.values);
      const code = verdict === 'yes' ? 'TERM_REASON_MATCHES' : 'OTHER_TERM_REASON';
      return { verdict, code, reason: `term reason is ${reason ?? 'not named'}; asked: ${asked}` };
    },
  };
}

function noTermReason(occurrence: Occurrence, reason: string | null): { code: string; reason: string } {
  if (reason === null) {
    return { code: 'NO_TERM_REASON', reason: `no term reason: ${describeKinds(occurrence)}` };
  }
  return {
    code: 'CALL_NOT_ENDED',
    reason: `term reason is ${reason || 'empty'}, which marks calls still running or never connected`,
  };
}

function termReasonOf({ snapshot }: Occurrence): string | null {
  const value = snapshot.callLog['term_reason'];
  return value === undefined ? null : textOf(value).trim();
}
