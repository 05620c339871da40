import { ConnectError } from '@convoso-connect/core';
import type { Command } from 'commander';

/**
 * Throws a `ConnectError` (EMPTY_OPTION) where an option or an argument is there and has nothing in it: a variable of a script that was
 * never set. A filter that counts as left out would mean everything.
 */
export function assertNothingEmpty(command: Command): void {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    for (const option of at.options) {
      if (isEmpty(at.getOptionValue(option.attributeName())))
        throw empty(option.long ?? option.flags, `leave ${option.long ?? option.flags} out`);
    }
  }
  const named = command.registeredArguments;
  for (const [index, value] of command.processedArgs.entries()) {
    const argument = named[index];
    if (argument === undefined || ![value].flat().some(isEmpty)) continue;
    throw empty(`<${argument.name()}>`, argument.required ? 'see --help' : 'leave it out');
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function empty(what: string, otherwise: string): ConnectError {
  return new ConnectError('EMPTY_OPTION', `${what} is empty`, `Give a value, or ${otherwise}.`);
}
