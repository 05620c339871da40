import { ConnectError } from '@convoso-connect/core';
import { formatProblem, parseParts, type FormParts } from '@convoso-connect/core/config';

/** A step has no other place for an address that is a key. */
const FOR_THE_RELAY: ReadonlySet<string> = new Set(['SECRET_ADDRESS']);

/**
 * Reads what the fields of a form describe as a part of the configuration document (config-format), so that a form is
 * checked by the very rules, and told its mistakes in the very words, of the relay.
 *
 * @throws {ConnectError} CONFIGURATION_INVALID with every mistake
 */
export function readDocument(parts: Readonly<Record<string, unknown>>): {
  readonly config: FormParts;
  readonly warnings: readonly string[];
} {
  const parsed = parseParts({ version: 1, ...parts });
  if (parsed.ok) {
    const told = parsed.warnings.filter(({ code }) => !FOR_THE_RELAY.has(code));
    return { config: parsed.config, warnings: told.map(formatProblem) };
  }
  throw new ConnectError(
    'CONFIGURATION_INVALID',
    parsed.problems.map(formatProblem).join('\n'),
    'Correct the fields of this step.',
  );
}
