import { readAs } from '../fields/aliases.js';

/** The remedy for a name whose value is read as that of another field; null for one that keeps its name. */
export function readAsRemedy(field: string): string | null {
  const read = readAs(field);
  return read === undefined ? null : `What comes as "${field}" is read as ${read}: write "${read}".`;
}
