import { ConnectError } from '@convoso-connect/core';

/** One thing is named by its id, and others by options: whichever counted, the other half of what was typed would not. */
export function idAndOptions(): ConnectError {
  return new ConnectError(
    'ID_AND_OPTIONS',
    'an id is given, and options that choose several',
    'Give either the id or the options.',
  );
}
