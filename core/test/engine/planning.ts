import { decide } from '../../src/engine/index.js';
import { updateLeadState } from '../../src/occurrence/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { knownOf, rulesOf } from './sample.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Wednesday noon in Los Angeles, in winter. */
export const NOON = Date.parse('2026-01-14T20:00:00Z');

export interface Planning {
  readonly action?: object;
  readonly schedule?: object;
  readonly setSchedule?: object;
  readonly lead?: Record<string, string>;
  readonly callLog?: Record<string, string>;
  readonly at?: number;
}

export const INTEGRATION = { type: 'INTEGRATION', endpointId: 'crm' };

/** Plans one action for a disposition; gives what is planned of it and what the trail says. */
export function plan({
  action = INTEGRATION,
  schedule,
  setSchedule,
  lead = {},
  callLog = {},
  at = NOON,
}: Planning) {
  const actions = [{ id: 'a', ...action, ...(schedule && { schedule }) }];
  const sets = [{ id: 's', ...(setSchedule && { schedule: setSchedule }), actions }];
  const occurrence = occurrenceOf(
    { lead: { id: '5', ...lead }, callLog: { call_log_id: '1', status: 'NI', ...callLog } },
    { receivedAt: at },
  );
  const state = updateLeadState(null, occurrence.snapshot, at);
  const decided = decide(rulesOf([workflowOf({ actionSets: sets })]), occurrence, knownOf({ lead: state }));
  const check = decided.decisions[0]?.checks.at(-1);
  return { planned: decided.actions, code: check?.code, reason: check?.reason ?? '' };
}

export const dueAfter = (planning: Planning): number | undefined => {
  const [action] = plan(planning).planned;
  return action === undefined ? undefined : action.dueAt - (planning.at ?? NOON);
};
