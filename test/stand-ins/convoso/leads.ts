import type { Account } from './account.js';
import { refuseUnknown } from './checks.js';
import { SUCCESS, type Handlers } from './handler.js';
import { INSERT_OPTIONS, LEAD_FIELDS, LEAD_FILTERS, LEAD_RANGES } from './lead-fields.js';
import { isDuplicate, leadToUpdate, type LeadSaves } from './lead-saves.js';
import { pageOf } from './pages.js';
import type { Params } from './params.js';
import { refuseUnless } from './refusal.js';
import type { Row } from './table.js';

export function leadHandlers(account: Account, saves: LeadSaves): Handlers {
  return {
    'leads/insert': {
      parameters: ['list_id', 'phone_number', ...LEAD_FIELDS, ...INSERT_OPTIONS],
      takesCustomFields: true,
      answer: (params) => insert(account, saves, params),
    },
    'leads/update': {
      parameters: ['lead_id', 'list_id', 'phone_number', 'adaptor_id', ...LEAD_FIELDS],
      takesCustomFields: true,
      answer: (params) => {
        const lead = account.leads.find(params.text('lead_id'));
        refuseUnless(lead !== undefined, 6001, 'No such Lead');
        saves.check(params);
        return leadId(saves.update(lead, params));
      },
    },
    'leads/search': {
      parameters: [...LEAD_FILTERS, ...LEAD_RANGES.flatMap(([from, to]) => [from, to]), 'limit', 'offset'],
      answer: (params) => search(account, params),
    },
    'leads/delete': {
      parameters: ['lead_id'],
      answer: (params) => {
        refuseUnless(account.leads.has(params.text('lead_id')), 6001, 'No such Lead');
        account.leads.delete(params.text('lead_id'));
        return SUCCESS;
      },
    },
    'leads/get-recordings': {
      parameters: ['lead_id', 'start_time', 'end_time', 'limit', 'offset'],
      answer: (params) => {
        refuseUnless(account.leads.has(params.text('lead_id')), 6005, 'Missing users');
        const found = recordings(account.recordings.where({ lead_id: params.text('lead_id') }), params);
        const { offset, limit, rows } = pageOf(params, found, { limit: 10, maxLimit: 100 });
        return { ...SUCCESS, data: { offset, limit, total: found.length, entries: rows } };
      },
    },
  };
}

function insert(account: Account, saves: LeadSaves, params: Params): Readonly<Record<string, unknown>> {
  const hasBoth = params.text('phone_number') !== '' && params.text('list_id') !== '';
  refuseUnless(hasBoth, 6007, 'A lead needs phone number and list');
  const complete = account.requiredFields.every((name) => params.text(name) !== '');
  refuseUnless(complete, 6023, 'Required fields are missing');
  saves.check(params);
  const existing = leadToUpdate(account, params);
  refuseUnless(
    existing !== undefined || !isDuplicate(account, params),
    6009,
    'The phone number already exists',
  );
  const lead =
    existing === undefined ? saves.insert(params, params.text('list_id')) : saves.update(existing, params);
  // No document limits the hopper parameters to leads that are new.
  if (params.isOn('hopper')) {
    account.hopper.push({ leadId: lead['id'] ?? '', priority: params.text('hopper_priority') || '99' });
  }
  return leadId(lead);
}

function leadId(lead: Row): Readonly<Record<string, unknown>> {
  return { ...SUCCESS, data: { lead_id: lead['id'] } };
}

function search(account: Account, params: Params): Readonly<Record<string, unknown>> {
  refuseUnknown(params, 'list_id', (id) => account.lists.has(id), 6000, 'Missing lists');
  const { lead_id: id, ...filters } = params.among(LEAD_FILTERS);
  const wanted = id === undefined ? filters : { ...filters, id };
  const found = account.leads
    .where(Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== '')))
    .filter((lead) =>
      LEAD_RANGES.every(([from, to, field]) =>
        isBetween(lead[field] ?? '', params.text(from), params.text(to)),
      ),
    );
  const byUpdate = params.has('updated_at_start_date') || params.has('updated_at_end_date');
  const ordered = byUpdate
    ? found.toSorted((one, other) => (one['modified_at'] ?? '').localeCompare(other['modified_at'] ?? ''))
    : found;
  const { offset, limit, rows } = pageOf(params, ordered, { limit: 10, maxLimit: 2_000 });
  const entries = rows.map((lead) => shown(account, lead));
  return { ...SUCCESS, data: { offset, limit, total: String(found.length), entries } };
}

/** As searches show a lead: the account's own fields under their numbers, and names that are empty as null. */
function shown(account: Account, lead: Row): Readonly<Record<string, unknown>> {
  const { first_name: first = null, last_name: last = null, ...rest } = lead;
  const fields = Object.entries(rest).map(([name, value]) => [account.customFields.get(name) ?? name, value]);
  return { first_name: first, last_name: last, ...(Object.fromEntries(fields) as Row) };
}

/** Bounds are inclusive; a day as an upper bound means all of it. Without a bound everything is inside. */
export function isBetween(time: string, from: string, to: string): boolean {
  const end = to.length === 10 ? `${to} 23:59:59` : to;
  return (from === '' || time >= from) && (end === '' || (time !== '' && time <= end));
}

/** Recordings in a time range, with ids as numbers (domain-facts A.4). */
export function recordings(
  rows: readonly Row[],
  params: Params,
): readonly Readonly<Record<string, unknown>>[] {
  return rows
    .filter((row) => isBetween(row['start_time'] ?? '', params.text('start_time'), params.text('end_time')))
    .map(({ id, lead_id: lead, seconds = '', start_time: start, end_time: end = '', url }) => ({
      recording_id: Number(id),
      lead_id: Number(lead),
      start_time: start,
      end_time: end,
      seconds: seconds === '' ? null : Number(seconds),
      url,
    }));
}
