import * as z from 'zod/mini';
import { DATE_PATTERNS, type DatePattern } from '../adaptor/date-patterns.js';
import { destinationNames } from '../adaptor/destinations.js';
import { SECTIONS } from '../fields/section.js';
import { FORBIDDEN_NAME, isForbiddenName } from './names.js';
import { refusal, refuse } from './refuse.js';
import { filledText, idText } from './text.js';

const PATTERNS: DatePattern[] = DATE_PATTERNS.map(({ pattern }) => pattern);

/** The one pattern whose literal Z would lie about the zone unless the time is converted (domain-facts J.9b). */
const COMPACT_UTC: DatePattern = 'Ymd\\THis\\Z';

export const adaptorFieldSchema = z
  .strictObject({
    section: z.enum(SECTIONS),
    field: filledText,
    /** Destination names, separated by commas; blank = not sent (domain-facts D.3). */
    mappedTo: z._default(
      z
        .string()
        .check(
          z.refine((mappedTo) => !destinationNames(mappedTo).some(isForbiddenName), refusal(FORBIDDEN_NAME)),
        ),
      '',
    ),
    defaultValue: z.optional(z.string()),
    dateFormat: z.optional(z.enum(PATTERNS)),
    literal: z._default(z.boolean(), false),
  })
  .check(
    z.superRefine((row, context) => {
      if (!row.literal || row.dateFormat === COMPACT_UTC) return;
      const refused = {
        code: 'LITERAL_WITHOUT_COMPACT_UTC',
        message: `Only the date format ${COMPACT_UTC} can be literal.`,
        remedy: `Remove literal, or choose the date format ${COMPACT_UTC}.`,
      };
      refuse(context, refused, ['literal']);
    }),
  );

export const adaptorSchema = z.strictObject({
  id: idText,
  name: z.optional(z.string()),
  active: z._default(z.boolean(), true),
  fields: z._default(z.array(adaptorFieldSchema), []),
});

export type AdaptorField = z.output<typeof adaptorFieldSchema>;
