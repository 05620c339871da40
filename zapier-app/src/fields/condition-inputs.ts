import { OPERANDS, OPERATORS, TIME_UNITS, type Operator } from '@convoso-connect/core';
import type { PlainInputField } from 'zapier-platform-core';
import { itemsInput, listInput, numberOrText, textInput, type Inputs } from '../inputs.js';
import { FIELD_CHOICES, placeOf } from './adaptor-inputs.js';
import { chosenValue } from './choice.js';

const unitInput: PlainInputField = {
  key: 'unit',
  label: 'Of the Last',
  type: 'string',
  choices: TIME_UNITS.map((unit) => ({ value: unit, label: titled(unit), sample: unit })),
  helpText: 'For Within: the value is a number of these, up to now.',
};

const operatorInput: PlainInputField = {
  key: 'operator',
  label: 'Operator',
  type: 'string',
  choices: Object.entries(OPERATORS).map(([value, label]) => ({ value, label, sample: value })),
};

/** The conditions of "Lead Fields & Call Data"; all of them have to hold. */
export const CONDITION_INPUT: PlainInputField = {
  key: 'conditions',
  label: 'Conditions',
  children: [
    {
      key: 'field',
      label: 'Field',
      type: 'string',
      choices: FIELD_CHOICES.filter(({ value }) => !value.startsWith('extra.disposition_')),
      helpText: 'What it is to be tested on; write `custom.name` for a field of your own.',
    },
    operatorInput,
    {
      key: 'value',
      label: 'Value',
      type: 'string',
      helpText:
        'The lower bound of a range; values with commas for Within; a number of units for the last of time.',
    },
    { key: 'to', label: 'To', type: 'string', helpText: 'The upper bound of a range.' },
    unitInput,
  ],
};

/** The conditions of the configuration document that the line items describe. */
export function readConditions(inputs: Inputs): readonly Readonly<Record<string, unknown>>[] {
  return itemsInput(inputs, 'conditions').map((item) => {
    const place = placeOf(textInput(item, 'field'));
    const dot = place.indexOf('.');
    const operator = chosenValue(operatorInput, textInput(item, 'operator')) as Operator;
    return {
      ...(dot === -1 ? {} : { section: place.slice(0, dot) }),
      field: place.slice(dot + 1),
      operator,
      ...operandsOf(operator, item),
    };
  });
}

/** Each operator takes operands of its own (config-format, "Condition"). */
function operandsOf(operator: Operator, item: Inputs): Readonly<Record<string, unknown>> {
  const [value = '', to = '', unit = ''] = ['value', 'to', 'unit'].map((key) => textInput(item, key));
  switch (OPERANDS[operator]) {
    case 'none':
      return {};
    case 'value':
      return { value };
    case 'range':
      return { from: value, to };
    case 'within':
      if (unit !== '') return { last: { n: numberOrText(value), unit: chosenValue(unitInput, unit) } };
      return to === '' ? { list: listInput(item, 'value') } : { from: value, to };
  }
}

function titled(unit: string): string {
  return unit.charAt(0).toUpperCase() + unit.slice(1);
}
