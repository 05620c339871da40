import type { CheckName } from './decision.js';

/** What each check of a decision is called wherever people read it: at a terminal and in a browser. */
export const CHECK_LABELS: Readonly<Record<CheckName, string>> = {
  active: 'active',
  relation: 'scope',
  event: 'event',
  loop: 'loop protection',
  rateLimit: 'rate limit',
  hours: 'hours',
  pending: 'skip if pending',
  sample: 'perform action on',
  plan: 'actions',
  failure: 'failure',
};
