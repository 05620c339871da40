import { overlap, type DayPlan, type DaySpan } from './daily-hours.js';
import { federalHolidayOn } from './federal-holidays.js';
import { weekdayOf } from './local-day.js';
import { STATE_HOURS } from './tables/state-hours.js';
import { codes } from './tables/table.js';

const PLANS = new Map<string, DayPlan>(
  STATE_HOURS.rows.flatMap(([states, mondayToFriday, saturday, sunday, holiday]) => {
    const [usual, onSaturday, onSunday] = [readSpan(mondayToFriday), readSpan(saturday), readSpan(sunday)];
    const onHoliday = holiday === 'same' ? undefined : readSpan(holiday);
    const plan: DayPlan = (day) => {
      const weekday = weekdayOf(day);
      const span = weekday === 0 ? onSunday : weekday === 6 ? onSaturday : usual;
      // A holiday on a Sunday has the narrower of both.
      return onHoliday === undefined || federalHolidayOn(day) === null ? span : overlap(span, onHoliday);
    };
    return codes(states).map((state) => [state, plan] as const);
  }),
);

/** The hours of a state that has narrower ones than the federal (tables/state-hours.ts). */
export function statePlan(state: string): DayPlan | null {
  return PLANS.get(state) ?? null;
}

/** `9-20`, `13:30-21`, `none`. */
function readSpan(text: string): DaySpan | null {
  if (text === 'none') return null;
  const [from = 0, to = 0] = text.split('-').map((time) => {
    const [hours, minutes = '0'] = time.split(':');
    return Number(hours) * 60 + Number(minutes);
  });
  return { from, to };
}
