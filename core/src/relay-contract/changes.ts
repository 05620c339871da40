import { RELAY_API } from './contract.js';
import type { Route } from './route.js';

/** The name of every operation, as in `workflows.switch`. */
export const OPERATION_NAMES: ReadonlyMap<Route, string> = new Map(
  Object.entries(RELAY_API).flatMap(([noun, operations]) =>
    Object.entries(operations).map(([verb, operation]) => [operation as Route, `${noun}.${verb}`] as const),
  ),
);

/** Whether an operation changes something, so that it stands in the audit log. */
export function changesSomething({ method, changes }: Route): boolean {
  return method !== 'GET' && changes !== false;
}

/** A configuration that was taken from the file: no operation, and a change all the same. */
export const ACCEPTED_FROM_FILE = 'config.accept';

/** That a browser was signed in, or was not although it tried: no operation of the API, because nobody is let in yet. */
export const SIGNED_IN = 'signin';

/** That another key of the stored secrets took the place of one that is lost: no operation, because no relay runs on the folder then. */
export const SECRETS_KEY_REPLACED = 'secrets.newKey';

/** Everything that stands in the audit log as what was done. */
export const AUDITED: readonly string[] = [
  ...[...OPERATION_NAMES].flatMap(([operation, name]) => (changesSomething(operation) ? [name] : [])),
  ACCEPTED_FROM_FILE,
  SIGNED_IN,
  SECRETS_KEY_REPLACED,
];
