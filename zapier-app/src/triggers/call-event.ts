import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { DISPOSITIONS, FILTER_INPUTS, refuseUnknownCampaigns, whyPassedOver } from '../call-event/filter.js';
import type { GivenEvent } from '../call-event/from-snapshot.js';
import { inWords } from '../errors.js';
import { chosenStatuses, dispositionTableInput, refuseUnknownNames } from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { loadedWhenRun } from '../loaded-when-run.js';
import { ownOutputsOfEvent } from '../own-fields.js';
import { latestCalls } from '../polling/recent-calls.js';
import { SAMPLE_CALL_EVENT } from '../samples/call-event.js';

const DIRECTIONS = [
  'In Convoso: **1.** Apps → Adaptors: map the fields you need, each to its own name (`status` to `status`); always ' +
    'map Call Log ID, Lead ID, Phone Number, Status and Campaign ID.',
  '**2.** Apps → Convoso Connect: paste the address above into API URL, Request Method POST, Post Data Type JSON, Response ' +
    'Data Type JSON, Response Key `status`, your adaptor; use Test.',
  '**3.** Workflow Automation: choose campaign and event, such as any Disposition, and add the action Integration, ' +
    'which is Convoso Connect, with that endpoint.',
  'To say what an address is for, add `?event=callback` to it.',
].join(' ');

/** Real calls of the account to set a Zap up with, in place of a delivery that one would have to wait for. */
const listRecentCalls = inWords(async (z: ZObject, bundle: Bundle<Inputs>): Promise<GivenEvent[]> => {
  const statuses = await chosenStatuses(z, bundle);
  refuseUnknownNames(bundle.inputData, DISPOSITIONS, statuses);
  await refuseUnknownCampaigns(z, bundle);
  const events = await latestCalls(z, bundle, { most: 3, statuses });
  return events.filter((event) => whyPassedOver(event, bundle.inputData, statuses) === null);
});

export const callEvent: Trigger = {
  key: 'call_event',
  noun: 'Call Event',
  display: {
    label: 'Call Event',
    description: 'Triggers when Convoso Connect delivers a call or lead event, at once.',
    directions: DIRECTIONS,
  },
  operation: {
    type: 'hook',
    perform: loadedWhenRun(async () => (await import('../call-event/read-delivery.js')).readDelivery),
    performList: listRecentCalls,
    inputFields: [...FILTER_INPUTS, dispositionTableInput],
    outputFields: [...outputsOf(SAMPLE_CALL_EVENT), ownOutputsOfEvent],
    sample: SAMPLE_CALL_EVENT,
  },
};
