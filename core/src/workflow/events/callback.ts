import type { WorkflowEvent } from '../../config/index.js';
import { isEmpty, textOf } from '../../fields/value.js';
import type { Occurrence } from '../../occurrence/occurrence.js';
import { readField } from '../../payload/snapshot.js';
import type { CompiledTest } from '../compiled-test.js';
import { KIND, comparable } from '../facts.js';
import { notDelivered, type Finding, type Verdict } from '../verdict.js';
import { describeKinds, sayInUrl } from '../wording.js';

type CallbackEvent = Extract<WorkflowEvent, { type: 'CALLBACK' }>;
type Recipient = NonNullable<CallbackEvent['recipient']>;

/** Convoso takes System and Personal, and gives USERONLY back for the latter (domain-facts A.7). */
const RECIPIENTS: ReadonlyMap<string, Recipient> = new Map([
  ['system', 'system'],
  ['personal', 'personal'],
  ['useronly', 'personal'],
]);

/** Neither name is a field of Convoso's: an account that delivers the recipient has a field of its own for it. */
const RECIPIENT_FIELDS = ['callback_recipient', 'recipient'] as const;

/** A callback was scheduled, for any agent (system) or for one (personal) where the event says which. */
export function compileCallback({ recipient: asked }: CallbackEvent): CompiledTest {
  const test = (occurrence: Occurrence): Verdict => {
    if (!occurrence.kinds.includes('callback')) return 'no';
    if (asked === undefined) return 'yes';
    const recipient = RECIPIENTS.get(comparable(deliveredRecipient(occurrence) ?? ''));
    if (recipient === undefined) return 'unknown';
    return recipient === asked ? 'yes' : 'no';
  };
  return {
    access: [{ fact: KIND, values: ['callback'] }],
    test,
    explain: (occurrence) => {
      const verdict = test(occurrence);
      if (!occurrence.kinds.includes('callback')) {
        const reason = `no callback: ${describeKinds(occurrence)}; ${sayInUrl('callback')}`;
        return { verdict, code: 'NOT_A_CALLBACK', reason };
      }
      const delivered = deliveredRecipient(occurrence);
      if (verdict === 'unknown') return { verdict, ...whyUnknown(delivered) };
      const code = verdict === 'yes' ? 'CALLBACK_MATCHES' : 'OTHER_RECIPIENT';
      const reason =
        asked === undefined
          ? 'a callback was scheduled'
          : `the callback is ${delivered ?? ''}; asked: ${asked}`;
      return { verdict, code, reason };
    },
  };
}

function deliveredRecipient({ snapshot }: Occurrence): string | undefined {
  for (const field of RECIPIENT_FIELDS) {
    const value = readField(snapshot, 'custom', field);
    if (value !== undefined && !isEmpty(value)) return textOf(value).trim();
  }
  return undefined;
}

function whyUnknown(delivered: string | undefined): Omit<Finding, 'verdict'> {
  if (delivered === undefined) {
    return { code: 'FIELD_NOT_DELIVERED', reason: notDelivered('callback_recipient') };
  }
  const reason = `the callback is for "${delivered}", which is neither System nor Personal`;
  return { code: 'RECIPIENT_NOT_KNOWN', reason };
}
