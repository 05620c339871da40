import type { OccurrenceKind } from '../occurrence/kinds.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { hasCall } from '../payload/snapshot.js';

const KIND_WORDS: Record<OccurrenceKind, string> = {
  disposition: 'a disposition',
  redisposition: 'a redisposition',
  leadStatus: 'a lead status change',
  termReason: 'the end of a call',
  callback: 'a callback',
  hopperExpired: 'an expired hopper slot',
  leadAction: 'a lead action',
};

/** "this was a lead status change (INCALL)": what an occurrence is, for sentences that say what it is not. */
export function describeKinds({ kinds, status, snapshot }: Occurrence): string {
  const code = status === null ? '' : ` (${status})`;
  if (kinds.length === 0)
    return hasCall(snapshot)
      ? `this was a call${code || ' without a status'}`
      : `this was a lead update${code}`;
  return `this was ${kinds.map((kind) => KIND_WORDS[kind]).join(' and ')}${code}`;
}

/** "NI, SALE or HU" */
export function listOf(values: readonly string[]): string {
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}

/** For kinds that no value tells of: what to do where they are meant. */
export function sayInUrl(parameter: string): string {
  return `where it is one, say so ${inUrl(parameter)}`;
}

export function inUrl(parameter: string): string {
  return `with ?event=${parameter} in the URL of the hook`;
}
