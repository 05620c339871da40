import type { FieldValues } from '../fields/value.js';
import { leadText } from './lead-text.js';
import { readPostalCode } from './postal-code.js';
import { readState, regionOfState, type Region } from './regions.js';
import { inWords } from './wording.js';

/** Where a lead's own address puts it. */
export interface Address extends Region {
  readonly evidence: 'postalCode' | 'state';
  /** A sentence that says so. */
  readonly reason: string;
}

/**
 * The postal code of a lead, else its state or province. A code whose leading zero had to be put back counts only
 * where the state does not contradict it.
 */
export function addressOf(lead: FieldValues): Address | null {
  const postal = readPostalCode(leadText(lead, 'postal_code'));
  const state = readState(leadText(lead, 'state')) ?? readState(leadText(lead, 'province'));
  const contradicted = postal !== null && state !== null && !postal.region.states.includes(state);
  if (postal !== null && (postal.certain || !contradicted)) {
    const { states, zones } = postal.region;
    const reason = `The postal code (${postal.prefix}…) lies in ${inWords(states)}: ${inWords(zones)}.`;
    const aside = contradicted ? ` The state ${state} contradicts it and counts less.` : '';
    return { states, zones, evidence: 'postalCode', reason: reason + aside };
  }
  if (state === null) return null;
  const region = regionOfState(state);
  return { ...region, evidence: 'state', reason: `The state is ${state}: ${inWords(region.zones)}.` };
}
