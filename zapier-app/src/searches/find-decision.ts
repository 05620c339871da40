import type { Search } from 'zapier-platform-core';
import { outputsOf } from '../fields/outputs.js';
import { loadedWhenRun } from '../loaded-when-run.js';
import { SAMPLE_DECISION } from '../samples/decision.js';

export const findDecisionSearch: Search = {
  key: 'find_decision',
  noun: 'Decision',
  display: {
    label: 'Find Decision',
    description: 'Finds what your relay decided about a call or lead, and why.',
  },
  operation: {
    perform: loadedWhenRun(async () => (await import('../relay/find-decision.js')).findDecision),
    inputFields: [
      {
        key: 'search_event_id',
        label: 'Call Event ID',
        type: 'string',
        required: false,
        helpText: 'ID of Call Event (Relay), or of Match Rules. Or fill in one of the fields below.',
      },
      {
        key: 'search_lead_id',
        label: 'Lead ID',
        type: 'string',
        required: false,
      },
      {
        key: 'search_phone_number',
        label: 'Phone Number',
        type: 'string',
        required: false,
      },
      {
        key: 'rule',
        label: 'Rule',
        type: 'string',
        required: false,
        helpText: 'Only of this workflow or rule, by its ID or name; left empty, of all.',
      },
    ],
    outputFields: outputsOf(SAMPLE_DECISION),
    sample: SAMPLE_DECISION,
  },
};
