import * as z from 'zod/mini';
import { BOUNDS } from '../bounds.js';
import { SECTIONS } from '../fields/section.js';
import { TIME_UNITS } from '../time/calendar.js';
import type { Operator } from '../workflow/operators.js';
import { whole } from './number.js';
import { optionsOf } from './options.js';
import { isRange, isTextRange } from './ranges.js';
import { refusal, refuse } from './refuse.js';
import { filledText, filledTextOrNumber, someOf, textOrNumber } from './text.js';

/** Without a section the winner of domain-facts D.2 is read. */
const tested = { section: z.optional(z.enum(SECTIONS)), field: filledText };

function refuseRange(context: z.core.$RefinementCtx, from: string, to: string): void {
  const refusal = {
    code: 'IMPOSSIBLE_RANGE',
    message: `Nothing lies from ${from} to ${to}.`,
    remedy: 'Give two numbers, dates or, for between_two_strings, texts, of which from comes first.',
  };
  refuse(context, refusal, ['from']);
}

/** Below 0 the next units are meant. */
const last = z.strictObject({ n: whole(BOUNDS.withinLast), unit: z.enum(TIME_UNITS) }).check(
  z.refine(({ n }) => n !== 0, {
    ...refusal({
      code: 'EMPTY_TIME_SPAN',
      message: 'No time passes in 0 units, so nothing lies within them.',
      remedy: 'Above 0 the last units are meant, below 0 the next ones.',
    }),
    path: ['n'],
  }),
);

/** Membership, an inclusive range, or the last n units of time (domain-facts J.12b): one of the three. */
const within = z
  .strictObject({
    ...tested,
    operator: z.literal('within'),
    list: z.optional(someOf(textOrNumber)),
    from: z.optional(filledTextOrNumber),
    to: z.optional(filledTextOrNumber),
    last: z.optional(last),
  })
  .check(
    z.superRefine(({ list, from, to, last }, context) => {
      const range = from !== undefined && to !== undefined;
      const halfRange = !range && (from !== undefined || to !== undefined);
      const forms = [list !== undefined, range, last !== undefined].filter(Boolean).length;
      if (forms === 1 && !halfRange) {
        if (range && !isRange(from, to)) refuseRange(context, from, to);
        return;
      }
      refuse(context, {
        code: 'UNCLEAR_WITHIN',
        message: 'within takes exactly one of: a list, a range from and to, or the last n units.',
        remedy: 'Keep one of list, from with to, or last.',
      });
    }),
  );

const CONDITIONS = {
  is_equal_to: z.strictObject({ ...tested, operator: z.literal('is_equal_to'), value: textOrNumber }),
  is_not_equal_to: z.strictObject({ ...tested, operator: z.literal('is_not_equal_to'), value: textOrNumber }),
  greater_than: z.strictObject({ ...tested, operator: z.literal('greater_than'), value: filledTextOrNumber }),
  less_than: z.strictObject({ ...tested, operator: z.literal('less_than'), value: filledTextOrNumber }),
  within,
  starts_with: z.strictObject({ ...tested, operator: z.literal('starts_with'), value: filledTextOrNumber }),
  contains: z.strictObject({ ...tested, operator: z.literal('contains'), value: filledTextOrNumber }),
  is_blank: z.strictObject({ ...tested, operator: z.literal('is_blank') }),
  is_numeric: z.strictObject({ ...tested, operator: z.literal('is_numeric') }),
  between_two_strings: z
    .strictObject({
      ...tested,
      operator: z.literal('between_two_strings'),
      from: filledTextOrNumber,
      to: filledTextOrNumber,
    })
    .check(
      z.superRefine(({ from, to }, context) => {
        if (!isTextRange(from, to)) refuseRange(context, from, to);
      }),
    ),
  between_markers: z.strictObject({
    ...tested,
    operator: z.literal('between_markers'),
    from: filledText,
    to: filledText,
  }),
} satisfies Record<Operator, z.ZodMiniType>;

export const conditionSchema = z.discriminatedUnion('operator', optionsOf(CONDITIONS));

export type Condition = z.output<typeof conditionSchema>;
