import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import {
  CALL_LOG_FILTER_INPUTS,
  DISPOSITIONS,
  refuseUnknownCampaigns,
  whyPassedOver,
} from '../call-event/filter.js';
import { inWords } from '../errors.js';
import { chosenStatuses, dispositionTableInput, refuseUnknownNames } from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { recentCalls, type RecentCall } from '../polling/recent-calls.js';
import { LOOKS_BACK } from '../polling/window.js';
import { SAMPLE_CALL_LOG_EVENT } from '../samples/call-log-event.js';

interface CallLogTrigger {
  readonly key: string;
  readonly noun: string;
  readonly label: string;
  readonly description: string;
  /** What else a person has to know. */
  readonly hint?: string;
  /** The id by which Zapier knows what it has seen; null for a call that this trigger is not about. */
  readonly idOf: (call: RecentCall) => string | null;
  readonly sampleId: string;
}

/** A trigger on rows of the call log: all of them read the same calls, and differ in what makes one new. */
function callLogTrigger({ key, noun, label, description, hint, idOf, sampleId }: CallLogTrigger): Trigger {
  const sample = { ...SAMPLE_CALL_LOG_EVENT, id: sampleId };
  const perform = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
    const statuses = await chosenStatuses(z, bundle);
    refuseUnknownNames(bundle.inputData, DISPOSITIONS, statuses);
    await refuseUnknownCampaigns(z, bundle);
    const calls = await recentCalls(z, bundle, statuses);
    return calls.flatMap((call) => {
      const id = idOf(call);
      if (id === null || whyPassedOver(call.event, bundle.inputData, statuses) !== null) return [];
      return [{ ...call.event, id }];
    });
  });
  return {
    key,
    noun,
    display: { label, description },
    operation: {
      type: 'polling',
      perform,
      inputFields: [
        { key: 'about', type: 'copy', helpText: hint === undefined ? LOOKS_BACK : `${LOOKS_BACK} ${hint}` },
        ...CALL_LOG_FILTER_INPUTS,
        dispositionTableInput,
      ],
      outputFields: outputsOf(sample),
      sample,
    },
  };
}

export const newCall = callLogTrigger({
  key: 'new_call',
  noun: 'Call',
  label: 'New Call',
  description: 'Triggers when a call has got its disposition.',
  idOf: ({ event }) => event.id,
  sampleId: '14683239',
});

/** Convoso writes into the agent's comment who dispositioned a call anew (domain-facts A.8). */
const REDISPOSITIONED = /\bre-?disp/i;

export const callRedispositioned = callLogTrigger({
  key: 'call_redispositioned',
  noun: 'Call',
  label: 'Call Redispositioned',
  description: 'Triggers when a call gets another disposition.',
  hint: 'A call counts once Convoso says so in its agent comment.',
  idOf: ({ row, event }) =>
    REDISPOSITIONED.test(row.agent_comment ?? '') ? `${event.id}@${row.status ?? ''}` : null,
  sampleId: '14683239@NI',
});

export const newRecording = callLogTrigger({
  key: 'new_recording',
  noun: 'Recording',
  label: 'New Recording',
  description: 'Triggers when the recording of a call is there.',
  idOf: ({ event }) =>
    event.call['recording'] === undefined && event.extra['recording'] === undefined
      ? null
      : `${event.id}:rec`,
  sampleId: '14683239:rec',
});

/** What New Call was called before: Zaps that use it have seen its ids. */
export const newCallLog: Trigger = {
  ...newCall,
  key: 'new_call_log',
  noun: 'Call Log',
  display: {
    label: 'New Call Log',
    description: 'Triggers when a call with a disposition is in the call log.',
    hidden: true,
  },
};
