import type { Condition } from '../config/conditions.js';
import { holdsDays } from '../fields/zero-date.js';
import { instantAfter } from '../time/calendar.js';
import { readDateText } from '../time/date-text.js';
import { zoneOf } from '../time/zone.js';
import type { RuleContext } from './rule-context.js';
import { instantScale, scaleOf, type FieldPlace, type Scale } from './scale.js';

type Within = Extract<Condition, { operator: 'within' }>;
type Last = NonNullable<Within['last']>;

/**
 * Whether a text passes by its place on a scale. `now`: when the occurrence was received, in epoch milliseconds.
 */
export type ScaleTest = (place: number, now: number, text: string) => boolean;

/** An inclusive range of numbers or dates (domain-facts J.12b). */
export function compileRange(
  range: { from: string; to: string },
  context: RuleContext,
  field: FieldPlace,
): [Scale, ScaleTest] {
  const { scale, start, end } = rangeOf(range, context, field);
  return [scale, (place) => place >= start && place <= end];
}

/** The scale on which a range lies, and its ends there. */
export function rangeOf(
  { from, to }: { from: string; to: string },
  context: RuleContext,
  field: FieldPlace,
): { scale: Scale; start: number; end: number } {
  const scale = scaleOf([from, to], context, field);
  const isDay = scale.kind === 'date' && readDateText(to)?.isDay === true;
  return {
    scale,
    start: scale.read(from),
    end: isDay ? lastMomentOf(to, context, field) : scale.read(to),
  };
}

/** A range that ends with a day includes that day, and not only its midnight. */
function lastMomentOf(day: string, context: RuleContext, field: FieldPlace): number {
  return instantAfter(instantScale(context, field)(day), 1, 'days', zoneOf(context.timeZone)) - 1;
}

/**
 * The last `n` units before the occurrence was received, the future excluded; for a negative `n` the next ones. A day is
 * ahead until it is over, so that today is within the next seven days.
 */
export function compileLast({ n, unit }: Last, context: RuleContext, field: FieldPlace): [Scale, ScaleTest] {
  const zone = zoneOf(context.timeZone);
  const scale = { kind: 'date', read: instantScale(context, field) } as const;
  if (n > 0) {
    return [scale, (instant, now) => instant <= now && instant >= instantAfter(now, -n, unit, zone)];
  }
  const endOf = (start: number, text: string): number =>
    namesDay(text, field) ? instantAfter(start, 1, 'days', zone) - 1 : start;
  return [
    scale,
    (instant, now, text) => endOf(instant, text) >= now && instant <= instantAfter(now, -n, unit, zone),
  ];
}

function namesDay(text: string, { section, field }: FieldPlace): boolean {
  return holdsDays(section, field) || readDateText(text)?.isDay === true;
}
