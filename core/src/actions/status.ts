import type { ConvosoAction } from './errand.js';
import { performUpdate, planUpdate } from './update-lead.js';

/** Status Change: gives the lead another status. Done twice, it is done once. */
export const STATUS: ConvosoAction<'STATUS'> = {
  plan: ({ action, trigger }, api) => planUpdate(trigger, api, { field: 'status', value: action.status }),
  perform: performUpdate,
};
