import {
  CONNECT_WORKFLOW_EVENTS,
  EVENT_VALUES,
  type AccountStatus,
  type EventValue,
  type WorkflowEventType,
} from '@convoso-connect/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { codesInput, refuseUnknownNames } from './dispositions.js';
import { inWords } from '../errors.js';
import { listInput, numberOrText, textInput, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';
import { CONDITION_INPUT, readConditions } from './condition-inputs.js';

const TYPES = Object.keys(CONNECT_WORKFLOW_EVENTS) as readonly WorkflowEventType[];

/** `LEAD_FIELDS_AND_CALL_DATA` as people read it. */
function labelOf(type: string): string {
  return type
    .toLowerCase()
    .split('_')
    .map((word) => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

/** Events of Convoso's Workflow Automation screen; those that are chosen bring the fields of their own. */
export const EVENTS_INPUT: PlainInputField = {
  key: 'events',
  label: 'Events',
  type: 'string',
  list: true,
  required: true,
  altersDynamicFields: true,
  choices: TYPES.map((type) => ({
    value: type,
    label: `${labelOf(type)}: ${CONNECT_WORKFLOW_EVENTS[type]}`,
    sample: type,
  })),
  helpText: 'All of them have to match on the same call event.',
};

/** By the short name, too: the label goes on to say what the event is. */
const typedEvents: PlainInputField = {
  ...EVENTS_INPUT,
  choices: TYPES.map((type) => ({ value: type, label: labelOf(type), sample: type })),
};

/** Events whose values are status codes. */
const OF_STATUSES: ReadonlySet<string> = new Set<WorkflowEventType>([
  'DISPOSITION',
  'REDISPOSITION',
  'LEAD_STATUS',
]);

/** The fields that the chosen events have. */
export const chosenEventInputs = inWords((_z: ZObject, { inputData }: Bundle<Inputs>) =>
  Promise.resolve(chosenTypes(inputData).flatMap(inputsOfEvent)),
);

export function inputsOfEvent(type: WorkflowEventType): PlainInputField[] {
  return EVENT_VALUES[type].map((value) =>
    value.name === 'conditions' ? CONDITION_INPUT : inputOf(type, value),
  );
}

/** The fields that hold dispositions. */
export const STATUS_KEYS: readonly string[] = TYPES.filter((type) => OF_STATUSES.has(type)).flatMap((type) =>
  EVENT_VALUES[type].filter(({ kind }) => kind === 'list').map((value) => keyOf(type, value)),
);

/**
 * The events of the configuration document that the fields describe.
 *
 * @param statuses by which names of dispositions are put into codes
 * @throws {ConnectError} CHOICE_UNKNOWN, UNKNOWN_DISPOSITION
 */
export function readEventInputs(
  inputs: Inputs,
  statuses: readonly AccountStatus[],
): readonly Readonly<Record<string, unknown>>[] {
  return chosenTypes(inputs).map((type) => ({
    type,
    ...Object.fromEntries(
      EVENT_VALUES[type].flatMap((value) => readValue(type, value, { inputs, statuses })),
    ),
  }));
}

function chosenTypes(inputs: Inputs): readonly WorkflowEventType[] {
  const chosen = new Set(listInput(inputs, 'events').map((text) => chosenValue(typedEvents, text)));
  return TYPES.filter((type) => chosen.has(type));
}

function keyOf(type: WorkflowEventType, { name }: EventValue): string {
  return `${type.toLowerCase()}_${name}`;
}

function inputOf(type: WorkflowEventType, value: EventValue): PlainInputField {
  const { name, kind, options = [], required = false } = value;
  const common: PlainInputField = {
    key: keyOf(type, value),
    label: `${labelOf(type)}: ${labelOf(name)}`,
    type: kind === 'number' ? 'integer' : 'string',
    required,
  };
  if (kind === 'choice') {
    return {
      ...common,
      choices: options.map((option) => ({ value: option, label: labelOf(option), sample: option })),
    };
  }
  if (kind !== 'list') return common;
  const any = required ? {} : { helpText: 'Leave empty for any.' };
  return { ...common, list: true, ...any, ...(OF_STATUSES.has(type) ? { dynamic: 'status.id.name' } : {}) };
}

function readValue(
  type: WorkflowEventType,
  value: EventValue,
  { inputs, statuses }: { readonly inputs: Inputs; readonly statuses: readonly AccountStatus[] },
): [string, unknown][] {
  if (value.name === 'conditions') return [['conditions', readConditions(inputs)]];
  const key = keyOf(type, value);
  if (value.kind === 'list') {
    const values = STATUS_KEYS.includes(key) ? dispositions(inputs, key, statuses) : listInput(inputs, key);
    return values.length === 0 && value.required !== true ? [] : [[value.name, values]];
  }
  const text = textInput(inputs, key);
  if (text === '') return [];
  return [[value.name, value.kind === 'number' ? numberOrText(text) : text]];
}

function dispositions(inputs: Inputs, key: string, statuses: readonly AccountStatus[]): readonly string[] {
  refuseUnknownNames(inputs, key, statuses);
  return codesInput(inputs, key, statuses);
}
