import { dayAfter, weekdayOf } from '../../words/time.js';

/** Days that are often asked for, both ends included. */
export interface Span {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** A week begins on Monday. */
export function spansOf(today: string): readonly Span[] {
  const monday = dayAfter(today, -((weekdayOf(today) + 6) % 7));
  const yesterday = dayAfter(today, -1);
  return [
    { name: 'Today', from: today, to: today },
    { name: 'Yesterday', from: yesterday, to: yesterday },
    { name: 'This week', from: monday, to: today },
    { name: 'Last week', from: dayAfter(monday, -7), to: dayAfter(monday, -1) },
  ];
}
