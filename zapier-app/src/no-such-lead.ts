import { ConnectError } from '@convoso-connect/core';

/** A lead that an earlier step named, and that Convoso does not have. */
export function noSuchLead(leadId: string): ConnectError {
  return new ConnectError(
    'NO_SUCH_LEAD',
    `Convoso has no lead ${JSON.stringify(leadId)}.`,
    'Map the lead ID of an earlier step, or find the lead first.',
  );
}
