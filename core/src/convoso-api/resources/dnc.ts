import { read, write } from '../endpoint.js';
import { requiredWith } from '../rule.js';
import * as shared from './do-not-contact.js';

export const insert = write('dnc/insert', {
  parameters: shared.INSERT,
  required: shared.NUMBER_REQUIRED,
  record: shared.ENTRY_KEY,
  errors: { ...shared.INSERT_ERRORS, ...shared.ID_ERROR },
});

export const update = write('dnc/update', {
  parameters: shared.CHANGES,
  required: ['id'],
  record: shared.ENTRY_KEY,
  errors: shared.UPDATE_ERRORS,
});

const remove = write('dnc/delete', {
  parameters: { ...shared.NUMBER, update_lead_status: 'flag', lead_status: 'status' },
  required: shared.NUMBER_REQUIRED,
  rules: [requiredWith('lead_status', 'update_lead_status', '1')],
  errors: {
    6000: 'the country code is missing',
    6001: 'the campaign ID is missing',
    6002: 'the phone number is missing',
    6003: 'the phone number is not on the list',
    6004: 'the lead status is not valid',
    6005: 'the lead status is missing',
  },
});
export { remove as delete };

export const search = read('dnc/search', {
  parameters: shared.FILTERS,
  at: 'entries',
  rows: shared.ENTRY,
  errors: { ...shared.SEARCH_ERRORS, ...shared.ID_ERROR },
});
