import type { ConvosoAction } from './errand.js';
import { performUpdate, planUpdate } from './update-lead.js';

/** Move: puts the lead into another list. Done twice, it is done once. */
export const MOVE: ConvosoAction<'MOVE'> = {
  plan: ({ action, trigger }, api) => planUpdate(trigger, api, { field: 'list_id', value: action.listId }),
  perform: performUpdate,
};
