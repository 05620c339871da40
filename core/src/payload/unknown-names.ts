import { UNDERSTOOD_NAMES, nameByLetters } from '../fields/aliases.js';
import { findField } from '../fields/catalogue.js';
import { nearest } from '../fields/nearest.js';
import { SECTIONS } from '../fields/section.js';
import { HOOK_FIELDS, note, shown, type ReadingNote } from './notes.js';
import { isPath } from './wrappers.js';

/** Fewer letters begin too many names. */
const LEAST_LETTERS = 4;

/** The names that resemble none are an account's own; of those that do each is told, up to a bound. */
const MOST_TOLD = 10;
const MOST_NAMED = 12;

/**
 * Notes on names that were not understood: each that resembles one that would have been, with where to say what it
 * means; and where not a single name was understood, all of them. `canMap`: whether the hook can say what names mean.
 */
export function unknownNameNotes(
  names: readonly string[],
  { understoodAny, canMap }: { readonly understoodAny: boolean; readonly canMap: boolean },
): ReadingNote[] {
  if (names.length === 0) return [];
  if (!understoodAny) {
    const named = names.slice(0, MOST_NAMED).map((name) => `"${shown(name)}"`);
    const more = names.length > named.length ? ` and ${names.length - named.length} more` : '';
    const orMap = canMap ? `, or say in ${HOOK_FIELDS} what they mean` : '';
    const message =
      `None of the names is understood: ${named.join(', ')}${more}. Give them Convoso's own names in the ` +
      `Mapped To of its Adaptor${orMap}.`;
    return [note('NO_KNOWN_NAME', names[0] ?? null, message)];
  }
  const told: ReadingNote[] = [];
  for (const name of names) {
    const meant = told.length < MOST_TOLD ? resembled(name) : null;
    if (meant === null) continue;
    const message =
      `"${shown(name)}" is not known and was kept as a field of your own. It resembles ${meant.name}: where it is ` +
      `meant, ${canMap ? mapped(name, meant.place) : "give it that name in the Mapped To of Convoso's Adaptor"}.`;
    told.push(note('UNKNOWN_NAME', name, message));
  }
  return told;
}

/** What to do where a hook has a map of names. */
export function mapped(name: string, place: string): string {
  return `name it in ${HOOK_FIELDS}, as ${JSON.stringify(shown(name))}: "${place}"`;
}

interface Resembled {
  readonly name: string;
  /** As in a hook's `fields`. */
  readonly place: string;
}

/** More than a delivery can have, so that those of one do not push each other out. */
const MOST_REMEMBERED = 5_000;
const remembered = new Map<string, Resembled | null>();

/** The same names come with every delivery of a hook, and comparing one with all that are known takes its time. */
function resembled(name: string): Resembled | null {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const found = compare(name);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(name, found);
  return found;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const UNDERSTOOD = UNDERSTOOD_NAMES.map((name) => ({ name, letters: lettersOf(name) }));

/** A slip hardly ever changes the first letter, and comparing with all names takes its time. */
const BY_FIRST_LETTER = new Map<string, string[]>();
for (const known of UNDERSTOOD_NAMES) {
  const first = known.charAt(0).toLowerCase();
  BY_FIRST_LETTER.set(first, [...(BY_FIRST_LETTER.get(first) ?? []), known]);
}

function compare(name: string): Resembled | null {
  // What is about somebody else is no slip of a name of the lead's.
  if (name.length > 60 || isPath(name)) return null;
  const letters = lettersOf(name);
  if (letters.length < LEAST_LETTERS) return null;
  const begun = UNDERSTOOD.find((known) => known.letters.startsWith(letters))?.name;
  const meant = begun ?? nearest(name, BY_FIRST_LETTER.get(letters.charAt(0)) ?? []);
  const field = meant === undefined ? undefined : nameByLetters(meant);
  if (field === undefined) return null;
  const place = placeOf(field);
  return place === null ? null : { name: field, place };
}

/** Where a field stands, as in a hook's `fields`. A shared name means the call's, as it does where it is delivered. */
export function placeOf(field: string): string | null {
  const section = (['callLog', ...SECTIONS] as const).find((each) => findField(each, field) !== undefined);
  return section === undefined ? null : `${section}.${field}`;
}
