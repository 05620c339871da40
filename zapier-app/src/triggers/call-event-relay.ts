import type { Trigger } from 'zapier-platform-core';
import { EVENT_FILTER_INPUTS } from '../fields/event-filter-inputs.js';
import { outputsOf, type Sample } from '../fields/outputs.js';
import { loadedWhenRun } from '../loaded-when-run.js';
import { ownOutputsOfEvent } from '../own-fields.js';
import { SAMPLE_CALL_EVENT } from '../samples/call-event.js';

const SAMPLE: Sample = {
  ...SAMPLE_CALL_EVENT,
  sequence: 1,
  trail_url: 'https://relay.example.test/console/calls/01K73Z4S3R8Q5N2V6X9B1C7D0E',
};

const subscription = () => import('../relay/subscription.js');

export const callEventRelay: Trigger = {
  key: 'call_event_relay',
  noun: 'Call Event',
  display: {
    label: 'Call Event (Relay)',
    description: 'Triggers when your relay takes in a call or lead event.',
  },
  operation: {
    type: 'hook',
    performSubscribe: loadedWhenRun(async () => (await subscription()).subscribe),
    performUnsubscribe: loadedWhenRun(async () => (await subscription()).unsubscribe),
    perform: loadedWhenRun(async () => (await subscription()).receive),
    performList: loadedWhenRun(async () => (await subscription()).latestEvents),
    inputFields: EVENT_FILTER_INPUTS,
    outputFields: [...outputsOf(SAMPLE), ownOutputsOfEvent],
    sample: SAMPLE,
  },
};
