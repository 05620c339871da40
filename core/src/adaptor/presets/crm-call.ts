import { decodeDisposition } from '../../disposition/decode.js';
import { isEmpty, textOf } from '../../fields/value.js';
import { readField, readFlat, type Snapshot } from '../../payload/snapshot.js';
import { readDateText } from '../../time/date-text.js';
import { isoText } from '../../time/instant.js';
import { formatDate } from '../dates/index.js';
import type { MappingOptions } from '../map.js';

/** A call in terms that all CRMs share (domain-facts H). */
export interface CrmCall {
  /** Convoso's call types as a direction (domain-facts C.6): what is not inbound went out. */
  readonly direction: 'inbound' | 'outbound';
  /** The number that called: the lead's where the call came in, ours where it went out. */
  readonly from: string;
  /** The number that was called. */
  readonly to: string;
  /** In UTC, such as 2025-10-09T22:56:40+00:00; empty where the call's date is missing or none. */
  readonly startedAt: string;
  /** The day of the call in the account's zone, as YYYY-MM-DD; empty as `startedAt`. */
  readonly day: string;
  /** Whole seconds; null where not delivered or no number. */
  readonly seconds: number | null;
  /** What a person reads in a list of calls. */
  readonly subject: string;
  /** What else is worth knowing, line by line; it never is empty. */
  readonly description: string;
}

export function crmCall(snapshot: Snapshot, options: MappingOptions): CrmCall {
  const direction = valueOf(snapshot, 'call_type').toUpperCase() === 'INBOUND' ? 'inbound' : 'outbound';
  const date = valueOf(snapshot, 'call_date');
  const isDate = readDateText(date) !== null;
  const seconds = valueOf(snapshot, 'length_in_sec');
  const status = textOf(readFlat(snapshot, 'status') ?? '').trim();
  const outcome = status === '' ? '' : decodeDisposition(status, options.statuses).name;
  const [ours, leads] = [
    valueOf(snapshot, 'caller_id'),
    textOf(readFlat(snapshot, 'phone_number') ?? '').trim(),
  ];
  const [from, to] = direction === 'inbound' ? [leads, ours] : [ours, leads];
  return {
    direction,
    from,
    to,
    startedAt: isDate ? instantText(date, options) : '',
    day: isDate ? formatDate(date, 'Y-m-d', options).text : '',
    seconds: /^\d+(\.\d+)?$/.test(seconds) ? Math.round(Number(seconds)) : null,
    subject: `${direction === 'inbound' ? 'Inbound' : 'Outbound'} call${outcome === '' ? '' : `: ${outcome}`}`,
    description: descriptionOf(snapshot, options),
  };
}

/** An absolute instant: a wall time without its zone is an hour off half of the year in many CRMs (domain-facts H.4). */
function instantText(date: string, options: MappingOptions): string {
  const seconds = Number(formatDate(date, 'timestamp', options).text);
  return `${isoText(seconds * 1000).slice(0, 19)}+00:00`;
}

/** Labels of the lines that a sales team expects on the record (domain-facts H.4). */
const LINES = [
  ['Called at', 'call_date'],
  ['Agent', 'agent_full_name'],
  ['Campaign', 'campaign_name'],
  ['Ended by', 'term_reason'],
  ['Recording', 'recording'],
] as const;

function descriptionOf(snapshot: Snapshot, { timeZone }: MappingOptions): string {
  const comment = valueOf(snapshot, 'agent_comment') || 'No agent note.';
  const lines = LINES.flatMap(([label, field]) => {
    const value = valueOf(snapshot, field);
    if (value === '') return [];
    return [`${label}: ${value}${field === 'call_date' ? ` (${timeZone})` : ''}`];
  });
  return [comment, ...lines].join('\n');
}

/** Of the call's own section, or of the extra fields; empty for what was not delivered. */
function valueOf(snapshot: Snapshot, field: string): string {
  const value = readField(snapshot, 'callLog', field) ?? readField(snapshot, 'extra', field);
  return value === undefined || isEmpty(value) ? '' : textOf(value).trim();
}
