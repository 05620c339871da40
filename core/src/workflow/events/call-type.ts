import type { WorkflowEvent } from '../../config/index.js';
import { isEmpty, textOf } from '../../fields/value.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import { readField } from '../../payload/snapshot.js';
import type { CompiledTest } from '../compiled-test.js';
import { comparable, fieldFact } from '../facts.js';
import { undelivered } from '../missing-field.js';
import { type Verdict } from '../verdict.js';
import { listOf } from '../wording.js';

type CallTypeEvent = Extract<WorkflowEvent, { type: 'CALL_TYPE' }>;

/**
 * The call was inbound, outbound, manual … (domain-facts C.6). Every call is of some type, so that an empty one does
 * not say of which; the scope of a queue takes it in the same way.
 */
export function compileCallType({ values }: CallTypeEvent): CompiledTest {
  const comparableValues = values.map(comparable);
  const wanted = new Set(comparableValues);
  const test = ({ snapshot }: Occurrence): Verdict => {
    const type = readField(snapshot, 'callLog', 'call_type');
    if (type === undefined || isEmpty(type)) return 'unknown';
    return wanted.has(comparable(textOf(type))) ? 'yes' : 'no';
  };
  return {
    access: [{ fact: fieldFact('callLog', 'call_type'), values: comparableValues }],
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      const type = readField(occurrence.snapshot, 'callLog', 'call_type');
      if (type === undefined) {
        return undelivered({ field: 'call_type' }, occurrence);
      }
      if (verdict === 'unknown') {
        return {
          verdict,
          code: 'CALL_TYPE_EMPTY',
          reason: 'call_type came empty, so the type of the call is not known',
        };
      }
      const code = verdict === 'yes' ? 'CALL_TYPE_MATCHES' : 'OTHER_CALL_TYPE';
      return { verdict, code, reason: `call type is ${textOf(type).trim()}; asked: ${listOf(values)}` };
    },
  };
}
