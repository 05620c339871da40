import type { Snapshot } from '../payload/snapshot.js';
import { normalisePhone } from '../fields/phone-text.js';
import { isKey } from '../fields/placeholder.js';
import { isEmpty, textOf } from '../fields/value.js';

/** Identifies a lead in guards, lanes and stored state: `lead:<lead_id>` or, without an id, `phone:<digits>`. */
export type LeadKey = `lead:${string}` | `phone:${string}`;

/**
 * The key under which everything about one lead is kept (domain-facts J.40): its id unless that is missing or 0,
 * else its phone number, else none. Without a key there is nothing to share: per-lead guards do not apply and the
 * occurrence stands in a lane of its own.
 */
export function leadKeyOf(snapshot: Snapshot): LeadKey | null {
  const id = leadIdOf(snapshot);
  if (id !== null) return `lead:${id}`;
  const phone = phoneOf(snapshot);
  return phone === null ? null : `phone:${phone}`;
}

/**
 * The lead id, or null when none was delivered, or it is 0 (domain-facts B.3: sent on posts not tied to a lead) or a
 * word for nothing: a key made of one would be shared by everybody.
 */
export function leadIdOf(snapshot: Snapshot): string | null {
  // One value under two names; where both came and one is empty, the other tells.
  for (const value of [snapshot.lead['id'], snapshot.callLog['lead_id']]) {
    if (value === undefined || isEmpty(value)) continue;
    const id = textOf(value).trim();
    if (!/^0+$/.test(id) && isKey(id)) return id;
  }
  return null;
}

/** The lead's primary phone in normal form, or the number of the call where only that is known. */
export function phoneOf(snapshot: Snapshot): string | null {
  for (const section of ['lead', 'callLog'] as const) {
    const value = snapshot[section]['phone_number'];
    const phone = value === undefined ? null : normalisePhone(textOf(value));
    if (phone !== null) return phone;
  }
  return null;
}
