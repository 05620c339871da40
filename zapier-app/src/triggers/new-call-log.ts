import type { CallEvent } from '@convoso-connect/core';
import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { FILTER_INPUTS, whyPassedOver } from '../call-event/filter.js';
import { recentCalls } from '../call-event/recent-calls.js';
import { inWords } from '../errors.js';
import { chosenStatuses, dispositionTableInput } from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { SAMPLE_CALL_LOG_EVENT } from '../samples/call-log-event.js';

const MOST = 500;
const MOST_FOR_SETUP = 10;

/** The id of an event is the call's, by which Zapier knows the calls that it has seen. */
const listCalls = inWords(async (z: ZObject, bundle: Bundle<Inputs>): Promise<CallEvent[]> => {
  const most = bundle.meta.isLoadingSample ? MOST_FOR_SETUP : MOST;
  const events = await recentCalls(z, bundle, { most, statuses: await chosenStatuses(z, bundle) });
  return events.filter((event) => whyPassedOver(event, bundle.inputData) === null);
});

export const newCallLog: Trigger = {
  key: 'new_call_log',
  noun: 'Call Log',
  display: {
    label: 'New Call Log',
    description: 'Triggers when a call with a disposition is in the call log.',
  },
  operation: {
    type: 'polling',
    perform: listCalls,
    inputFields: [...FILTER_INPUTS, dispositionTableInput],
    outputFields: outputsOf(SAMPLE_CALL_LOG_EVENT),
    sample: SAMPLE_CALL_LOG_EVENT,
  },
};
