import { read } from '../endpoint.js';

/** Lead ping: `data.result` is `Accepted` or `Denied`, and neither is a failure. */
export const search = read('lead-validation/search', {
  parameters: { criteria_key: 'text', phone_number: 'phone', state: 'text', postal_code: 'text' },
  required: ['criteria_key', 'phone_number'],
  record: { text: ['result'] },
  errors: { 6090: 'the criteria key is not valid' },
});
