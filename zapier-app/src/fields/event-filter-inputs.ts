import { EVENT_FILTER_FIELDS, type EventFilterName, type OccurrenceKind } from '@convoso-connect/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { DISPOSITIONS, FILTER_INPUTS, KINDS_INPUT, refuseUnknownCampaigns } from '../call-event/filter.js';
import { listInput, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';
import { codesInput, refuseUnknownNames, statusesForNames } from './dispositions.js';

const LABELS: Readonly<Record<Exclude<EventFilterName, 'dispositions' | 'campaigns'>, string>> = {
  callTypes: 'Call Types',
  lists: 'Lists',
  queues: 'Queues',
};

const hooksInput: PlainInputField = {
  key: 'hooks',
  label: 'Catch Hooks',
  type: 'string',
  list: true,
  required: false,
  helpText: 'IDs of hooks of the relay: only what came by one of these.',
};

/** Which call events of the relay a Zap is for: the fields of Call Event, and those that the relay filters by besides. */
export const EVENT_FILTER_INPUTS: PlainInputField[] = [
  ...FILTER_INPUTS.map((field) => {
    if (field.key === KINDS_INPUT.key) return { ...field, helpText: 'One of these has to have happened.' };
    return field.key === 'campaigns' ? { ...field, helpText: 'Only calls of these.' } : field;
  }),
  ...Object.entries(LABELS).map(([key, label]): PlainInputField => ({
    key,
    label,
    type: 'string',
    list: true,
    required: false,
    helpText: `By ${(EVENT_FILTER_FIELDS[key as EventFilterName] as readonly string[]).join(' or ')}: one of these is enough.`,
  })),
  hooksInput,
];

/** A filter as the relay takes it. */
type Filter = Partial<Record<EventFilterName | 'hooks', string[]>> & { kinds?: OccurrenceKind[] };

/**
 * The filter that the fields describe. The relay compares codes, so that a disposition given by its name is looked up.
 *
 * @throws {ConnectError} CHOICE_UNKNOWN, UNKNOWN_DISPOSITION, UNKNOWN_CAMPAIGN
 */
export async function readEventFilter(z: ZObject, bundle: Bundle<Inputs>): Promise<Filter> {
  const { inputData } = bundle;
  const statuses = await statusesForNames(z, bundle, [DISPOSITIONS]);
  refuseUnknownNames(inputData, DISPOSITIONS, statuses);
  await refuseUnknownCampaigns(z, bundle);
  const others = [...Object.keys(LABELS), 'campaigns', hooksInput.key];
  const filter = {
    kinds: listInput(inputData, KINDS_INPUT.key).map((kind) => chosenValue(KINDS_INPUT, kind)),
    [DISPOSITIONS]: codesInput(inputData, DISPOSITIONS, statuses),
    ...Object.fromEntries(others.map((key) => [key, listInput(inputData, key)])),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, values]) => values.length > 0));
}
