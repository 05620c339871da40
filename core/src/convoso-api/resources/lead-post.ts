import { write } from '../endpoint.js';
import { LEAD_VALUES } from './lead-parameters.js';
import { LEAD_KEY } from './lead-rows.js';

/** List and checks are those of the criteria. Documents show two kinds of answers: both are read (domain-facts A.5). */
export const insert = write('lead-post-validation/insert', {
  parameters: { criteria_key: 'text', ...LEAD_VALUES },
  required: ['criteria_key', 'phone_number'],
  record: LEAD_KEY,
  errors: { 6090: 'the criteria key is not valid' },
});
