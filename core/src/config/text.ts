import * as z from 'zod/mini';
import { isWritableField } from '../actions/writable-field.js';
import { BOUNDS } from '../bounds.js';
import { FORBIDDEN_NAME, isForbiddenName } from './names.js';
import { decimal } from './number.js';
import { refusal } from './refuse.js';

/** Text with something in it. */
export const filledText = z.string().check(
  z.refine((text) => text.trim() !== '', {
    ...refusal({
      code: 'EMPTY_VALUE',
      message: 'This must not be empty.',
      remedy: 'Fill it in, or remove the key where it is optional.',
    }),
    // A blank text says nothing more to the checks that follow.
    abort: true,
  }),
);

/** Ids key guards, pending actions and logs, so they are text that stays as it is. */
export const idText = filledText.check(z.refine((id) => !isForbiddenName(id), refusal(FORBIDDEN_NAME)));

/** Convoso's ids and values are text on the wire (domain-facts A.4); numbers typed without quotes are accepted. */
export const textOrNumber = z.pipe(z.union([z.string(), decimal(BOUNDS.numberAsText)]), z.transform(String));

export const filledTextOrNumber = z.pipe(
  z.union([filledText, decimal(BOUNDS.numberAsText)]),
  z.transform(String),
);

/** A list of which at least one must be named; what means "any" is to leave the key out. */
export const someOf = <T extends z.ZodMiniType>(schema: T) => z.array(schema).check(z.minLength(1));

/** An id of Convoso's, which are numbers: of a list, a campaign, a user. */
export const convosoId = filledTextOrNumber.check(
  z.refine(
    (id) => /^\d{1,20}$/.test(id),
    refusal({
      code: 'NOT_AN_ID',
      message: "This is none of Convoso's ids, which are digits only.",
      remedy: 'Take it from the screen in Convoso, or search for it over its API.',
    }),
  ),
);

/** A status as Convoso's API takes it: the abbreviation, never the name (domain-facts A.6, C.1). */
export const statusText = z.pipe(
  filledText.check(
    z.refine(
      (status) => /^[A-Za-z0-9]{1,6}$/.test(status.trim()),
      refusal({
        code: 'NOT_AN_ABBREVIATION',
        message: 'This is no status abbreviation, which has 1 to 6 letters and digits.',
        remedy: 'Write the abbreviation, such as CALLBK, and not the name.',
      }),
    ),
  ),
  z.transform((status) => status.trim()),
);

/** The name of a lead field that is written: Convoso's own, or a Field Name of the account's. */
export const writtenFieldText = filledText.check(
  z.refine((name) => !isForbiddenName(name), refusal(FORBIDDEN_NAME)),
  z.refine(
    isWritableField,
    refusal({
      code: 'FIELD_NOT_WRITABLE',
      message: 'This is no lead field that can be written.',
      remedy:
        'Name a field of the lead by its Field Name, without a section; ids and the token cannot be written.',
    }),
  ),
);
