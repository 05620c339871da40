import { FIELDS } from './catalogue.js';
import type { CatalogueSection } from './definition.js';
import { furtherCustomField } from './extra-fields.js';

/** The names under which accounts and their receivers have been seen to deliver one field (domain-facts B.4). */
export interface FieldAliases {
  /** For a shared name (D.2) the section that a call gives it; without a call it is the lead's. */
  readonly section: CatalogueSection;
  readonly field: string;
  /** First wins. */
  readonly aliases: readonly string[];
}

/**
 * Names that are canonical themselves (`id`, `owner_id`, `caller_id`, `created_at`, `notes`) are left out although
 * receivers have read them as something else: a canonical name is never an alias.
 */
export const FIELD_ALIASES: readonly FieldAliases[] = [
  {
    section: 'callLog',
    field: 'call_log_id',
    aliases: ['callLogId', 'call_id', 'convoso_call_id', 'CallID', 'uniqueid'],
  },
  { section: 'callLog', field: 'lead_id', aliases: ['convoso_lead_id', 'leadId'] },
  {
    section: 'callLog',
    field: 'phone_number',
    aliases: ['phone', 'primary_phone', 'PhoneNumber', 'customer_phone', 'lead_phone', 'phone_number_call'],
  },
  {
    section: 'callLog',
    field: 'status',
    aliases: ['disposition', 'disposition_name', 'call_disposition', 'status_name', 'call_result'],
  },
  {
    section: 'callLog',
    field: 'length_in_sec',
    aliases: [
      'duration',
      'duration_sec',
      'call_duration',
      'call_length',
      'talk_time',
      'talk_seconds',
      'call_duration_seconds',
    ],
  },
  {
    section: 'extra',
    field: 'agent_full_name',
    aliases: ['agent_name', 'agent', 'user', 'user_name', 'agent_user'],
  },
  { section: 'extra', field: 'agent_email', aliases: ['email of agent', 'agent_user'] },
  { section: 'callLog', field: 'call_type', aliases: ['direction', 'call_direction'] },
  { section: 'callLog', field: 'recording', aliases: ['recording_url', 'call_recording'] },
  { section: 'callLog', field: 'agent_comment', aliases: ['note', 'comments', 'call_notes', 'agent_notes'] },
  {
    section: 'callLog',
    field: 'call_date',
    aliases: ['call_start_time', 'start_time', 'started_at', 'call_timestamp', 'disposition_time'],
  },
];

/** A name as names are compared where they do not match exactly: without surrounding blanks, in any case. */
export function foldName(name: string): string {
  return name.trim().toLowerCase();
}

const CANONICAL_NAMES: ReadonlyMap<string, string> = new Map(
  FIELDS.map((field) => [foldName(field.name), field.name]),
);

/**
 * The catalogue's spelling of a name, matched exactly or else in any case; undefined when it holds no such name.
 *
 * @example
 * ```ts
 * canonicalName('Phone_Number');
 * // → 'phone_number'
 * ```
 */
export function canonicalName(name: string): string | undefined {
  const known = CANONICAL_NAMES.get(name);
  if (known !== undefined) return known;
  const folded = foldName(name);
  return CANONICAL_NAMES.get(folded) ?? furtherCustomField(folded)?.name;
}

/** A name by its letters and digits alone: `Call Log ID`, `call-log-id` and `callLogId` are one. */
function lettersOf(name: string): string {
  return foldName(name).replace(/[^\p{L}\p{N}]/gu, '');
}

const BY_LETTERS: ReadonlyMap<string, string> = new Map([
  ...FIELD_ALIASES.flatMap(({ field, aliases }) =>
    aliases.map((alias) => [lettersOf(alias), field] as const),
  ),
  ...FIELDS.map((field) => [lettersOf(field.name), field.name] as const),
]);

/** The field that a name means by its letters, whatever stands between them; undefined for an unknown one. */
export function nameByLetters(name: string): string | undefined {
  return canonicalName(name) ?? BY_LETTERS.get(lettersOf(name));
}

/**
 * The field as which a value under this name is read (`disposition` as `status`); undefined for what keeps its name:
 * that of a field, and one that nobody knows.
 */
export function readAs(name: string): string | undefined {
  const field = nameByLetters(name);
  return field === name ? undefined : field;
}

/** Every name that is understood, to compare unknown ones with. */
export const UNDERSTOOD_NAMES: readonly string[] = [
  ...FIELDS.map(({ name }) => name),
  ...FIELD_ALIASES.flatMap(({ aliases }) => aliases),
];

/** Whether a value delivered under an alias can be this field's: `agent_user` is the e-mail if it has an @, else the name. */
export function aliasFits(field: string, alias: string, valueText: string): boolean {
  if (foldName(alias) !== 'agent_user') return true;
  return (field === 'agent_email') === valueText.includes('@');
}
