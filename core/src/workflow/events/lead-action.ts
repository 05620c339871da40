import type { WorkflowEvent } from '../../config/index.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import type { CompiledTest } from '../compiled-test.js';
import { comparable, type Fact } from '../facts.js';
import type { Verdict } from '../verdict.js';
import { describeKinds, inUrl, listOf, sayInUrl } from '../wording.js';

type LeadActionEvent = Extract<WorkflowEvent, { type: 'LEAD_ACTION' }>;

const LEAD_ACTION: Fact = {
  key: 'leadAction',
  read: (occurrence) => {
    const action = leadActionOf(occurrence);
    return action === null || !occurrence.kinds.includes('leadAction') ? null : comparable(action);
  },
};

/** An action was taken on the lead record, one of the values; which one stands in the URL of the hook. */
export function compileLeadAction({ values }: LeadActionEvent): CompiledTest {
  const comparableValues = values.map(comparable);
  const wanted = new Set(comparableValues);
  const test = (occurrence: Occurrence): Verdict => {
    if (!occurrence.kinds.includes('leadAction')) return 'no';
    const action = leadActionOf(occurrence);
    if (action === null) return 'unknown';
    return wanted.has(comparable(action)) ? 'yes' : 'no';
  };
  return {
    access: [{ fact: LEAD_ACTION, values: comparableValues }],
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      if (!occurrence.kinds.includes('leadAction')) {
        const reason = `no lead action: ${describeKinds(occurrence)}; ${sayInUrl('leadAction:<action>')}`;
        return { verdict, code: 'NOT_A_LEAD_ACTION', reason };
      }
      const action = leadActionOf(occurrence);
      if (action === null) {
        const reason = `which lead action this was is not known; name it ${inUrl('leadAction:<action>')}`;
        return { verdict, code: 'LEAD_ACTION_NOT_NAMED', reason };
      }
      const code = verdict === 'yes' ? 'LEAD_ACTION_MATCHES' : 'OTHER_LEAD_ACTION';
      return { verdict, code, reason: `lead action is ${action}; asked: ${listOf(values)}` };
    },
  };
}

/** Null where the kind was declared without its value. */
function leadActionOf({ leadAction }: Occurrence): string | null {
  return leadAction?.trim() || null;
}
