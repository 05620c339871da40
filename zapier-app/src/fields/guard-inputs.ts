import { BOUNDS } from '@convoso-connect/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { inWords } from '../errors.js';
import { flagInput, numberOrText, textInput, type Inputs } from '../inputs.js';
import { hasRelay } from '../relay/connection.js';
import { chosenValue } from './choice.js';
import { STOP_IF_INPUT } from './stop-if-input.js';

const WITHOUT_RELAY: PlainInputField = {
  key: 'needsRelay',
  label: 'Guards That Need a Relay',
  type: 'copy',
  helpText:
    'Rate Limit, Loop Protection and Stop Workflow If count or remember across runs, and several runs of a Zap share nothing ' +
    'they could count in. They need a relay: with its address and a key in the connection, they stand here. Until then each ' +
    'of them says in the decision that it was not looked at.',
};

const ruleName: PlainInputField = {
  key: 'ruleName',
  label: 'Rule Name',
  type: 'string',
  required: false,
  helpText: 'Rules of different names draw their percentage of leads each for itself.',
};

const limitsFrom: PlainInputField = {
  key: 'limitsFrom',
  label: 'Limits From',
  type: 'string',
  required: false,
  default: 'form',
  choices: [
    { value: 'form', label: 'This Form', sample: 'form' },
    { value: 'workflow', label: "The Relay's Workflow", sample: 'workflow' },
  ],
  helpText:
    'The relay counts for all who name the same rule. Where Rule Name is the ID of a workflow of the relay, that workflow ' +
    'says the limits, beside the events above; the fields below are left empty then.',
};

const rateLimitScope: PlainInputField = {
  key: 'rateLimitScope',
  label: 'Rate Limit Scope',
  type: 'string',
  required: false,
  choices: [
    { value: 'workflow', label: 'This Rule', sample: 'workflow' },
    { value: 'lead', label: 'All Rules of the Lead', sample: 'lead' },
  ],
  helpText: 'Left empty, this rule.',
};

const whenAway: PlainInputField = {
  key: 'whenAway',
  label: 'When the Relay Is Away',
  type: 'string',
  required: false,
  default: 'stop',
  choices: [
    { value: 'stop', label: 'Try Again Later', sample: 'stop' },
    { value: 'go-on', label: 'Go On Uncounted', sample: 'go-on' },
  ],
  helpText:
    'Trying again holds this run until the relay answers. Going on decides by the event alone, and says so in Decided By.',
};

/** What a relay guards by, as the fields of the form. */
export const GUARD_INPUTS: PlainInputField[] = [
  {
    ...ruleName,
    required: true,
    helpText:
      'The relay counts by it: rules of one name share their limit, in Zapier, n8n and at the relay itself.',
  },
  limitsFrom,
  {
    key: 'rateLimit',
    label: 'Rate Limit',
    type: 'integer',
    required: false,
    helpText: `How often at most for one lead within three minutes, ${BOUNDS.rateLimit.min} to ${BOUNDS.rateLimit.max}; left empty, ${BOUNDS.rateLimit.max}.`,
  },
  rateLimitScope,
  STOP_IF_INPUT,
  {
    key: 'skipIfLiveCall',
    label: 'Skip If Live Call',
    type: 'boolean',
    required: false,
    helpText: 'Stops the run while the lead is on a call.',
  },
  whenAway,
];

/** The guards where the connection has a relay to keep them; else what is missing for them, in words. */
export const guardInputs = inWords((_z: ZObject, bundle: Bundle<Inputs>) =>
  Promise.resolve(hasRelay(bundle) ? GUARD_INPUTS : [ruleName, WITHOUT_RELAY]),
);

/** What becomes of a run while the relay cannot be asked. */
export function readWhenAway(inputs: Inputs): 'stop' | 'go-on' {
  return chosen(inputs, whenAway) === 'go-on' ? 'go-on' : 'stop';
}

/** Whether a workflow of the relay says the limits, and not this form. */
export function isLimitedByWorkflow(inputs: Inputs): boolean {
  return chosen(inputs, limitsFrom) === 'workflow';
}

/** The guards of the workflow of the configuration document that the fields describe; what is left empty is left out. */
export function readGuardInputs(inputs: Inputs): Readonly<Record<string, unknown>> {
  const limit = textInput(inputs, 'rateLimit');
  const scope = chosen(inputs, rateLimitScope);
  const stop = chosen(inputs, STOP_IF_INPUT);
  return {
    ...(limit === '' ? {} : { rateLimit: numberOrText(limit) }),
    ...(scope === '' ? {} : { rateLimitScope: scope }),
    ...(stop === '' ? {} : { stopIf: { type: stop } }),
  };
}

export function skipsLiveCalls(inputs: Inputs): boolean {
  return flagInput(inputs, 'skipIfLiveCall');
}

function chosen(inputs: Inputs, field: PlainInputField): string {
  const text = textInput(inputs, field.key);
  return text === '' ? '' : chosenValue(field, text);
}
