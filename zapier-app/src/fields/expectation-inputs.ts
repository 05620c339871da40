import type { PlainInputField } from 'zapier-platform-core';
import { givenFlag, listInput, textInput, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';

const resultInput: PlainInputField = {
  key: 'expectedResult',
  label: 'Expected Result',
  type: 'string',
  required: false,
  // Filled in for new steps; those that there are go on without it.
  default: 'truthy',
  choices: [
    { value: 'any', label: 'Any Answer, Also an Empty One', sample: 'any' },
    { value: 'present', label: 'A Value', sample: 'present' },
    { value: 'truthy', label: 'A Value That Says Yes', sample: 'truthy' },
  ],
  helpText:
    'What the system answers when all is well; anything else fails the step. An answer that is empty or no value fails ' +
    'it where this is left empty.',
};

/** What the system answers when all is well, as the endpoint of the configuration document says it (`expect`). */
export const EXPECTATION_INPUTS: PlainInputField[] = [
  resultInput,
  {
    key: 'expectedValues',
    label: 'Expected Values',
    type: 'string',
    list: true,
    required: false,
    placeholder: 'accepted',
    helpText: 'In place of Expected Result: the result has to be one of these.',
  },
  {
    key: 'expectedStatus',
    label: 'Expected Statuses',
    type: 'string',
    required: false,
    placeholder: '2xx',
    helpText: 'Such as `200, 202, 409`; left empty, 2xx. The answer has to be as expected with each of them.',
  },
  {
    key: 'redirectIsSuccess',
    label: 'Redirect Is Success',
    type: 'boolean',
    required: false,
    helpText: 'For systems that answer 302 or 303 after they have done their work.',
  },
];

/** The document's `expect` that the fields describe; none where nothing was filled in. */
export function readExpectation(inputs: Inputs): Readonly<Record<string, unknown>> {
  const chosen = textInput(inputs, resultInput.key);
  const values = listInput(inputs, 'expectedValues');
  const status = textInput(inputs, 'expectedStatus');
  const redirect = givenFlag(inputs, 'redirectIsSuccess');
  if (chosen === '' && values.length === 0 && status === '' && redirect === undefined) return {};
  const result = chosen === '' ? 'any' : chosenValue(resultInput, chosen);
  return {
    expect: {
      ...(status === '' ? {} : { status }),
      result: values.length === 0 ? result : { equals: values },
      empty: result === 'any' && values.length === 0 && chosen !== '' ? 'ok' : 'failure',
      redirect: redirect === true ? 'delivered' : 'failure',
    },
  };
}
