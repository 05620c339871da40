import type { Found } from '../../api/types.js';

/** What somebody may have at hand, in words; the first is any of them. */
export const SOUGHT_BY: readonly (readonly [by: Found['by'] | '', text: string])[] = [
  ['', 'Any of these'],
  ['phone', 'Phone number or its end'],
  ['lead', 'Lead id'],
  ['call', 'Call id'],
  ['id', 'Id in Convoso’s log'],
];
