import { ConnectError, RELATION_TYPES, SCHEDULE_WINDOWS, type AccountStatus } from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';
import { listInput, numberOrText, textInput, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';
import { readEventInputs } from './event-inputs.js';
import { readGuardInputs } from './guard-inputs.js';

const RELATION_LABELS: Readonly<Record<string, string>> = { inboundNumber: 'Inbound Number' };

/** No delivery of Convoso's says by which e-mail template a lead came, so that a rule for one would never match. */
const OFFERED = RELATION_TYPES.filter((type) => type !== 'emailTemplate');

/** Scope and guards of a workflow, as far as they need to know nothing but the event itself. */
export const RULE_INPUTS: PlainInputField[] = [
  {
    key: 'relationType',
    label: 'Relation',
    type: 'string',
    required: false,
    choices: OFFERED.map((type) => ({
      value: type,
      label: RELATION_LABELS[type] ?? type.charAt(0).toUpperCase() + type.slice(1),
      sample: type,
    })),
    helpText: 'What the rule is for; left empty, all campaigns.',
  },
  {
    key: 'relationIds',
    label: 'Relation IDs',
    type: 'string',
    list: true,
    required: false,
    helpText: 'Which of them, by their IDs; left empty, all.',
  },
  {
    key: 'performActionOn',
    label: 'Perform Action On (Percent)',
    type: 'number',
    required: false,
    helpText: 'Of the leads; the same lead is always in or always out. Default: 100.',
  },
  {
    key: 'window',
    label: 'Ignore Events Outside Hours',
    type: 'string',
    required: false,
    choices: Object.keys(SCHEDULE_WINDOWS).map((window) => ({
      value: window,
      label: window,
      sample: window,
    })),
    helpText: 'Events outside of them are dropped for good.',
  },
  {
    key: 'windowZone',
    label: 'Clock of These Hours',
    type: 'string',
    required: false,
    default: 'account',
    choices: [
      { value: 'account', label: "The Account's", sample: 'account' },
      { value: 'lead', label: "The Lead's", sample: 'lead' },
    ],
  },
  {
    key: 'onNoMatch',
    label: 'When Nothing Matches',
    type: 'string',
    required: false,
    default: 'halt',
    choices: [
      { value: 'halt', label: 'Stop the Zap Quietly', sample: 'halt' },
      { value: 'continue', label: 'Go On With Matched: False', sample: 'continue' },
    ],
    helpText: 'A stop is no error: the run shows the reason.',
  },
];

/** What was chosen in one of the fields above; empty where nothing was. */
export function choiceInput(inputs: Inputs, key: string): string {
  const text = textInput(inputs, key);
  const field = RULE_INPUTS.find((input) => input.key === key);
  return text === '' || field === undefined ? text : chosenValue(field, text);
}

/**
 * Deliveries name campaigns, lists and queues by their ids, and inbound numbers by their digits: a name would match none of
 * them for ever, without a word.
 *
 * @throws {ConnectError} RELATION_NOT_ID
 */
function relationIds(inputs: Inputs): readonly string[] {
  const ids = listInput(inputs, 'relationIds');
  const name = ids.find((id) => !/\d/.test(id) || /[^-+().\d\s]/.test(id));
  if (name === undefined) return ids;
  throw new ConnectError(
    'RELATION_NOT_ID',
    `Relation IDs holds ${JSON.stringify(name)}, which is no ID, so that no call would ever match.`,
    'Write the ID, such as 111: Campaign ID of a call event shows it.',
  );
}

/** The workflow of the configuration document that the fields describe; without actions, which are the Zap's steps. */
export function readRuleInputs(
  inputs: Inputs,
  statuses: readonly AccountStatus[] = [],
): Readonly<Record<string, unknown>> {
  const type = choiceInput(inputs, 'relationType');
  const percent = textInput(inputs, 'performActionOn');
  const window = choiceInput(inputs, 'window');
  return {
    id: textInput(inputs, 'ruleName') || 'rule',
    relation: { ...(type === '' ? {} : { type }), ids: relationIds(inputs) },
    events: readEventInputs(inputs, statuses),
    ...(percent === '' ? {} : { performActionOn: numberOrText(percent) }),
    ...(window === ''
      ? {}
      : { ignoreOutsideHours: { window, timeZone: choiceInput(inputs, 'windowZone') || 'account' } }),
    ...readGuardInputs(inputs),
  };
}
