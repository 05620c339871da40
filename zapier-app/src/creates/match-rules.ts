import type { Create } from 'zapier-platform-core';
import { CALL_EVENT_GROUPS, CALL_EVENT_INPUTS } from '../fields/call-event-inputs.js';
import { EVENTS_INPUT, chosenEventInputs } from '../fields/event-inputs.js';
import { guardInputs } from '../fields/guard-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { RULE_INPUTS } from '../fields/rule-inputs.js';
import { loadedWhenRun } from '../loaded-when-run.js';

const SAMPLE = {
  id: '01K73Z4S3R8Q5N2V6X9B1C7D0E',
  matched: true,
  outcome: 'fired',
  reason: 'the disposition is SALE',
  checks: [],
  decided_by: 'event',
  clears_at: '',
  trail_url: '',
};

export const matchRulesCreate: Create = {
  key: 'match_rules',
  noun: 'Decision',
  display: {
    label: 'Match Rules',
    description: 'Tells whether a call event meets your rules, and why; stops the Zap otherwise.',
  },
  operation: {
    perform: loadedWhenRun(async () => (await import('../connect/match-rules.js')).matchRules),
    inputFields: [
      EVENTS_INPUT,
      chosenEventInputs,
      ...RULE_INPUTS,
      guardInputs,
      {
        key: 'eventId',
        label: 'Call Event ID',
        type: 'string',
        required: false,
        helpText: 'Comes with Call Event; else map ID of the trigger.',
      },
      {
        key: 'leadAction',
        label: 'Action Taken on the Lead',
        type: 'string',
        required: false,
        helpText: 'What the event Lead Action tests.',
      },
      ...CALL_EVENT_INPUTS,
    ],
    inputFieldGroups: CALL_EVENT_GROUPS,
    outputFields: outputsOf(SAMPLE),
    sample: SAMPLE,
  },
};
