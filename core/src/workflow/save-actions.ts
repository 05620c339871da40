import type { Action } from '../config/actions.js';

/** The actions that save the lead, and so can trigger the workflow that performs them again (seed 000, "Loop Protection"). */
export const SAVE_ACTIONS = ['FIELD', 'STATUS', 'MOVE'] as const satisfies Action['type'][];

/** The lead field that an action writes; null for an action that saves no lead. */
export function writtenField(action: Action): string | null {
  switch (action.type) {
    case 'FIELD':
      return action.field;
    case 'STATUS':
      return 'status';
    case 'MOVE':
      return 'list_id';
    default:
      return null;
  }
}

/** The lead fields that a workflow writes, each once. */
export function writtenFields(actions: Iterable<Action>): string[] {
  const fields = [...actions].map(writtenField).filter((field) => field !== null);
  return [...new Set(fields)];
}
