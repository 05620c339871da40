import type { Action, Schedule } from '../config/index.js';
import { contactOf, isContact } from '../hours/contact-of-action.js';
import {
  contactHours,
  leadClock,
  nextOpening,
  whyNeverOpen,
  windowHours,
  type Hours,
} from '../hours/index.js';
import { asClause, clockOf, type LeadView } from './clock.js';
import type { Rules } from './rules.js';

/** Which of an action's hours count: all, or, after an operator's word to run it now, only those the law sets. */
export type HoursAsked = 'all' | 'legal';

/** When an action may be performed, from a moment on. */
export type Opening =
  | { readonly kind: 'open' }
  | { readonly kind: 'held'; readonly until: number; readonly reason: string }
  | { readonly kind: 'never'; readonly reason: string };

export interface HoursQuestion {
  readonly action: Action;
  /** The action's own schedule, or its set's. */
  readonly schedule: Schedule | undefined;
  readonly lead: LeadView;
  readonly asked: HoursAsked;
}

/** When an action that is asked for at a moment may be performed (domain-facts J.6, J.7, J.45). */
export function openingOf(question: HoursQuestion, at: number, rules: Rules): Opening {
  const { hours, notes } = hoursOf(question, rules);
  if (hours.length === 0) return { kind: 'open' };
  const note = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  const opening = nextOpening(at, hours);
  if (opening === null) return { kind: 'never', reason: `${asClause(whyNeverOpen(at, hours))}${note}` };
  if (opening.at === at) return { kind: 'open' };
  return { kind: 'held', until: opening.at, reason: `held: outside ${opening.heldBy.join(' and ')}${note}` };
}

function hoursOf(
  { action, schedule, lead, asked }: HoursQuestion,
  { timeZone: accountZone, contactHours: settings }: Rules,
): { hours: Hours[]; notes: string[] } {
  const contact = isContact(action);
  const hours: Hours[] = [];
  const notes: string[] = [];
  const window = schedule?.holdUntilHours ?? '24hr';
  if (asked === 'all' && window !== '24hr') {
    const choice = schedule?.timeZone ?? (contact ? 'lead' : 'account');
    const whenUnknown = contact ? 'all candidates' : 'account';
    const clock = clockOf({ choice, lead, accountZone, whenUnknown });
    hours.push(windowHours(window, clock.zones));
    if (clock.note !== null) notes.push(clock.note);
  }
  if (contact) {
    const clock = leadClock(lead.fields, lead.phone, lead.knownAt);
    hours.push(contactHours(clock, settings, contactOf(action)));
    const reason = asClause(clock.reason);
    if (!notes.some((note) => note.endsWith(reason))) notes.push(reason);
  }
  return { hours, notes };
}
