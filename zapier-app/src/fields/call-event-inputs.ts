import {
  ConnectError,
  FIELDS,
  OCCURRENCE_KINDS,
  readCallEvent,
  type CallEventReading,
  type FieldDefinition,
  type OccurrenceKind,
} from '@convoso-connect/core';
import type { InputFieldGroup, PlainInputField } from 'zapier-platform-core';
import { listInput, pairsInput, textInput, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';

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

const kindsInput: PlainInputField = {
  key: 'kinds',
  label: 'Kinds',
  type: 'string',
  list: true,
  required: false,
  choices: KIND_CHOICES,
  helpText: 'What happened, where the Call Event above is left empty: map Kinds of the trigger.',
};

/** The whole call event in one field: a recipe maps one row in place of one for every value. */
export const wholeEventInput: PlainInputField = {
  key: 'callEvent',
  label: 'Call Event',
  type: 'text',
  required: false,
  helpText:
    'Map Event JSON of the trigger: every value comes with it. Fields below take the place of its values.',
};

/** The call event, and a field for each value of Convoso's, which takes the place of the one in the event. */
export const CALL_EVENT_INPUTS: PlainInputField[] = [
  wholeEventInput,
  kindsInput,
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

/**
 * Reads the call event that was mapped: the whole of it, with the values of single fields in their places. A single
 * field that was mapped and is empty is delivered, and empty; beside a whole event it leaves that one's value.
 *
 * @throws {ConnectError} CALL_EVENT_UNREADABLE, CHOICE_UNKNOWN for a kind, INPUT_NOT_TEXT
 */
export function readCallEventInputs(inputs: Inputs): CallEventReading {
  const whole = wholeEvent(inputs);
  const kinds = listInput(inputs, 'kinds').map((kind) => chosenValue(kindsInput, kind));
  const event: Record<string, unknown> = {
    ...whole,
    kinds: kinds.length > 0 || whole === null ? kinds : whole['kinds'],
    custom: { ...partOf(whole, 'custom'), ...pairsInput(inputs, 'custom') },
  };
  for (const { part } of Object.values(PARTS)) event[part] = { ...partOf(whole, part) };
  for (const field of FIELDS) {
    const value = inputs[inputKey(field)];
    if (value === undefined || (whole !== null && (value === null || value === ''))) continue;
    const part = event[PARTS[field.section].part] as Record<string, unknown>;
    part[eventName(field)] = value ?? '';
  }
  const reading = readCallEvent(event);
  if (reading === null) throw new Error('the fields of a call event make no call event');
  return reading;
}

/** The event that was mapped whole; null where none was. Throws {@link ConnectError} CALL_EVENT_UNREADABLE. */
export function wholeEvent(inputs: Inputs): Readonly<Record<string, unknown>> | null {
  const given = inputs[wholeEventInput.key];
  const event = isObject(given) ? given : parsed(textInput(inputs, wholeEventInput.key));
  if (event === null || (isObject(event) && readCallEvent(event) !== null)) return event;
  throw new ConnectError(
    'CALL_EVENT_UNREADABLE',
    'The field Call Event holds something that is no call event.',
    'Map the value Event JSON of the trigger into it, as it is, and nothing beside it.',
  );
}

/** Null for nothing; what is no JSON stays the text that it is. */
function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function partOf(event: Readonly<Record<string, unknown>> | null, part: string): Inputs {
  const value = event?.[part];
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Inputs {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
