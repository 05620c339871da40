import type { Condition } from '../config/index.js';
import { instantAfter } from '../time/calendar.js';
import { readDateText } from '../time/date-text.js';
import { zoneOf } from '../time/zone.js';
import { comparable } from './facts.js';
import type { RuleContext } from './rule-context.js';
import { instantScale, scaleOf } from './scale.js';
import type { TextTest } from './text-tests.js';

type Within = Extract<Condition, { operator: 'within' }>;
type Last = NonNullable<Within['last']>;

/** Membership of a list, an inclusive range, or a stretch of time up to now or from now on (domain-facts J.12b). */
export function compileWithin({ list, from, to, last }: Within, context: RuleContext): TextTest {
  if (list !== undefined) {
    const members = new Set(list.map(comparable));
    return (text) => members.has(text);
  }
  if (last !== undefined) return compileLast(last, context);
  return compileRange(from ?? '', to ?? '', context);
}

function compileRange(from: string, to: string, context: RuleContext): TextTest {
  const scale = scaleOf([from, to], context);
  const start = scale(from);
  const end = readDateText(to)?.isDay === true ? lastMomentOf(to, context) : scale(to);
  return (text) => {
    const place = scale(text);
    return place >= start && place <= end;
  };
}

/** A range that ends with a day includes that day, and not only its midnight. */
function lastMomentOf(day: string, context: RuleContext): number {
  return instantAfter(instantScale(context)(day), 1, 'days', zoneOf(context.timeZone)) - 1;
}

/** The last `n` units before the occurrence was received, the future excluded; for a negative `n` the next ones. */
function compileLast({ n, unit }: Last, context: RuleContext): TextTest {
  const zone = zoneOf(context.timeZone);
  const instantOf = instantScale(context);
  if (n < 0) {
    return (text, now) => {
      const instant = instantOf(text);
      return instant >= now && instant <= instantAfter(now, -n, unit, zone);
    };
  }
  return (text, now) => {
    const instant = instantOf(text);
    return instant <= now && instant >= instantAfter(now, -n, unit, zone);
  };
}
