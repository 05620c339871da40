import { read, write } from '../endpoint.js';
import { paging } from '../parameter.js';
import { INSERT_OPTIONS, INSERT_RULES } from './lead-options.js';
import { LEAD_VALUES, PERSON } from './lead-parameters.js';
import { LEAD, LEAD_KEY, RECORDING } from './lead-rows.js';
import * as meaning from './meanings.js';

const NO_LEAD = { 6001: meaning.NO_SUCH_LEAD } as const;
const WRITE_ERRORS = {
  6002: meaning.NO_SUCH_LIST,
  6006: meaning.NO_SUCH_USER,
  6008: meaning.NUMBER_NOT_VALID,
  6079: 'the e-mail address is not valid',
} as const;

/** Also updates, with `update_if_found`. */
export const insert = write('leads/insert', {
  parameters: { list_id: 'id', ...LEAD_VALUES, ...INSERT_OPTIONS },
  required: ['list_id', 'phone_number'],
  rules: INSERT_RULES,
  record: LEAD_KEY,
  errors: {
    ...WRITE_ERRORS,
    6007: 'phone number and list are required',
    6009: meaning.NUMBER_EXISTS,
    6023: meaning.FIELDS_MISSING,
  },
});

export const update = write('leads/update', {
  parameters: { lead_id: 'id', list_id: 'id', ...LEAD_VALUES, adaptor_id: 'id' },
  required: ['lead_id'],
  record: LEAD_KEY,
  errors: { ...NO_LEAD, ...WRITE_ERRORS },
});

/** With one of the `updated_at` filters the rows come in ascending order of that time (domain-facts A.2). */
export const search = read('leads/search', {
  parameters: {
    lead_id: 'id',
    list_id: 'id',
    ...PERSON,
    created_at_start_date: 'dayOrTime',
    created_at_end_date: 'dayOrTime',
    updated_at_start_date: 'dayOrTime',
    updated_at_end_date: 'dayOrTime',
    deleted_at_start: 'dayOrTime',
    deleted_at_end: 'dayOrTime',
    archived_at_start: 'dayOrTime',
    archived_at_end: 'dayOrTime',
    last_call_start_date: 'dayOrTime',
    last_call_end_date: 'dayOrTime',
    ...paging({ default: 10, max: 2_000 }),
  },
  at: 'entries',
  rows: LEAD,
  errors: meaning.PAGING_ERRORS,
  // "Missing lists": nothing was found (domain-facts A.3).
  notFailures: { 6000: [] },
});

const remove = write('leads/delete', {
  parameters: { lead_id: 'id' },
  required: ['lead_id'],
  errors: NO_LEAD,
});
export { remove as delete };

/** The plural in the path is right: the singular is an unknown path. */
export const recordings = read('leads/get-recordings', {
  parameters: { lead_id: 'id', start_time: 'time', end_time: 'time', ...paging({ default: 10, max: 100 }) },
  required: ['lead_id'],
  at: 'entries',
  rows: RECORDING,
  errors: { ...meaning.PAGING_ERRORS, 6005: 'there are no such users' },
});
