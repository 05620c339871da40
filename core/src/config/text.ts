import * as z from 'zod';
import { FORBIDDEN_NAME, isForbiddenName } from './names.js';
import { refusal } from './refuse.js';

/** Text with something in it. */
export const filledText = z.string().refine((text) => text.trim() !== '', {
  ...refusal({
    code: 'EMPTY_VALUE',
    message: 'This must not be empty.',
    remedy: 'Fill it in, or remove the key where it is optional.',
  }),
  // A blank text says nothing more to the checks that follow.
  abort: true,
});

/** Ids key guards, pending actions and logs, so they are text that stays as it is. */
export const idText = filledText.refine((id) => !isForbiddenName(id), refusal(FORBIDDEN_NAME));

/** Convoso's ids and values are text on the wire (domain-facts A.4); numbers typed without quotes are accepted. */
export const textOrNumber = z.union([z.string(), z.number()]).transform(String);

export const filledTextOrNumber = z.union([filledText, z.number()]).transform(String);

/** A list of which at least one must be named; what means "any" is to leave the key out. */
export const someOf = <T extends z.ZodType>(schema: T) => z.array(schema).min(1);
