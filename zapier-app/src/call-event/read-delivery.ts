import { randomUUID } from 'node:crypto';
import { ConnectError, type AccountStatus } from '@convoso-connect/core';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { accountZone, ownStatuses } from '../account.js';
import { isBuiltIn, refuseUnknownNames } from '../fields/dispositions.js';
import type { Inputs } from '../inputs.js';
import { DISPOSITIONS, refuseUnknownCampaigns, whyPassedOver } from './filter.js';
import { nameRecords, readHook } from './from-hook.js';
import { callEventOf, type GivenEvent } from './from-snapshot.js';

/**
 * One event for each record that is delivered. Zapier does not tell hooks apart that are posted twice, and neither does this: equal
 * bodies can be two real events (domain-facts J.41).
 */
export async function readDelivery(z: ZObject, bundle: Bundle<Inputs>): Promise<GivenEvent[]> {
  const delivered = readHook(bundle);
  if (delivered === null) return [];
  const timeZone = accountZone(bundle);
  const { statuses, doubt } = await statusesIfAvailable(z, bundle);
  const at = Date.now();
  const records = nameRecords(delivered, statuses);
  for (const { code, message } of records.flatMap(({ notes }) => notes)) {
    if (code === 'RECORD_NOT_READ') z.console.log(message);
  }
  const seen = records.map((record) => {
    const event = callEventOf({ id: randomUUID(), at, ...record, timeZone, doubt }, statuses);
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
}

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
