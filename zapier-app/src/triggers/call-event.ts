import type { AccountStatus, CallEvent } from '@convoso-connect/core';
import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { ulid } from 'ulid';
import { ownStatuses } from '../account.js';
import { FILTER_INPUTS, whyPassedOver } from '../call-event/filter.js';
import { nameRecords, readHook } from '../call-event/from-hook.js';
import { callEventOf } from '../call-event/from-snapshot.js';
import { recentCalls } from '../call-event/recent-calls.js';
import { inWords } from '../errors.js';
import { chosenStatuses, dispositionTableInput } from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';
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

/**
 * One event for each record of a delivery. Zapier does not tell hooks apart that are posted twice, and neither does this: equal
 * bodies can be two real events (domain-facts J.41).
 */
const readDelivery = inWords(async (z: ZObject, bundle: Bundle<Inputs>): Promise<CallEvent[]> => {
  const delivered = readHook(bundle);
  if (delivered === null) return [];
  const statuses = await statusesIfAvailable(z, bundle);
  const at = Date.now();
  const events = nameRecords(delivered, statuses).map((record) =>
    callEventOf({ id: ulid(), at, ...record }, statuses),
  );
  return events.filter((event) => {
    const why = whyPassedOver(event, bundle.inputData);
    if (why !== null) z.console.log(`Passed over: ${why}.`);
    return why === null;
  });
});

/** An event is not lost for want of its words: without the account's table, `flags_from` says where they are from. */
async function statusesIfAvailable(z: ZObject, bundle: Bundle<Inputs>): Promise<readonly AccountStatus[]> {
  if (textInput(bundle.inputData, 'dispositionTable') === 'built-in') return [];
  return ownStatuses(z, bundle).catch(() => {
    z.console.log(
      'Dispositions are in built-in words: Convoso did not answer with the table of the account.',
    );
    return [];
  });
}

/** Real calls of the account to set a Zap up with, in place of a delivery that one would have to wait for. */
const listRecentCalls = inWords(async (z: ZObject, bundle: Bundle<Inputs>): Promise<CallEvent[]> => {
  const events = await recentCalls(z, bundle, { most: 3, statuses: await chosenStatuses(z, bundle) });
  return events.filter((event) => whyPassedOver(event, bundle.inputData) === null);
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
    perform: readDelivery,
    performList: listRecentCalls,
    inputFields: [...FILTER_INPUTS, dispositionTableInput],
    outputFields: outputsOf(SAMPLE_CALL_EVENT),
    sample: SAMPLE_CALL_EVENT,
  },
};
