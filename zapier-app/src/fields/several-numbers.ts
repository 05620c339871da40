import { ConnectError, fieldsOf, normalisePhone, numbersIn } from '@convoso-connect/core';
import { textInput, type Inputs } from '../inputs.js';

const PHONES = fieldsOf('lead').filter(({ type }) => type === 'phone');

/**
 * The first number alone would be on the list, and the others called on.
 *
 * @throws {ConnectError} SEVERAL_NUMBERS
 */
export function refuseSeveralNumbers(inputs: Inputs): void {
  if (telephones(inputs, 'phone_number') < 2) return;
  throw new ConnectError(
    'SEVERAL_NUMBERS',
    `Phone Number is ${JSON.stringify(textInput(inputs, 'phone_number'))}, which is several numbers, and none was added.`,
    'Map one number, or repeat the step for each with Looping by Zapier.',
  );
}

/** A lead has one number in each field, the first of what is mapped; the others are not passed over in silence. */
export function severalNumbersWarnings(inputs: Inputs): string[] {
  return PHONES.filter(({ name }) => telephones(inputs, name) > 1).map(({ name, label }) => {
    const given = JSON.stringify(textInput(inputs, name));
    return `${label} is ${given}, which is several numbers: the first was taken.`;
  });
}

function telephones(inputs: Inputs, key: string): number {
  return new Set(numbersIn(textInput(inputs, key)).flatMap((part) => normalisePhone(part) ?? [])).size;
}
