import type { WorkflowEvent } from '../../config/index.js';
import { isDisposition } from '../../disposition/states.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import { hasCall } from '../../payload/snapshot.js';
import type { CompiledTest } from '../compiled-test.js';
import { KIND, comparable, statusOfKind } from '../facts.js';
import { undelivered } from '../missing-field.js';
import { isCallWithoutStatus, statusUntold } from '../untold.js';
import { type Verdict } from '../verdict.js';
import { describeKinds, listOf } from '../wording.js';

type DispositionEvent = Extract<WorkflowEvent, { type: 'DISPOSITION' }>;

/** A disposition was set, one of the values where any are named; `first` leaves redispositions out (J.27). */
export function compileDisposition(event: DispositionEvent): CompiledTest {
  const values = event.values?.map(comparable);
  const wanted = values === undefined ? undefined : new Set(values);
  const firstOnly = event.include === 'first';
  const test: CompiledTest['test'] = (occurrence): Verdict => {
    const { kinds, status } = occurrence;
    if (!kinds.includes('disposition')) return isCallWithoutStatus(occurrence) ? 'unknown' : 'no';
    if (firstOnly && kinds.includes('redisposition')) return 'no';
    if (wanted === undefined) return 'yes';
    if (status === null) return 'unknown';
    return wanted.has(comparable(status)) ? 'yes' : 'no';
  };
  return {
    access: [
      values === undefined
        ? { fact: KIND, values: ['disposition'] }
        : { fact: statusOfKind('disposition'), values },
    ],
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      const { kinds, status } = occurrence;
      if (!kinds.includes('disposition')) {
        if (verdict === 'unknown') return statusUntold(occurrence);
        if (lacksCall(occurrence)) return { verdict, code: 'NOT_A_DISPOSITION', reason: withoutCall(status) };
        return { verdict, code: 'NOT_A_DISPOSITION', reason: `no disposition: ${describeKinds(occurrence)}` };
      }
      if (firstOnly && kinds.includes('redisposition')) {
        return {
          verdict,
          code: 'REDISPOSITION',
          reason: 'the call had a disposition before; only the first counts',
        };
      }
      if (verdict === 'unknown') return undelivered({ field: 'status' }, occurrence);
      const asked = event.values === undefined ? 'any disposition' : listOf(event.values);
      const code = verdict === 'yes' ? 'DISPOSITION_MATCHES' : 'OTHER_DISPOSITION';
      return { verdict, code, reason: `disposition is ${status ?? 'without a code'}; asked: ${asked}` };
    },
  };
}

/** A status that would be a disposition, had it come with anything of the call that it is the end of. */
function lacksCall({ status, snapshot }: Occurrence): boolean {
  return status !== null && isDisposition(status) && !hasCall(snapshot);
}

function withoutCall(status: string | null): string {
  return (
    `no disposition: the status ${status ?? ''} came without a call, so that it is only the lead's. ` +
    "Map Call Log ID (call_log_id) in Convoso's Adaptor"
  );
}
