import { ConnectError } from '../errors.js';
import { BUILT_IN_CODES } from './decode.js';
import type { AccountStatus } from './flags.js';
import { foldCode } from './states.js';

/**
 * The code of a disposition's name, for writing a status back: Convoso takes the code and refuses the name
 * (domain-facts A.6). A code is its own answer. The account's own table is the only one asked where there is one,
 * because a code that the account does not have is refused, too (domain-facts I.6).
 *
 * @throws {ConnectError} UNKNOWN_DISPOSITION; AMBIGUOUS_DISPOSITION where several codes have the name
 *
 * @example
 * ```ts
 * encodeDisposition('Not Interested');
 * // → 'NI'
 * ```
 */
export function encodeDisposition(nameOrCode: string, statuses: readonly AccountStatus[] = []): string {
  const wanted = foldCode(nameOrCode);
  const table =
    statuses.length > 0 ? statuses.map(({ status, name }) => ({ code: status, name })) : BUILT_IN_CODES;
  const byCode = table.find(({ code }) => foldCode(code) === wanted);
  if (byCode !== undefined) return byCode.code;
  const [first, ...others] = table.filter(({ name }) => foldCode(name ?? '') === wanted && wanted !== '');
  const shown = JSON.stringify(nameOrCode);
  if (first === undefined) {
    throw new ConnectError(
      'UNKNOWN_DISPOSITION',
      `${shown} is neither the code nor the name of a disposition in ${whose(statuses)}.`,
      "Write the code as Convoso's Statuses screen shows it, or load the account's own table.",
    );
  }
  if (others.length > 0) {
    const codes = [first, ...others].map(({ code }) => code).join(', ');
    throw new ConnectError(
      'AMBIGUOUS_DISPOSITION',
      `${shown} is the name of several codes in ${whose(statuses)}: ${codes}.`,
      'Write the code that is meant.',
    );
  }
  return first.code;
}

function whose(statuses: readonly AccountStatus[]): string {
  return statuses.length > 0 ? "the account's table" : 'the built-in table';
}
