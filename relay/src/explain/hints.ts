import type { Check } from '@convoso-connect/core';
import { switchOnCommand } from '../switches/switched-off.js';

export interface Asked {
  readonly workflowId: string;
  readonly leadKey: string | null;
}

/** What to type next, where a check points at something that can be looked at or changed; null where none does. */
export function hintOf({ code }: Check, { workflowId, leadKey }: Asked): string | null {
  switch (code) {
    case 'INACTIVE':
    case 'SWITCHED_OFF':
    case 'LOOPING':
      return switchOnCommand('workflow', workflowId);
    case 'ACTIONS_PENDING':
      return `npm run connect -- pending --workflow ${workflowId}${leadOption(leadKey)}`;
    default:
      return null;
  }
}

/** As `/api/pending` reads it: a lead's id, or `phone:` and its number. */
function leadOption(leadKey: string | null): string {
  return leadKey === null ? '' : ` --lead ${leadKey.replace(/^lead:/, '')}`;
}
