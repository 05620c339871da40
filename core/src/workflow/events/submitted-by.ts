import type { WorkflowEvent } from '../../config/index.js';
import { isEmpty, textOf } from '../../fields/value.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import { readField } from '../../payload/snapshot.js';
import type { CompiledTest } from '../compiled-test.js';
import { comparable, fieldFact } from '../facts.js';
import { undelivered } from '../missing-field.js';
import { type Verdict } from '../verdict.js';
import { listOf } from '../wording.js';

type SubmittedByEvent = Extract<WorkflowEvent, { type: 'SUBMITTED_BY' }>;

/** Who created the lead is one of the values; a lead that nobody is named for was created by none of them. */
export function compileSubmittedBy({ values }: SubmittedByEvent): CompiledTest {
  const comparableValues = values.map(comparable);
  const wanted = new Set(comparableValues);
  const test = ({ snapshot }: Occurrence): Verdict => {
    const creator = readField(snapshot, 'lead', 'created_by');
    if (creator === undefined) return 'unknown';
    return wanted.has(comparable(textOf(creator))) ? 'yes' : 'no';
  };
  return {
    access: [{ fact: fieldFact('lead', 'created_by'), values: comparableValues }],
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      const creator = readField(occurrence.snapshot, 'lead', 'created_by');
      if (creator === undefined) {
        return undelivered({ field: 'created_by' }, occurrence);
      }
      const code = verdict === 'yes' ? 'SUBMITTER_MATCHES' : 'OTHER_SUBMITTER';
      const name = isEmpty(creator) ? 'nobody' : textOf(creator).trim();
      return { verdict, code, reason: `created by ${name}; asked: ${listOf(values)}` };
    },
  };
}
