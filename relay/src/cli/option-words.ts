import { ConnectError } from '@convoso-connect/core';
import type { Command } from 'commander';

/** What the API calls otherwise than options do. */
const OPTIONS: Readonly<Record<string, string>> = { from: 'since', to: 'until' };

/** Errors about what was asked, which begin with its name in the API. */
const OF_WHAT_WAS_ASKED: ReadonlySet<string> = new Set([
  'NOT_A_DATE',
  'NOT_A_PHONE_NUMBER',
  'UNKNOWN_VALUE',
  'NOTHING_CHOSEN',
]);

/** An error in the words of whoever typed a command: of the API's names those of its options. */
export function inWordsOfOptions(error: ConnectError, command: Command): ConnectError {
  const { code, message, remedy } = error;
  if (!OF_WHAT_WAS_ASKED.has(code)) return error;
  const longs = command.options.flatMap(({ long, required }) => (required && long ? [long] : []));
  const optionOf = (name: string): string => {
    const option = `--${OPTIONS[name] ?? name}`;
    return longs.includes(option) ? option : name;
  };
  const said = message.replace(/^[a-z]+(?= is )/i, optionOf).replace(/(?<=is not after )from$/, optionOf);
  const mended = remedy.replace(/^Name at least one of [\w, ]+/, `Name at least one of ${longs.join(', ')}`);
  return new ConnectError(code, said, mended, { cause: error });
}
