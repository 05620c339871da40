import type { WorkflowEvent } from '../../config/index.js';
import { isEmpty, textOf } from '../../fields/value.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import { readField } from '../../payload/snapshot.js';
import type { CompiledTest } from '../compiled-test.js';
import { numberFact } from '../facts.js';
import { undelivered } from '../missing-field.js';
import { numberOf } from '../scale.js';
import { unreadableNumber, type Verdict } from '../verdict.js';

type CallCountEvent = Extract<WorkflowEvent, { type: 'CALL_COUNT' }>;

/**
 * The lead's counter as delivered, which is the one after this call, equals a number or lies in a range, both ends
 * included. Inbound calls have a counter of their own (domain-facts J.26).
 */
export function compileCallCount(event: CallCountEvent): CompiledTest {
  const field = event.direction === 'inbound' ? 'called_count_inbound' : 'called_count';
  const least = event.equals ?? event.min ?? 0;
  const most = event.equals ?? event.max ?? Infinity;
  const test = ({ snapshot }: Occurrence): Verdict => {
    const value = readField(snapshot, 'lead', field);
    if (value === undefined) return 'unknown';
    const count = numberOf(textOf(value));
    if (Number.isNaN(count)) return isEmpty(value) ? 'no' : 'unknown';
    return count >= least && count <= most ? 'yes' : 'no';
  };
  return {
    access:
      event.equals === undefined ? [] : [{ fact: numberFact('lead', field), values: [String(event.equals)] }],
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      const value = readField(occurrence.snapshot, 'lead', field);
      if (value === undefined) return undelivered({ field }, occurrence);
      const text = textOf(value);
      if (Number.isNaN(numberOf(text))) {
        const reason = isEmpty(value)
          ? `${field} is empty, which is no number`
          : unreadableNumber(field, text);
        return { verdict, code: 'CALL_COUNT_NOT_A_NUMBER', reason };
      }
      const code = verdict === 'yes' ? 'CALL_COUNT_MATCHES' : 'OTHER_CALL_COUNT';
      return { verdict, code, reason: `${field} is ${text.trim()}; asked: ${askedFor(event)}` };
    },
  };
}

function askedFor({ equals, min, max }: CallCountEvent): string {
  if (equals !== undefined) return String(equals);
  if (min === undefined) return `at most ${max ?? 'any'}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}
