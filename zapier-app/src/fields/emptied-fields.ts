import { ConnectError } from '@convoso-connect/core';
import type { Bundle, PlainInputField } from 'zapier-platform-core';
import { listInput, type Inputs } from '../inputs.js';
import { ownFields } from '../own-fields.js';
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
  helpText:
    'Emptied in Convoso in runs that have no value for them; also the Field Name of one that the connection names.',
};

/**
 * The arguments of an update with an empty text for each field that was chosen and has no value in this run.
 *
 * @throws {ConnectError} FIELD_NOT_WRITABLE
 */
export function withEmptied<A extends object>(
  args: A & { readonly custom?: unknown },
  bundle: Pick<Bundle<Inputs>, 'authData' | 'inputData'>,
): A {
  const chosen = listInput(bundle.inputData, emptiedInput.key);
  const known = chosen.flatMap((text) => knownName(text) ?? []);
  const own = chosen.filter((text) => knownName(text) === undefined);
  refuseStrange(own, bundle);
  const empty = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '']));
  return {
    ...empty(known),
    ...args,
    ...(own.length === 0 ? {} : { custom: { ...empty(own), ...(args.custom as object | undefined) } }),
  };
}

function knownName(text: string): string | undefined {
  const wanted = text.toLowerCase();
  return CHOICES.find(({ value, label }) => [value, label.toLowerCase()].includes(wanted))?.value;
}

function refuseStrange(names: readonly string[], bundle: Pick<Bundle, 'authData'>): void {
  const own = ownFields(bundle);
  const strange = names.find((text) => !own.some(({ name }) => name === text));
  if (strange === undefined) return;
  throw new ConnectError(
    'FIELD_NOT_WRITABLE',
    `Fields to Empty holds ${JSON.stringify(strange)}, which is no field that can be emptied.`,
    'Choose one of the list, or name a field of your own in Custom Fields of the connection.',
  );
}
