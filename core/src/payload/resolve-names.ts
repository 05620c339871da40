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
  for (const { field, aliases } of FIELD_ALIASES) {
    if (resolved.has(field)) continue;
    const name = firstAlias(field, aliases, unresolved, received);
    if (name !== undefined) resolve(field, name);
  }
  for (const name of unresolved) {
    const meant = nameByLetters(name);
    if (meant !== undefined && !resolved.has(meant)) resolve(meant, name);
  }
  return resolved;
}

function firstAlias(
  field: string,
  aliases: readonly string[],
  names: ReadonlySet<string>,
  received: FieldValues,
): string | undefined {
  for (const alias of aliases) {
    const folded = foldName(alias);
    for (const name of names) {
      if (foldName(name) === folded && aliasFits(field, alias, textOf(received[name] ?? ''))) return name;
    }
  }
  return undefined;
}
