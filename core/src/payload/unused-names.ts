import { nameByLetters } from '../fields/aliases.js';
import { textOf, type FieldValue } from '../fields/value.js';
import { note, shown, type ReadingNote } from './notes.js';
import { mapped, placeOf } from './unknown-names.js';
import { isPath, nameAt } from './wrappers.js';

/**
 * The field that a left-over name means, of which another name was there first: `disposition_name` beside `status`, or
 * the status of the lead beside that of the call. Undefined for a name that means none.
 */
export function fieldMeantBy(name: string): string | undefined {
  return nameByLetters(name) ?? (isPath(name) ? nameByLetters(nameAt(name.split('.'))) : undefined);
}

/**
 * Of two values of one field one counts, and only a person can tell whether it is the right one. Null where they agree.
 */
export function unusedNameNote(
  name: string,
  field: string,
  unused: FieldValue,
  { used, canMap }: { readonly used: FieldValue | undefined; readonly canMap: boolean },
): ReadingNote | null {
  const place = placeOf(field);
  const text = textOf(unused).trim();
  if (place === null || text === '' || text === textOf(used ?? '').trim()) return null;
  const message =
    `"${shown(name)}" was kept as a field of your own: ${field} came under another name with another value. Where this ` +
    `one is meant, ${canMap ? mapped(name, place) : "leave the other out in Convoso's Adaptor"}.`;
  return note('NAME_NOT_USED', name, message);
}
