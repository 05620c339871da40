import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import { SECTIONS } from '../fields/section.js';
import { nullRecord } from '../fields/value.js';
import { OCCURRENCE_KINDS } from '../occurrence/kinds.js';
import { FORBIDDEN_NAME, isForbiddenName } from './names.js';
import { addressRangeText } from './network-text.js';
import { whole } from './number.js';
import { refusal } from './refuse.js';
import { secretSchema } from './secret.js';
import { filledText, idText, someOf } from './text.js';

/** `section.field`; a custom field may hold dots of its own. */
const target = filledText.check(
  z.refine(
    (text) => SECTIONS.some((section) => text.startsWith(`${section}.`) && text.length > section.length + 1),
    {
      ...refusal({
        code: 'BAD_FIELD_TARGET',
        message: 'This does not say which field is meant.',
        remedy: `Write section.field, as in lead.email; the sections are ${SECTIONS.join(', ')}.`,
      }),
      abort: true,
    },
  ),
  z.refine((text) => !isForbiddenName(text.slice(text.indexOf('.') + 1)), refusal(FORBIDDEN_NAME)),
);

const receivedName = filledText.check(z.refine((name) => !isForbiddenName(name), refusal(FORBIDDEN_NAME)));

export const hookSchema = z.strictObject({
  id: idText,
  /** None: the hook is open to whoever knows its URL. */
  secret: z.optional(secretSchema),
  /** The secret before, which opens the hook as well until it is taken out: Convoso's side is changed meanwhile. */
  formerSecret: z.optional(secretSchema),
  /** Empty: from anywhere. */
  allowFrom: z._default(z.array(addressRangeText), []),
  /** What this hook's adaptor on Convoso's side calls things: received name → section.field. */
  fields: z.prefault(
    z.pipe(
      z.record(receivedName, target),
      z.transform((fields) => nullRecord(Object.entries(fields))),
    ),
    {},
  ),
  /** Kinds named here hold whatever the values say. */
  occurrence: z._default(z.union([z.literal('infer'), someOf(z.enum(OCCURRENCE_KINDS))]), 'infer'),
  /** So long the very same request about a call counts as one; 0: never. */
  repeatSeconds: z._default(whole(BOUNDS.repeatSeconds), 10),
  dedupe: z.optional(z.strictObject({ fields: someOf(filledText), seconds: whole(BOUNDS.dedupeSeconds) })),
});

export type Hook = z.output<typeof hookSchema>;
