import { readFileSync } from 'node:fs';
import { ConnectError } from '@convoso-connect/core';
import { whyUnreadable } from '../config/read-config.js';

/** A file that a command was given. Throws a `ConnectError` where it cannot be read. */
export function textOfFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = whyUnreadable(error);
    const options = { cause: error };
    throw new ConnectError(
      'CONFIG_UNREADABLE',
      `${file} cannot be read: ${why}`,
      'Name a file that exists and can be read.',
      options,
    );
  }
}
