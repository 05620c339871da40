import type { MappedFields } from '../adaptor/index.js';
import { nullRecord } from '../fields/value.js';
import { leadIdOf, phoneOf } from '../occurrence/lead-key.js';
import type { Errand, Impossible } from './errand.js';
import { knownText } from './lead-of.js';
import { fillIn } from './template.js';

/**
 * SMS and Voice Broadcast, for which Convoso has no public call: what is sent to their endpoint. Rows of the endpoint's
 * adaptor come on top, and may give the same names other values.
 */
export function messageFields(
  { action, trigger, lead }: Errand<'SMS' | 'VB'>,
  mapped: MappedFields,
): MappedFields | Impossible {
  const phone = phoneOf(trigger.snapshot) ?? knownText(lead, 'phone_number');
  if (phone === null) {
    return { code: 'NO_PHONE', reason: "the lead's phone_number is not known: map it in Convoso's Adaptor" };
  }
  return nullRecord([
    ['action', action.type],
    ['phone_number', phone],
    ['lead_id', leadIdOf(trigger.snapshot) ?? ''],
    action.type === 'SMS'
      ? ['message', fillIn(action.message, trigger.snapshot)]
      : ['broadcast_id', action.broadcastId],
    ...Object.entries(mapped),
  ]);
}
