import { read, write } from '../endpoint.js';
import * as shared from './do-not-contact.js';

export const search = read('sms-opt-out/search', {
  parameters: {
    ...shared.FILTERS,
    reason: { type: 'text', alsoSentAs: 'Reason' },
    purpose: { type: 'text', alsoSentAs: 'Purpose' },
  },
  at: 'entries',
  rows: shared.ENTRY,
  errors: shared.SEARCH_ERRORS,
});

/** Convoso does not tell the ID of the new entry. */
export const insert = write('sms-opt-out/insert', {
  parameters: shared.INSERT,
  required: shared.NUMBER_REQUIRED,
  errors: shared.INSERT_ERRORS,
});

export const update = write('sms-opt-out/update', {
  parameters: shared.CHANGES,
  required: ['id'],
  record: shared.ENTRY_KEY,
  errors: {
    ...shared.UPDATE_ERRORS,
    4001: 'phone number, country code or campaign ID is missing',
    4002: 'phone number, country code and campaign ID have to be numbers',
  },
});
