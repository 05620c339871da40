import { ConnectError } from '@convoso-connect/core';
import { parseParts, type ConfigProblem, type FormParts } from '@convoso-connect/core/config';
import { ADAPTOR_INPUTS } from '../fields/adaptor-inputs.js';
import { CONDITION_INPUT } from '../fields/condition-inputs.js';
import { ENDPOINT_INPUTS } from '../fields/endpoint-inputs.js';
import { GUARD_INPUTS } from '../fields/guard-inputs.js';
import { RULE_INPUTS } from '../fields/rule-inputs.js';

/**
 * Reads what the fields of a form describe as a part of the configuration document (config-format), so that a form is
 * checked by the very rules of the relay, and told its mistakes by the names of its fields.
 *
 * @throws {ConnectError} CONFIGURATION_INVALID with every mistake
 */
export function readDocument(parts: Readonly<Record<string, unknown>>): {
  readonly config: FormParts;
  readonly warnings: readonly string[];
} {
  const parsed = parseParts({ version: 1, ...parts });
  if (parsed.ok) {
    return { config: parsed.config, warnings: parsed.warnings.map(asTold) };
  }
  throw new ConnectError(
    'CONFIGURATION_INVALID',
    parsed.problems.map(asTold).join('\n'),
    'Correct the fields of this step.',
  );
}

/** Where the document's remedy names a place of its own, the form's. */
const REMEDIES: Readonly<Record<string, string>> = {
  WORKFLOW_WITHOUT_EVENTS: 'Choose at least one event.',
  POST_WITHOUT_ADAPTOR: 'Choose a Ready Adaptor, fill in Rows, or choose GET in Request Method.',
  BAD_VALUE: 'Write it as the help text of the field says.',
};

function asTold({ path, value, message, remedy, code }: ConfigProblem): string {
  return `${labelOf(path)} (received ${value}): ${message} ${REMEDIES[code] ?? remedy} [${code}]`;
}

/** The labels of fields whose names the document shares. */
const LABELS: ReadonlyMap<string, string> = new Map(
  [
    ...ENDPOINT_INPUTS,
    ...RULE_INPUTS,
    ...GUARD_INPUTS,
    ...ADAPTOR_INPUTS,
    ...[...ADAPTOR_INPUTS, CONDITION_INPUT].flatMap(({ children = [] }) => children),
    CONDITION_INPUT,
  ].map(({ key, label = key }) => [key, label]),
);

/** What the document calls otherwise than the forms. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  adaptorId: 'Ready Adaptor',
  'expect.status': 'Expected Statuses',
  'expect.result': 'Expected Values',
  ids: 'Relation IDs',
  list: 'Value',
  last: 'Value',
  n: 'Value',
};

/** Of `endpoints[0].apiUrl`, API URL; of a place that has no field of its own, its name in words. */
function labelOf(path: string): string {
  const names = path.replaceAll(/\[\d+\]/g, '').split('.');
  const [last = ''] = names.slice(-1);
  const known = OTHER_NAMES[names.slice(-2).join('.')] ?? OTHER_NAMES[last] ?? LABELS.get(last);
  return known ?? last.replace(/^./, (letter) => letter.toUpperCase());
}
