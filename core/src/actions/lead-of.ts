import type { ConvosoApi } from '../convoso-api/index.js';
import { isEmpty, textOf, type FieldValues } from '../fields/value.js';
import { leadIdOf, phoneOf } from '../occurrence/lead-key.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import type { Impossible } from './errand.js';

/**
 * The id of the lead that an occurrence is about: as delivered, else of the lead with its phone number that was changed
 * last (domain-facts I.4).
 */
export async function leadIdFor(trigger: Occurrence, api: ConvosoApi): Promise<string | Impossible> {
  const delivered = leadIdOf(trigger.snapshot);
  if (delivered !== null) return delivered;
  const phone = phoneOf(trigger.snapshot);
  if (phone === null) {
    const reason = "the delivery names neither lead_id nor phone_number: map one in Convoso's Adaptor";
    return { code: 'NO_LEAD', reason };
  }
  const newest = await newestLeadOf(phone, api);
  if (newest !== null) return newest;
  return { code: 'LEAD_NOT_FOUND', reason: `Convoso has no lead with the phone number ${phone}` };
}

/** The id of the lead with a phone number that was changed last; null where Convoso has none. */
export async function newestLeadOf(phone: string, api: ConvosoApi): Promise<string | null> {
  const { rows } = await api.leads.search({ phone_number: phone, limit: 2_000 });
  const [newest] = [...rows].sort((a, b) => (b.modified_at ?? '').localeCompare(a.modified_at ?? ''));
  return typeof newest?.id === 'string' ? newest.id : null;
}

/** The lead as Convoso has it now: fields by name, those of the account's own included. Null where there is none. */
export async function freshLead(
  id: string,
  api: ConvosoApi,
): Promise<Readonly<Record<string, string>> | null> {
  const { rows } = await api.leads.search({ lead_id: id, limit: 1 });
  const [lead] = rows;
  if (lead === undefined) return null;
  const { other, ...known } = lead;
  const texts = Object.entries({ ...other, ...known }).flatMap(([name, value]) => textEntry(name, value));
  return Object.fromEntries(texts);
}

function textEntry(name: string, value: unknown): [string, string][] {
  if (value === null) return [[name, '']];
  return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
}

/** A field as last delivered; null where it is not known or empty. */
export function knownText(fields: FieldValues, name: string): string | null {
  const value = fields[name];
  return value === undefined || isEmpty(value) ? null : textOf(value).trim();
}
