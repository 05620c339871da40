import { ACTION_LABELS, CONNECT_WORKFLOW_ACTIONS, type WorkflowActionType } from '@convoso-connect/core';
import { readOneOf } from './query.js';

const TYPES = Object.keys(CONNECT_WORKFLOW_ACTIONS) as WorkflowActionType[];

/** What Convoso's log screen calls the first of them besides (seed 002, "Workflow Logs"). */
const OTHER_NAMES: Readonly<Record<string, WorkflowActionType>> = {
  api: 'INTEGRATION',
  integration: 'INTEGRATION',
  'convoso connect': 'INTEGRATION',
};

/** An action type by its key or by the name it has on screens, in any case. */
export function readActionType(text: string | undefined): WorkflowActionType | null {
  if (text === undefined) return null;
  const name = text.toLowerCase().replace(/\s+/g, ' ');
  const labelled = TYPES.find((type) => ACTION_LABELS[type].toLowerCase() === name);
  const other = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
  return labelled ?? other ?? readOneOf('type', text.toUpperCase(), TYPES);
}
