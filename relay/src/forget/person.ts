import {
  leadKeyOf,
  nameFields,
  normalisePhone,
  textOf,
  type FieldValues,
  type LeadKey,
  type Snapshot,
} from '@convoso-connect/core';
import { readDelivery } from '../intake/reading.js';
import type { KeptRequest } from '../store/ports/intake.js';

/** Whom an operator asks to have forgotten: a phone number in normal form, or a lead. */
export type AskedPerson = { readonly phone: string } | { readonly lead: LeadKey };

/** How a hook names the fields that it receives; nothing for one that is not configured any more. */
export type FieldsOfHook = (hookId: string) => Readonly<Record<string, string>>;

/** The phone number and the leads that a person is known by here, and words that name the person in a text. */
export class Person {
  readonly phone: string | null;
  readonly leadKeys: Set<string>;
  readonly #names = new Set<string>();

  constructor(asked: AskedPerson) {
    this.phone = 'phone' in asked ? asked.phone : null;
    this.leadKeys = new Set(['phone' in asked ? `phone:${asked.phone}` : asked.lead]);
  }

  /** Learns what lead fields say of the person, for {@link isNamedIn}. */
  learn(lead: FieldValues): void {
    const text = (name: string): string => textOf(lead[name] ?? '').trim();
    const [first, last, email] = [text('first_name'), text('last_name'), text('email')];
    if (first !== '' && last !== '') this.#names.add(`${first} ${last}`.toLowerCase());
    if (email !== '') this.#names.add(email.toLowerCase());
  }

  hasPhone(fields: FieldValues): boolean {
    const value = fields['phone_number'];
    return this.phone !== null && value !== undefined && normalisePhone(textOf(value)) === this.phone;
  }

  /** The fields that hold the number, whatever they are called, but for a lead's own. */
  fieldsWithPhone(fields: FieldValues): string[] {
    const { phone } = this;
    if (phone === null) return [];
    return Object.entries(fields)
      .filter(([name, value]) => name !== 'phone_number' && normalisePhone(textOf(value)) === phone)
      .map(([name]) => name);
  }

  /** Whether a request is about the person. What cannot be read as a delivery is searched as text. */
  isIn(request: KeptRequest, fieldsOf: FieldsOfHook): boolean {
    const snapshots = snapshotsOf(request, fieldsOf);
    if (snapshots === null) return this.isNamedIn(textIn(request));
    return snapshots.some((snapshot) => this.#isOf(snapshot));
  }

  #isOf(snapshot: Snapshot): boolean {
    const key = leadKeyOf(snapshot);
    if (key !== null && this.leadKeys.has(key)) return true;
    return this.hasPhone(snapshot.lead) || this.hasPhone(snapshot.callLog);
  }

  /** Whether a text names the person: by phone number, lead id, e-mail address, or first and last name. */
  isNamedIn(text: string): boolean {
    const lower = text.toLowerCase();
    if ([...this.#names].some((name) => lower.includes(name))) return true;
    const keys = [...this.leadKeys];
    const phones = keys.filter((key) => key.startsWith('phone:')).map((key) => key.slice('phone:'.length));
    const written = text.match(PHONE_LIKE) ?? [];
    if (written.some((each) => phones.includes(normalisePhone(each) ?? ''))) return true;
    return keys.some((key) => key.startsWith('lead:') && namesLead(lower, key.slice('lead:'.length)));
  }
}

const PHONE_LIKE = /\+?\(?\d[\d ().-]{5,}\d/g;

/** `lead 1364887` as our own messages have it, and `lead_id=1364887`, `"lead_id": "1364887"` as requests do. */
function namesLead(lower: string, id: string): boolean {
  const escaped = id.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\b(?:lead|lead_id|id)["']?\\s*[:= ]\\s*["']?${escaped}(?![\\w-])`).test(lower);
}

/** What each record of a request says; null where it cannot be read. */
function snapshotsOf(
  { hookId, query, headers, body }: KeptRequest,
  fieldsOf: FieldsOfHook,
): readonly Snapshot[] | null {
  const parsed = JSON.parse(headers) as Record<string, string>;
  const reading = readDelivery({ query, headers: parsed, body });
  if (reading.outcome !== 'payload') return null;
  return reading.records.map(({ received }) => nameFields(received, fieldsOf(hookId)).snapshot);
}

function textIn({ query, body }: KeptRequest): string {
  const written = `${query}\n${body.toString('utf8')}`;
  return `${written}\n${decoded(written)}`;
}

/** Without its percent signs; a text that is cut off in the middle of one stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
