import {
  createOccurrence,
  updateCallState,
  type LeadKey,
  type LeadState,
  type Occurrence,
  type OccurrenceKind,
  type OccurrenceInput,
} from '@convoso-connect/core';
import type { CallRecord, Prior, ToldOfCall } from '../store/ports/leads.js';

/**
 * One event can come in two ways: as a delivery to a hook, and from whoever asks before acting on it. It is told by its
 * call and its kinds, and whichever comes second is read on what was known before the first: else it would be compared
 * with itself, and be a redisposition or no change of the status.
 */

/** Few events of one call come in more than one way; the older ones are not looked for. */
const REMEMBERED = 8;

export function priorOf(lead: LeadState | null, call: CallRecord | null): Prior {
  return { status: lead?.status ?? null, disposition: call?.disposition ?? null };
}

/** The lead and the call as they were before an event. */
export function knownBefore(prior: Prior, lead: LeadState | null): Pick<OccurrenceInput, 'lead' | 'call'> {
  return {
    lead: lead === null ? null : { ...lead, status: prior.status },
    call: { disposition: prior.disposition },
  };
}

/** The admission that has told of a delivery before it came, with the delivery as it reads on what was known before. */
export function toldByAdmission(
  input: OccurrenceInput,
  call: CallRecord | null,
  leadKey: LeadKey | null,
): { readonly told: ToldOfCall; readonly occurrence: Occurrence } | null {
  for (const told of [...toldOf(call, leadKey)].reverse()) {
    if (told.by !== 'admission') continue;
    const occurrence = createOccurrence({ ...input, ...knownBefore(told.prior, input.lead) });
    if (isSame({ known: occurrence, claimed: told })) return { told, occurrence };
  }
  return null;
}

/** Whatever has told before of an event that somebody asks about; null where nobody has. */
export function toldBefore(
  claimed: Kinds,
  call: CallRecord | null,
  leadKey: LeadKey | null,
): ToldOfCall | null {
  return toldOf(call, leadKey).findLast((told) => isSame({ known: told, claimed })) ?? null;
}

/** What has told of a call. One that was of another lead is another call, whatever its id. */
function toldOf(call: CallRecord | null, leadKey: LeadKey | null): readonly ToldOfCall[] {
  const isOfAnother = leadKey !== null && call?.leadKey !== undefined && call.leadKey !== leadKey;
  return isOfAnother ? [] : (call?.told ?? []);
}

/** What an event is. Of what somebody asks about it is what they say, not what the relay makes of it. */
type Kinds = Pick<ToldOfCall, 'kinds' | 'status'>;

/**
 * Whether an event that is `known` here is the one that somebody else claims to have. Who knows nothing of the lead takes
 * every status for a new one, and who knows nothing of the call no disposition for a second one. So the change of the
 * status counts only where nothing else happened, and a redisposition only where it is claimed.
 */
function isSame({ known, claimed }: { readonly known: Kinds; readonly claimed: Kinds }): boolean {
  const isClaimed = (kind: OccurrenceKind): boolean => claimed.kinds.includes(kind);
  const counted = (kind: OccurrenceKind): boolean =>
    kind !== 'leadStatus' && (kind !== 'redisposition' || isClaimed('redisposition'));
  const one = new Set(known.kinds.filter(counted));
  const other = new Set(claimed.kinds.filter(counted));
  if (known.status !== claimed.status || one.size !== other.size) return false;
  if (one.size === 0) return isClaimed('leadStatus') || !known.kinds.includes('leadStatus');
  return [...one].every((kind) => other.has(kind));
}

/** The call after an event, which is remembered. */
export function callAfter(
  call: CallRecord | null,
  occurrence: Occurrence,
  { by, kinds, prior, at }: Omit<ToldOfCall, 'status'>,
): CallRecord {
  const { status } = occurrence;
  const before = toldOf(call, occurrence.leadKey);
  const told = [...before, { by, kinds, status, prior, at }].slice(-REMEMBERED);
  const leadKey = occurrence.leadKey ?? call?.leadKey;
  return { ...updateCallState(call, occurrence), ...(leadKey !== undefined && { leadKey }), told };
}

/** The call after a delivery of which an admission has told already: another delivery like it is another event. */
export function callDelivered(call: CallRecord | null, before: ToldOfCall): CallRecord {
  const told = (call?.told ?? []).map((each) =>
    each === before ? { ...each, by: 'delivery' as const } : each,
  );
  return { ...call, disposition: call?.disposition ?? null, told };
}
