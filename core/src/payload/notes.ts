/**
 * What reading a delivery repaired, dropped, did not know or could not tell. Codes are stable: they are counted, and
 * people look them up.
 */
export const NOTE_CODES = [
  'CHARSET_UNKNOWN',
  'CHARSET_GUESSED',
  'BROKEN_CHARACTERS',
  'WRONG_CONTENT_TYPE',
  'IN_BODY_AND_URL',
  'NAMELESS_VALUES',
  'ESCAPED_AMPERSAND',
  'UNWRAPPED',
  'ENVELOPE_LEFT_OUT',
  'ONE_OF_SEVERAL',
  'RECORD_NOT_READ',
  'UNKNOWN_NAME',
  'NO_KNOWN_NAME',
  'NAME_NOT_USED',
  'SEVERAL_VALUES',
  'PLACEHOLDER',
  'NOT_AN_ID',
  'INEXACT_NUMBER',
  'PLUS_RESTORED',
  'DURATION_READ',
  'NOT_SECONDS',
  'DATE_NOT_READ',
  'NAME_FOR_CODE',
  'SEVERAL_CODES',
  'DIRECTION_FOR_TYPE',
] as const;

export type NoteCode = (typeof NOTE_CODES)[number];

/** One thing that a person who wonders about a value should know. Plain data. */
export interface ReadingNote {
  readonly code: NoteCode;
  /** The received name or the field that it is about; null where it is about the delivery. */
  readonly name: string | null;
  /** One sentence, with the remedy where there is one. */
  readonly message: string;
}

export function note(code: NoteCode, name: string | null, message: string): ReadingNote {
  return { code, name: name === null ? null : shown(name), message };
}

/** Where a hook says what received names mean, as notes name it; a wrapper whose hooks call it otherwise replaces it. */
export const HOOK_FIELDS = "the hook's fields";

const LONGEST_NAME = 60;
const LONGEST_VALUE = 40;

/** A received name or value for a sentence: no sender makes the notes longer than what they are about. */
export function shown(text: string, longest = LONGEST_NAME): string {
  const characters = text.slice(0, longest + 1);
  return characters.length > longest
    ? `${characters.slice(0, longest).replace(/\p{Surrogate}$/u, '')}…`
    : text;
}

export function shownValue(text: string): string {
  return `"${shown(text, LONGEST_VALUE)}"`;
}
