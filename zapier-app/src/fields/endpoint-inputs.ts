import {
  API_INTEGRATORS,
  POST_DATA_TYPES,
  REQUEST_METHODS,
  RESPONSE_DATA_TYPES,
} from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';
import { flagInput, textInput, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';
import { EXPECTATION_INPUTS, readExpectation } from './expectation-inputs.js';

/** What people read where the configuration's own word is none. */
const INTEGRATOR_LABELS: Record<string, string> = {
  none: 'None',
  'hubspot-v1': 'HubSpot (v1)',
  'hubspot-v3': 'HubSpot (v3)',
  'blue-ink-digital': 'Blue Ink Digital',
};

const choices = (values: readonly string[], labels: Record<string, string> = {}) =>
  values.map((value) => ({ value, label: labels[value] ?? value, sample: value }));

export const delimiterInput: PlainInputField = {
  key: 'delimiter',
  label: 'Delimiter',
  type: 'string',
  required: false,
  helpText: 'Joins the values of a list; a comma where it is empty. Where it is set, it also splits answers.',
};

/** Convoso's endpoint screen (seed 004, "Configuration Fields"); its credentials stand in the connection. */
export const ENDPOINT_INPUTS: PlainInputField[] = [
  {
    key: 'apiUrl',
    label: 'API URL',
    type: 'string',
    required: true,
    placeholder: 'https://crm.example.test/calls',
    helpText:
      'With its protocol. Keys and tokens belong into the connection, where Zapier keeps them secret.',
  },
  {
    key: 'requestMethod',
    label: 'Request Method',
    type: 'string',
    required: true,
    default: 'POST',
    choices: choices(REQUEST_METHODS),
    helpText: 'POST sends the mapped fields in the body and needs an adaptor; GET puts them into the URL.',
  },
  {
    key: 'allowHttp',
    label: 'Allow Unencrypted HTTP',
    type: 'boolean',
    required: false,
    helpText: 'Over http, everyone on the way can read the lead and the credentials: only for tests.',
  },
  {
    key: 'postDataType',
    label: 'Post Data Type',
    type: 'string',
    required: false,
    default: 'JSON',
    choices: choices(POST_DATA_TYPES, { RAW: 'RAW (Form)' }),
  },
  {
    key: 'responseDataType',
    label: 'Response Data Type',
    type: 'string',
    required: false,
    default: 'JSON',
    choices: choices(RESPONSE_DATA_TYPES),
    helpText:
      'What the other system answers with. An answer of another type counts as null, which fails the step.',
  },
  {
    key: 'responseKey',
    label: 'Response Key',
    type: 'string',
    required: false,
    placeholder: 'data.id',
    helpText: 'What to read from the answer; empty for all of it.',
  },
  {
    key: 'apiIntegrator',
    label: 'API Integrator',
    type: 'string',
    required: false,
    default: 'none',
    choices: choices(API_INTEGRATORS, INTEGRATOR_LABELS),
  },
  delimiterInput,
  ...EXPECTATION_INPUTS,
];

const OPTIONAL = ['postDataType', 'responseDataType', 'responseKey', 'apiIntegrator', 'delimiter'] as const;

/** The endpoint of the configuration document that the fields describe. */
export function readEndpointInputs(inputs: Inputs): Readonly<Record<string, unknown>> {
  const optional = OPTIONAL.map((key) => [key, written(inputs, key)] as const);
  return {
    id: 'endpoint',
    apiUrl: textInput(inputs, 'apiUrl'),
    requestMethod: written(inputs, 'requestMethod'),
    ...Object.fromEntries(optional.filter(([, value]) => value !== '')),
    retry: 'safe',
    ...readExpectation(inputs),
    numbersAsNumbers: flagInput(inputs, 'numbersAsNumbers'),
  };
}

/** What was filled in; a choice by its value, whether that or its label was given. */
function written(inputs: Inputs, key: string): string {
  const text = textInput(inputs, key);
  const field = ENDPOINT_INPUTS.find((input) => input.key === key);
  return text === '' || field?.choices === undefined ? text : chosenValue(field, text);
}

export function allowsHttp(inputs: Inputs): boolean {
  return flagInput(inputs, 'allowHttp');
}
