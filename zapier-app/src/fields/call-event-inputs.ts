import {
  FIELDS,
  OCCURRENCE_KINDS,
  readCallEvent,
  type CallEventReading,
  type FieldDefinition,
  type OccurrenceKind,
} from '@convoso-connect/core';
import type { InputFieldGroup, PlainInputField } from 'zapier-platform-core';
import { listInput, pairsInput, textInput, type Inputs } from '../inputs.js';

/** The parts of a call event, as an earlier step of the Zap shows them. */
const PARTS = {
  lead: { part: 'lead', label: 'Lead' },
  callLog: { part: 'call', label: 'Call' },
  extra: { part: 'extra', label: 'Extra' },
} as const;

const KIND_LABELS: Record<OccurrenceKind, string> = {
  disposition: 'Disposition',
  redisposition: 'Redisposition',
  leadStatus: 'Lead Status Change',
  termReason: 'End of a Call',
  callback: 'Callback',
  hopperExpired: 'Expired Hopper Slot',
  leadAction: 'Lead Action',
};

/** What can have happened, as choices. */
export const KIND_CHOICES = OCCURRENCE_KINDS.map((kind) => ({
  value: kind,
  label: KIND_LABELS[kind],
  sample: kind,
}));

/** The key of a field in forms: `lead_first_name`, `call_status`. */
export function inputKey({ section, name }: Pick<FieldDefinition, 'section' | 'name'>): string {
  const own = eventName({ section, name });
  return own.startsWith(`${PARTS[section].part}_`) ? own : `${PARTS[section].part}_${own}`;
}

/** A call event calls the lead's id `lead_id`. */
function eventName({ section, name }: Pick<FieldDefinition, 'section' | 'name'>): string {
  return section === 'lead' && name === 'id' ? 'lead_id' : name;
}

/** Groups that forms show closed, so that eighty fields do not hide the few that matter. */
export const CALL_EVENT_GROUPS: InputFieldGroup[] = Object.values(PARTS).map(({ part, label }) => ({
  key: part,
  label: `${label} Fields of the Call Event`,
}));

/** A field for each of Convoso's: what this step is to know of the call event is mapped into it. */
export const CALL_EVENT_INPUTS: PlainInputField[] = [
  {
    key: 'kinds',
    label: 'Kinds',
    type: 'string',
    list: true,
    required: false,
    choices: KIND_CHOICES,
    helpText: 'What happened: map Kinds of the trigger.',
  },
  ...FIELDS.map((field): PlainInputField => ({
    key: inputKey(field),
    label: `${PARTS[field.section].label}: ${field.label}`,
    type: 'string',
    required: false,
    group: PARTS[field.section].part,
  })),
  {
    key: 'custom',
    label: 'Custom Fields',
    dict: true,
    required: false,
    helpText: 'Fields of your own, by the name under which Convoso delivers them.',
  },
];

/** Reads the call event that was mapped into the fields. One that was mapped and is empty is delivered, and empty. */
export function readCallEventInputs(inputs: Inputs): CallEventReading {
  const event: Record<string, unknown> = {
    kinds: listInput(inputs, 'kinds'),
    lead: {},
    call: {},
    extra: {},
    custom: pairsInput(inputs, 'custom'),
  };
  for (const field of FIELDS) {
    const value = inputs[inputKey(field)];
    if (value === undefined) continue;
    const part = event[PARTS[field.section].part] as Record<string, unknown>;
    part[eventName(field)] = value ?? '';
  }
  const reading = readCallEvent(event);
  if (reading === null) throw new Error('the fields of a call event make no call event');
  return reading;
}

/** Whether anything of a call event was mapped. */
export function hasCallEvent(inputs: Inputs): boolean {
  return FIELDS.some((field) => textInput(inputs, inputKey(field)) !== '') || inputs['custom'] !== undefined;
}
