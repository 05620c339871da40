import { ACTION_LABELS, CONTACT_ACTIONS, SCHEDULE_WINDOWS } from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';
import { textInput, type Inputs } from '../inputs.js';
import { KIND_CHOICES, wholeEventInput } from './call-event-inputs.js';
import { chosenValue } from './choice.js';
import { STOP_IF_INPUT } from './stop-if-input.js';

const offset = (key: string, label: string): PlainInputField => ({
  key,
  label,
  type: 'integer',
  required: false,
});

/** How long a Zap waits, and what ends that before. */
export const WAIT_INPUTS: PlainInputField[] = [
  wholeEventInput,
  {
    key: 'lead_id',
    label: 'Lead',
    type: 'string',
    required: false,
    search: 'search_lead.id',
    dynamic: 'no_choice.id.name',
    helpText: 'Where no Call Event is mapped: whose hours count, and whose calls end the wait.',
  },
  {
    key: 'at',
    label: 'Wait Until',
    type: 'datetime',
    required: false,
    helpText: 'At most 29 days from now. Without a zone of its own, on the clock of the account.',
  },
  offset('days', 'Or So Many Days'),
  offset('hours', 'Hours'),
  offset('minutes', 'Minutes'),
  {
    key: 'countFrom',
    label: 'Count From',
    type: 'string',
    required: false,
    placeholder: 'appointment_date',
    helpText:
      'Left empty, the call event; else `lastCalled`, or a date field of the lead by its name. Before it with a number below 0.',
  },
  {
    key: 'window',
    label: 'Within Hours',
    type: 'string',
    required: false,
    choices: Object.keys(SCHEDULE_WINDOWS).map((window) => ({
      value: window,
      label: window,
      sample: window,
    })),
    helpText: 'What comes due outside of these hours waits until they begin.',
  },
  {
    key: 'windowZone',
    label: 'Clock of These Hours',
    type: 'string',
    required: false,
    placeholder: 'lead',
    helpText:
      "`account`, `lead` or an IANA name such as America/New_York. Left empty, the lead's where the lead is contacted, else the account's.",
  },
  {
    key: 'contact',
    label: 'How the Lead Is Contacted Then',
    type: 'string',
    required: false,
    choices: CONTACT_ACTIONS.map((action) => ({
      value: action,
      label: ACTION_LABELS[action],
      sample: action,
    })),
    helpText: 'The hours in which that is lawful count, and a Do Not Call status ends the wait.',
  },
  STOP_IF_INPUT,
  {
    key: 'stopStatuses',
    label: 'Stop on Statuses',
    type: 'string',
    list: true,
    required: false,
    dynamic: 'status.id.name',
    helpText: 'Status codes or names: the wait ends, and the Zap stops, once the lead has one of these.',
  },
  {
    key: 'stopKinds',
    label: 'Stop on Events',
    type: 'string',
    list: true,
    required: false,
    choices: KIND_CHOICES,
    helpText: 'The same once one of these happens to the lead.',
  },
  {
    key: 'stopDnc',
    label: 'Stop on DNC',
    type: 'boolean',
    required: false,
    helpText: 'Left empty, yes where the lead is contacted.',
  },
  {
    key: 'skipIfLiveCall',
    label: 'Skip If Live Call',
    type: 'boolean',
    required: false,
    helpText: 'Ends the Zap where the lead is on a call at that time.',
  },
];

/** What was chosen in one of the fields above, or written where there is nothing to choose; empty where nothing was. */
export function waitText(inputs: Inputs, key: string): string {
  const text = textInput(inputs, key);
  const field = WAIT_INPUTS.find((input) => input.key === key);
  return text === '' || field?.choices === undefined ? text : chosenValue(field, text);
}
