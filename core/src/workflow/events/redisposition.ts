import type { WorkflowEvent } from '../../config/index.js';
import { callLogIdOf, type Occurrence } from '../../occurrence/occurrence.js';
import { testAll, type CompiledTest } from '../compiled-test.js';
import { KIND, comparable, statusOfKind } from '../facts.js';
import { undelivered } from '../missing-field.js';
import { isCallWithoutStatus, statusUntold } from '../untold.js';
import { type Finding, type Verdict } from '../verdict.js';
import { describeKinds, listOf } from '../wording.js';

type RedispositionEvent = Extract<WorkflowEvent, { type: 'REDISPOSITION' }>;

/**
 * The call had a disposition and was given one again, be it the same (domain-facts J.27). Calls are told apart by
 * their id, so that without it a disposition may or may not be the first.
 */
export function compileRedisposition({ values }: RedispositionEvent): CompiledTest {
  const comparableValues = values?.map(comparable);
  const wanted = comparableValues === undefined ? undefined : new Set(comparableValues);
  const testCode = ({ status }: Occurrence): Verdict => {
    if (wanted === undefined) return 'yes';
    if (status === null) return 'unknown';
    return wanted.has(comparable(status)) ? 'yes' : 'no';
  };
  const parts = [{ test: isRedisposition }, { test: testCode }];
  const test = (occurrence: Occurrence): Verdict => testAll(parts, occurrence);
  return {
    access: [
      comparableValues === undefined
        ? { fact: KIND, values: ['redisposition'] }
        : { fact: statusOfKind('redisposition'), values: comparableValues },
    ],
    test,
    explain: (occurrence): Finding => {
      const verdict = test(occurrence);
      const again = isRedisposition(occurrence);
      if (again === 'no') {
        const reason = `no redisposition: ${describeKinds(occurrence)}`;
        return { verdict, code: 'NOT_A_REDISPOSITION', reason };
      }
      if (verdict === 'unknown' && isCallWithoutStatus(occurrence)) return statusUntold(occurrence);
      if (verdict === 'unknown') {
        const missing = again === 'unknown' ? 'call_log_id' : 'status';
        return undelivered({ field: missing }, occurrence);
      }
      const asked = values === undefined ? 'any disposition' : listOf(values);
      const code = verdict === 'yes' ? 'REDISPOSITION_MATCHES' : 'OTHER_DISPOSITION';
      const reason = `disposition is ${occurrence.status ?? 'without a code'}; asked: ${asked}`;
      return { verdict, code, reason };
    },
  };
}

function isRedisposition(occurrence: Occurrence): Verdict {
  const { kinds, snapshot } = occurrence;
  if (kinds.includes('redisposition')) return 'yes';
  if (isCallWithoutStatus(occurrence)) return 'unknown';
  return kinds.includes('disposition') && callLogIdOf(snapshot) === null ? 'unknown' : 'no';
}
