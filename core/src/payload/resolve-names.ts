import { FIELD_ALIASES, aliasFits, canonicalName, foldName, nameByLetters } from '../fields/aliases.js';
import { textOf, type FieldValues } from '../fields/value.js';

/**
 * Which received name stands for which canonical name: canonical name → received name. A received name stands for
 * one field at most, and a field has one received name at most.
 *
 * A canonical name in its exact spelling comes before one in another case, and that before an alias; among
 * aliases the first of the table wins (domain-facts B.4). Last come names that have only their letters in common with one
 * of these. What is not in the answer keeps its own name.
 */
export function resolveNames(received: FieldValues): ReadonlyMap<string, string> {
  const resolved = new Map<string, string>();
  const unresolved = new Set<string>();
  const resolve = (canonical: string, name: string): void => {
    resolved.set(canonical, name);
    unresolved.delete(name);
  };
  for (const name of Object.keys(received)) {
    if (canonicalName(name) === name) resolved.set(name, name);
    else unresolved.add(name);
  }
  for (const name of unresolved) {
    const canonical = canonicalName(name);
    if (canonical !== undefined && !resolved.has(canonical)) resolve(canonical, name);
  }
  if (unresolved.size === 0) return resolved;
  const folded = byFolded(unresolved);
  for (const { field, aliases } of FIELD_ALIASES) {
    if (resolved.has(field)) continue;
    const isThis = (alias: string, name: string): boolean =>
      unresolved.has(name) && aliasFits(field, alias, textOf(received[name] ?? ''));
    const name = firstAlias(aliases, folded, isThis);
    if (name !== undefined) resolve(field, name);
  }
  for (const name of unresolved) {
    const meant = nameByLetters(name);
    if (meant !== undefined && !resolved.has(meant)) resolve(meant, name);
  }
  return resolved;
}

/** The names in the order in which they came, by how they are compared. There may be thousands, and hundreds of aliases. */
function byFolded(names: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const folded = new Map<string, string[]>();
  for (const name of names) {
    const same = folded.get(foldName(name));
    if (same === undefined) folded.set(foldName(name), [name]);
    else same.push(name);
  }
  return folded;
}

function firstAlias(
  aliases: readonly string[],
  folded: ReadonlyMap<string, readonly string[]>,
  isThis: (alias: string, name: string) => boolean,
): string | undefined {
  for (const alias of aliases) {
    const name = folded.get(foldName(alias))?.find((each) => isThis(alias, each));
    if (name !== undefined) return name;
  }
  return undefined;
}
