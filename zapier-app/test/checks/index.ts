import type { Check } from './check.js';
import { FIELD_CHECKS } from './of-fields.js';
import { STEP_CHECKS } from './of-steps.js';
import { WORD_CHECKS } from './of-words.js';

export type { Check } from './check.js';

/** D019 and D020 are none of Zapier's. */
export const CHECKS: readonly Check[] = [...WORD_CHECKS, ...FIELD_CHECKS, ...STEP_CHECKS].toSorted((a, b) =>
  a.id.localeCompare(b.id),
);
