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

/** Where a remedy for who uses the API names a part of its requests, the option that a command has for it. */
const REMEDIES: Readonly<Record<string, (remedy: string) => string>> = {
  CONFIG_CHANGED: (remedy) =>
    remedy.replace(/send it with If-Match: "(\d+)"/, 'give the command again with --base $1'),
  FILE_CHANGED: (remedy) =>
    remedy.replace(/send overFile=(\S+), or add --over-file \1/, 'add --over-file $1'),
  UNKNOWN_HOOK: (remedy) => remedy.replace('name another with ?hook=', 'name another with --hook <id>'),
  STILL_PENDING: (remedy) => remedy.replace(', or "pending": "flush"', ''),
};

/** An error in the words of whoever typed a command: of the API's names those of its options. */
export function inWordsOfOptions(error: ConnectError, command: Command): ConnectError {
  const { code, message, remedy } = error;
  const other = REMEDIES[code]?.(remedy) ?? remedy;
  if (other !== remedy) return new ConnectError(code, message, other, { cause: error });
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
