import { createOccurrence, nameFields, type Occurrence } from '@convoso-connect/core';

/** Whose data a test or a preview is made with. */
export interface TestLead {
  readonly occurrence: Occurrence;
  /** `delivered`: a call that is stored · `convoso`: the lead as Convoso has it · `sample`: the built-in one. */
  readonly from: 'delivered' | 'convoso' | 'sample';
  /** Why it is no call that was delivered, as a clause; null where it is. */
  readonly because: string | null;
}

/** A call of nobody, with every field that most adaptors map: for before anything has been delivered. */
const SAMPLE: Readonly<Record<string, string>> = {
  call_log_id: '14683239',
  lead_id: '1364887',
  list_id: '3343',
  campaign_id: '111',
  campaign_name: 'Sample Campaign',
  first_name: 'Sample',
  last_name: 'Lead',
  phone_number: '7735550167',
  email: 'sample@example.test',
  city: 'Chicago',
  state: 'IL',
  postal_code: '60601',
  status: 'SALE',
  length_in_sec: '148',
  call_type: 'OUTBOUND',
  term_reason: 'AGENT',
  agent_full_name: 'Sample Agent',
  agent_email: 'agent@example.test',
};

/** The built-in sample lead, as if a call of it had ended at a moment, in epoch milliseconds. */
export function sampleLead(now: number, because = 'nothing has been delivered yet'): TestLead {
  return { occurrence: occurrenceOf('sample-lead', SAMPLE, now), from: 'sample', because };
}

/** A lead as Convoso's search has it: no call, and the fields by the names that deliveries have. */
export function fetchedLead(id: string, fields: Readonly<Record<string, string>>, now: number): TestLead {
  const { id: _, ...named } = fields;
  const occurrence = occurrenceOf(`lead-${id}`, { ...named, lead_id: id }, now);
  return { occurrence, from: 'convoso', because: 'it has never been delivered' };
}

function occurrenceOf(
  id: string,
  received: Readonly<Record<string, string>>,
  receivedAt: number,
): Occurrence {
  const { snapshot } = nameFields(received, {});
  const input = { id, hookId: '', receivedAt, snapshot, lead: null, call: null };
  return createOccurrence({ ...input, declared: 'infer' });
}
