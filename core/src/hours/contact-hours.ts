import { DailyHours, overlap, type DayPlan, type DaySpan } from './daily-hours.js';
import { firstInsideAll, type Hours } from './hours.js';
import type { LeadClock } from './lead-clock.js';
import { statePlan } from './state-plan.js';
import { LAST_INSTANT } from '../time/instant.js';
import { clocksInWords } from './wording.js';

/** `settings.contactHours` of the configuration; times of day as HH:MM, up to 24:00. */
export interface ContactHoursSettings {
  readonly start: string;
  readonly end: string;
  readonly stateRules: boolean;
  readonly override: boolean;
}

/**
 * When an action reaches the person (domain-facts J.45): at once, so many milliseconds later (CALLBACK: its
 * afterSeconds), or at any moment of so many milliseconds (HOPPER: until it expires).
 */
export type Contact =
  | { readonly kind: 'now' }
  | { readonly kind: 'after'; readonly ms: number }
  | { readonly kind: 'span'; readonly ms: number };

/** TCPA, 47 CFR 64.1200(c)(1): not before 8 a.m. or after 9 p.m. at the called party's location. */
const FEDERAL = { start: '08:00', end: '21:00' };

/**
 * When a lead may be contacted (domain-facts G.4, J.45), as times at which the action may be carried out.
 *
 * The federal hours hold on each clock that can be the lead's; `start` and `end` only narrow them, unless `override` is
 * set. State rules come on top where a state is known; of several candidates all must permit it. A span that is longer
 * than any opening never fits, nor does a contact after the last year of the calendar: `next` is then always null, and
 * the label says how long it was.
 *
 * A help against mistakes from public tables of uncertain age, and not legal advice.
 *
 * @example
 * ```ts
 * const settings = { start: '08:00', end: '21:00', stateRules: false, override: false };
 * contactHours(leadClock({ state: 'NY' }, null, 0), settings).label;
 * // → 'contact hours 08:00-21:00 in America/New_York'
 * ```
 */
export function contactHours(
  clock: LeadClock,
  settings: ContactHoursSettings,
  contact: Contact = { kind: 'now' },
): Hours {
  const day = dayOfSettings(settings);
  const ruled = settings.stateRules ? clock.states.filter((state) => statePlan(state) !== null) : [];
  const plans = ruled.flatMap((state) => statePlan(state) ?? []);
  const plan: DayPlan = (date) => plans.reduce((span, rule) => overlap(span, rule(date)), day);
  const lasting = contact.kind === 'span' ? contact.ms : 0;
  const clocks = clock.zones.map((zone) => new DailyHours(zone, plan, lasting));
  const ahead = contact.kind === 'after' ? contact.ms : 0;
  return {
    label: labelOf(clock, settings, ruled, contact),
    next(at) {
      if (at + ahead > LAST_INSTANT) return null;
      const moment = firstInsideAll(at + ahead, clocks);
      return moment === null ? null : moment - ahead;
    },
  };
}

function hoursOfSettings({ start, end, override }: ContactHoursSettings): { start: string; end: string } {
  if (override) return { start, end };
  // Times of day compare as text.
  return {
    start: start > FEDERAL.start ? start : FEDERAL.start,
    end: end < FEDERAL.end ? end : FEDERAL.end,
  };
}

function dayOfSettings(settings: ContactHoursSettings): DaySpan | null {
  const { start, end } = hoursOfSettings(settings);
  return start < end ? { from: minutesOf(start), to: minutesOf(end) } : null;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const UNITS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

function durationInWords(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length && ms % length === 0) ?? UNITS[3];
  return `${ms / size} ${unit}`;
}

function contactInWords(contact: Contact): string {
  switch (contact.kind) {
    case 'now':
      return '';
    case 'after':
      return `, ${durationInWords(contact.ms)} from then`;
    case 'span':
      return `, for all of ${durationInWords(contact.ms)}`;
  }
}

function labelOf(
  clock: LeadClock,
  settings: ContactHoursSettings,
  ruled: readonly string[],
  contact: Contact,
): string {
  const { start, end } = hoursOfSettings(settings);
  const rules = ruled.length === 0 ? '' : ` and the rules of ${ruled.join(' and ')}`;
  const when = contactInWords(contact);
  return `contact hours ${start}-${end}${rules} in ${clocksInWords(clock.zones)}${when}`;
}
