import { ConnectError } from '@convoso-connect/core';
import { textInput, withoutNull, type Inputs } from '../inputs.js';

/**
 * The text of a field that the step cannot do without. That a form requires it holds in the editor alone: in a run, the
 * step before may have left it empty.
 *
 * @throws {ConnectError} INPUT_MISSING
 */
export function requiredText(inputs: Inputs, key: string, label: string): string {
  const text = withoutNull(textInput(inputs, key));
  if (text !== '') return text;
  throw new ConnectError(
    'INPUT_MISSING',
    `${label} is empty in this run, so there was nothing to do, and nothing was done.`,
    'Map a value that every run has, or let a Filter stop the runs without one.',
  );
}
