import { ConnectError, type AccountStatus } from '@convoso-connect/core';
import type { Bundle, Trigger, ZObject } from 'zapier-platform-core';
import { ulid } from 'ulid';
import { accountZone, ownStatuses } from '../account.js';
import { DISPOSITIONS, FILTER_INPUTS, refuseUnknownCampaigns, whyPassedOver } from '../call-event/filter.js';
import { nameRecords, readHook } from '../call-event/from-hook.js';
import { callEventOf, type GivenEvent } from '../call-event/from-snapshot.js';
import { latestCalls } from '../polling/recent-calls.js';
import { inWords } from '../errors.js';
import {
  chosenStatuses,
  dispositionTableInput,
  isBuiltIn,
  refuseUnknownNames,
} from '../fields/dispositions.js';
import { outputsOf } from '../fields/outputs.js';
import type { Inputs } from '../inputs.js';
import { ownOutputsOfEvent } from '../own-fields.js';
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
 * One event for each record that is delivered. Zapier does not tell hooks apart that are posted twice, and neither does this: equal
 * bodies can be two real events (domain-facts J.41).
 */
const readDelivery = inWords(async (z: ZObject, bundle: Bundle<Inputs>): Promise<GivenEvent[]> => {
  const delivered = readHook(bundle);
  if (delivered === null) return [];
  const timeZone = accountZone(bundle);
  const { statuses, doubt } = await statusesIfAvailable(z, bundle);
  const at = Date.now();
  const seen = nameRecords(delivered, statuses).map((record) => {
    const event = callEventOf({ id: ulid(), at, ...record, timeZone, doubt }, statuses);
    return { event, why: whyPassedOver(event, bundle.inputData, statuses) };
  });
  const events = seen.flatMap(({ event, why }) => (why === null ? [event] : []));
  // A name that is the account's no more, or that cannot be looked up now, would pass over its own calls without a word.
  if (events.length === 0) {
    refuseUnknownNames(bundle.inputData, DISPOSITIONS, statuses);
    await refuseUnknownCampaigns(z, bundle);
  }
  for (const { why } of seen) if (why !== null) z.console.log(`Passed over: ${why}.`);
  return events;
});

/** Long enough for Convoso on a slow day; the event of a call that has just ended is waited for. */
const MOST_MILLISECONDS = 5_000;

/**
 * An event is not lost for want of its words: without the account's table, `flags_from` says where they are from, and
 * `doubt` why, for the Zap to act on where that matters.
 */
async function statusesIfAvailable(
  z: ZObject,
  bundle: Bundle<Inputs>,
): Promise<{ readonly statuses: readonly AccountStatus[]; readonly doubt: string }> {
  if (isBuiltIn(bundle.inputData)) return { statuses: [], doubt: '' };
  try {
    return { statuses: await ownStatuses(z, bundle, MOST_MILLISECONDS), doubt: '' };
  } catch (error) {
    const why =
      error instanceof ConnectError ? `${error.message} ${error.remedy}` : 'Convoso did not answer.';
    const doubt = `Dispositions are in built-in words, and flags are guesses: ${why}`;
    z.console.log(doubt);
    return { statuses: [], doubt };
  }
}

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
    perform: readDelivery,
    performList: listRecentCalls,
    inputFields: [...FILTER_INPUTS, dispositionTableInput],
    outputFields: [...outputsOf(SAMPLE_CALL_EVENT), ownOutputsOfEvent],
    sample: SAMPLE_CALL_EVENT,
  },
};
