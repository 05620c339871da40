import { ConnectError } from '@convoso-connect/core';
import { isWritableField, type Errand } from '@convoso-connect/core/actions';
import type { PlainInputField } from 'zapier-platform-core';
import { textInput, withoutNull, type Inputs } from '../inputs.js';
import { apiInputs, endpointOf } from './api-inputs.js';
import type { OwnField } from '../own-fields.js';
import { chosenValue } from './choice.js';

export type FieldChange = Errand<'FIELD'>['action'];

const OPERATIONS = {
  copy: 'Copy Another Field',
  add: 'Add',
  subtract: 'Subtract',
  multiply: 'Multiply By',
  divide: 'Divide By',
  timestamp: 'Write the Time',
} as const;

const update = endpointOf('leads', 'update');

/** Fields of Convoso's own; the account's are written by their Field Name. */
const FIELD_CHOICES = update.parameters
  .filter(({ name, type }) => type !== 'fields' && isWritableField(name) && name !== 'adaptor_id')
  .map(({ name, label }) => ({ value: name, label, sample: name }));

/** What the form calls a field that core names: a value of its own is the Amount. */
export function labelOfField(name: string): string | undefined {
  return name === 'value' ? 'Amount' : FIELD_CHOICES.find(({ value }) => value === name)?.label;
}

const fieldInput: PlainInputField = {
  key: 'field',
  label: 'Field',
  type: 'string',
  required: true,
  choices: FIELD_CHOICES,
  helpText: 'What is written; also the Field Name of one that the connection names.',
};

const operationInput: PlainInputField = {
  key: 'operation',
  label: 'Operation',
  type: 'string',
  required: true,
  choices: Object.entries(OPERATIONS).map(([value, label]) => ({ value, label, sample: value })),
  helpText: "Time is the present time on the account's clock.",
};

const otherFieldInput: PlainInputField = {
  key: 'from_field',
  label: 'Other Field',
  type: 'string',
  required: false,
  choices: FIELD_CHOICES,
  helpText: 'What is copied, or by which is calculated.',
};

const amountInput: PlainInputField = {
  key: 'value',
  label: 'Amount',
  type: 'string',
  required: false,
  placeholder: '1',
  helpText: 'By which is calculated, in place of another field; $1,250.00 is understood.',
};

export const FIELD_CHANGE_INPUTS: PlainInputField[] = [
  ...apiInputs(update, { only: ['lead_id'] }),
  fieldInput,
  operationInput,
  otherFieldInput,
  amountInput,
];

/**
 * The action Field that the form describes.
 *
 * @throws {ConnectError} CHOICE_UNKNOWN, FIELD_NOT_WRITABLE, UNCLEAR_OPERAND
 */
export function readFieldChange(inputs: Inputs, own: readonly OwnField[]): FieldChange {
  const operation = chosenValue(operationInput, textInput(inputs, 'operation')) as keyof typeof OPERATIONS;
  const common = { id: 'field', type: 'FIELD', active: true, skipIfLiveCall: false } as const;
  const field = fieldName(inputs, fieldInput, own);
  if (operation === 'timestamp') return { ...common, field, operation };
  const fromField = textInput(inputs, 'from_field') === '' ? '' : fieldName(inputs, otherFieldInput, own);
  const value = operation === 'copy' ? '' : withoutNull(textInput(inputs, 'value'));
  if ((fromField === '') === (value === '')) throw unclearOperand(OPERATIONS[operation], fromField);
  if (operation === 'copy') return { ...common, field, operation, fromField };
  return { ...common, field, operation, ...(value === '' ? { fromField } : { value }) };
}

/** A field by its name or its label, or one of the account's own by its Field Name: a mistyped one would be written nowhere. */
function fieldName(inputs: Inputs, input: PlainInputField, own: readonly OwnField[]): string {
  const text = textInput(inputs, input.key);
  const wanted = text.toLowerCase();
  const known = FIELD_CHOICES.find(({ value, label }) => [value, label.toLowerCase()].includes(wanted));
  if (known !== undefined) return known.value;
  if (isWritableField(text) && own.some(({ name }) => name === text)) return text;
  throw new ConnectError(
    'FIELD_NOT_WRITABLE',
    `${input.label ?? ''} is ${JSON.stringify(text)}, which is no lead field that can be written.`,
    'Choose one of the list, or name a field of your own in Custom Fields of the connection; Move Lead and Change Status do the rest.',
  );
}

function unclearOperand(operation: string, fromField: string): ConnectError {
  return new ConnectError(
    'UNCLEAR_OPERAND',
    fromField === ''
      ? `${operation} has nothing to work with in this run.`
      : `${operation} has both an Other Field and an Amount.`,
    'Fill in one of the two.',
  );
}
