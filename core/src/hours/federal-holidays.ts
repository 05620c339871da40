import { dateOf, weekdayOf, type LocalDay } from './local-day.js';

type Rule =
  | { readonly month: number; readonly date: number }
  | { readonly month: number; readonly nth: number; readonly weekday: number };

const [SUNDAY, MONDAY, THURSDAY, SATURDAY] = [0, 1, 4, 6];
const LAST = -1;

/** 5 U.S.C. 6103(a). */
const RULES: readonly (readonly [name: string, rule: Rule])[] = [
  ["New Year's Day", { month: 1, date: 1 }],
  ['Birthday of Martin Luther King, Jr.', { month: 1, nth: 3, weekday: MONDAY }],
  ["Washington's Birthday", { month: 2, nth: 3, weekday: MONDAY }],
  ['Memorial Day', { month: 5, nth: LAST, weekday: MONDAY }],
  ['Juneteenth National Independence Day', { month: 6, date: 19 }],
  ['Independence Day', { month: 7, date: 4 }],
  ['Labor Day', { month: 9, nth: 1, weekday: MONDAY }],
  ['Columbus Day', { month: 10, nth: 2, weekday: MONDAY }],
  ['Veterans Day', { month: 11, date: 11 }],
  ['Thanksgiving Day', { month: 11, nth: 4, weekday: THURSDAY }],
  ['Christmas Day', { month: 12, date: 25 }],
];

/**
 * The federal holiday that a day is, or null. A holiday on a Saturday is kept on the Friday before, too, and one on a
 * Sunday on the Monday after, too: states differ in that, and whoever must not be contacted on either is contacted on
 * neither. This reading is ours.
 */
export function federalHolidayOn(day: LocalDay): string | null {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY || weekday === SUNDAY) return holidayByRule(day);
  const observed = weekday === MONDAY ? day - 1 : weekday === SATURDAY - 1 ? day + 1 : day;
  return holidayByRule(day) ?? holidayByRule(observed);
}

function holidayByRule(day: LocalDay): string | null {
  const { month, date } = dateOf(day);
  const found = RULES.find(([, rule]) => {
    if (rule.month !== month) return false;
    if ('date' in rule) return rule.date === date;
    if (rule.weekday !== weekdayOf(day)) return false;
    return rule.nth === LAST ? isLastOfMonth(day) : Math.ceil(date / 7) === rule.nth;
  });
  return found?.[0] ?? null;
}

function isLastOfMonth(day: LocalDay): boolean {
  return dateOf(day + 7).month !== dateOf(day).month;
}
