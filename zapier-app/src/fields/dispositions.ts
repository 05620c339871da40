import { encodeDisposition, type AccountStatus } from '@convoso-connect/core';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { ownStatuses } from '../account.js';
import { listInput, partsOf, textInput, valuesInput, type Inputs } from '../inputs.js';
import { chosenValue } from './choice.js';

/** By which table codes are put into words. The built-in flags are guesses (domain-facts C.4, J.15). */
export const dispositionTableInput: PlainInputField = {
  key: 'dispositionTable',
  label: 'Disposition Table',
  type: 'string',
  required: false,
  default: 'account',
  choices: [
    { value: 'account', label: "The Account's Own", sample: 'account' },
    { value: 'built-in', label: 'Built In', sample: 'built-in' },
  ],
  helpText:
    'Every account edits its dispositions, so its own table is the right one; it needs the token to have Status: Search. ' +
    'The built-in names are documented, its flags are guesses.',
};

/** The table that was chosen; the built-in one is none of the account's. */
export async function chosenStatuses(z: ZObject, bundle: Bundle<Inputs>): Promise<readonly AccountStatus[]> {
  return isBuiltIn(bundle.inputData) ? [] : ownStatuses(z, bundle);
}

export function isBuiltIn(inputs: Inputs): boolean {
  const chosen = textInput(inputs, 'dispositionTable');
  return chosen !== '' && chosenValue(dispositionTableInput, chosen) === 'built-in';
}

/** What is surely a code: whether the account has it, Convoso knows. In small letters it may be a name, such as Sale. */
const CODE = /^[A-Z0-9]{1,6}$/;

/** The arguments of a call with their status by its code, where it was given by its name. */
export async function withStatusCode<A extends object>(
  z: ZObject,
  bundle: Bundle<Inputs>,
  args: A & { readonly status?: unknown },
): Promise<A> {
  const { status } = args;
  if (typeof status !== 'string' || CODE.test(status)) return args;
  return { ...args, status: encodeDisposition(status, await ownStatuses(z, bundle)) };
}

/** The code of a disposition that may be given by its name, since people write what forms show; what is neither stays as it is. */
export function codeOrText(text: string, statuses: readonly AccountStatus[]): string {
  return codeOf(text, statuses) ?? text;
}

function codeOf(text: string, statuses: readonly AccountStatus[]): string | null {
  try {
    return encodeDisposition(text, statuses);
  } catch {
    return null;
  }
}

/** The dispositions of a field that takes several, by their codes. A name with commas in it is one, where the account has it. */
export function codesInput(
  inputs: Inputs,
  key: string,
  statuses: readonly AccountStatus[],
): readonly string[] {
  return valuesInput(inputs, key).flatMap(
    (text) => codeOf(text, statuses) ?? partsOf(text).map((part) => codeOrText(part, statuses)),
  );
}

/**
 * A name that the account does not have would match nothing for ever, without a word. A code is let through: not all of
 * Convoso's own stand in the account's table.
 *
 * @throws {ConnectError} UNKNOWN_DISPOSITION
 */
export function refuseUnknownNames(inputs: Inputs, key: string, statuses: readonly AccountStatus[]): void {
  for (const text of codesInput(inputs, key, statuses)) {
    if (!CODE.test(text)) encodeDisposition(text, statuses);
  }
}

/** The table by which these fields are read: asked for only where one of them may hold a name. */
export async function statusesForNames(
  z: ZObject,
  bundle: Bundle<Inputs>,
  keys: readonly string[],
): Promise<readonly AccountStatus[]> {
  const areCodes = keys.every((key) => listInput(bundle.inputData, key).every((text) => CODE.test(text)));
  return areCodes ? [] : ownStatuses(z, bundle);
}
