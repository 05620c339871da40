import { textOf, isEmpty, type FieldValues } from '../fields/value.js';
import { leadClock } from '../hours/index.js';
import { phoneOf } from '../occurrence/lead-key.js';
import type { LeadState } from '../occurrence/lead-state.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { isoText } from '../time/instant.js';
import { zoneOf } from '../time/zone.js';

/** The lead as far as it is known: what was delivered now, and what was before. */
export interface LeadView {
  readonly fields: FieldValues;
  /** Digits, or null. */
  readonly phone: string | null;
  /** When this was delivered, in epoch milliseconds: a GMT offset holds only until clocks are changed. */
  readonly knownAt: number;
}

/** `lead` is the lead's state after the occurrence; null where it has no lead. */
export function leadViewOf(occurrence: Occurrence, lead: LeadState | null): LeadView {
  const fields = lead?.fields ?? occurrence.snapshot.lead;
  const stored = fields['phone_number'];
  const known = stored === undefined || isEmpty(stored) ? null : textOf(stored);
  return {
    fields,
    phone: phoneOf(occurrence.snapshot) ?? known,
    knownAt: lead?.updatedAt ?? occurrence.receivedAt,
  };
}

/** The zones whose clocks count, and a word on them where they are not the account's. */
export interface Clock {
  readonly zones: readonly string[];
  readonly note: string | null;
}

export interface ClockQuestion {
  /** `account`, `lead` or the name of a zone. */
  readonly choice: string;
  readonly lead: LeadView;
  readonly accountZone: string;
  /** What counts where the lead's zone is not known: the account's clock, or all that may be the lead's at once. */
  readonly whenUnknown: 'account' | 'all candidates';
}

/** Whose clock counts (domain-facts J.6): the account's, that of a named zone, or the lead's. */
export function clockOf({ choice, lead, accountZone, whenUnknown }: ClockQuestion): Clock {
  if (choice === 'account') return { zones: [accountZone], note: null };
  if (choice !== 'lead') return { zones: [choice], note: `by the clock of ${choice}` };
  const { zones, reason: sentence } = leadClock(lead.fields, lead.phone, lead.knownAt);
  const reason = asClause(sentence);
  if (zones.length === 1) return { zones, note: `by the lead's clock, ${zones.join()}: ${reason}` };
  if (whenUnknown === 'all candidates') {
    return { zones, note: `by every clock that may be the lead's (${zones.length} zones): ${reason}` };
  }
  return {
    zones: [accountZone],
    note: `by the account's clock, because the lead's is not certain: ${reason}`,
  };
}

/** What a clock showed at a moment, for sentences: `18:00 by the clock of Europe/Berlin`. */
export function timeOn({ zones: [zone = 'UTC'], note }: Clock, at: number): string {
  const time = isoText(zoneOf(zone).wallAt(at)).slice(11, 16);
  return `${time} ${note ?? `in ${zone}`}`;
}

/** A sentence to be put into another. */
export function asClause(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
