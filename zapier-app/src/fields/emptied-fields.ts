import type { PlainInputField } from 'zapier-platform-core';
import { listInput, type Inputs } from '../inputs.js';
import { endpointOf } from './api-inputs.js';

const { parameters } = endpointOf('leads', 'update');

/** A lead without its number is none that can be called. */
const KEPT = new Set(['phone_number', 'phone_code']);

const CHOICES = parameters
  .filter(({ name, type }) => ['text', 'email', 'phone'].includes(type) && !KEPT.has(name))
  .map(({ name, label }) => ({ value: name, label, sample: name }));

/** What is mapped and empty leaves a field as it is, so that emptying one has to be said. */
export const emptiedInput: PlainInputField = {
  key: 'fields_to_empty',
  label: 'Fields to Empty',
  type: 'string',
  list: true,
  required: false,
  choices: CHOICES,
  helpText: 'Emptied in Convoso in runs that have no value for them; your own by Field Name.',
};

/** The arguments of an update with an empty text for each field that was chosen and has no value in this run. */
export function withEmptied<A extends object>(args: A & { readonly custom?: unknown }, inputs: Inputs): A {
  const chosen = listInput(inputs, emptiedInput.key).map(nameOf);
  const known = chosen.filter((name) => CHOICES.some(({ value }) => value === name));
  const own = chosen.filter((name) => !known.includes(name));
  const empty = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '']));
  return {
    ...empty(known),
    ...args,
    ...(own.length === 0 ? {} : { custom: { ...empty(own), ...(args.custom as object | undefined) } }),
  };
}

function nameOf(text: string): string {
  const wanted = text.toLowerCase();
  return CHOICES.find(({ value, label }) => [value, label.toLowerCase()].includes(wanted))?.value ?? text;
}
