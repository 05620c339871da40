import { isEmpty, textOf } from '../fields/value.js';
import type { LeadKey } from '../occurrence/lead-key.js';
import { callLogIdOf, type Occurrence } from '../occurrence/occurrence.js';
import { readField } from '../payload/snapshot.js';

/** The status that says that a call is running (domain-facts C.2, J.22). */
const LIVE_STATUS = 'INCALL';

/** A call known to be running. Plain data. */
export interface LiveCall {
  /** Names the call: by its id, else by its lead or its agent. */
  readonly key: string;
  readonly leadKey: LeadKey | null;
  /** Everything its agent is known by, as {@link agentsOf} gives it. */
  readonly agents: readonly string[];
  /** When it was said to run, in epoch milliseconds. */
  readonly since: number;
}

/**
 * What a delivery says its agent goes by: the user's id, e-mail address and name, of which hooks deliver different
 * ones. Two calls have the same agent where they share one of these.
 */
export function agentsOf({ snapshot }: Pick<Occurrence, 'snapshot'>): string[] {
  const names = [
    ['user', readField(snapshot, 'callLog', 'user_id')],
    ['email', readField(snapshot, 'extra', 'agent_email')],
    ['name', readField(snapshot, 'extra', 'agent_full_name')],
  ] as const;
  return names.flatMap(([kind, value]) =>
    value === undefined || isEmpty(value) ? [] : [`${kind}:${textOf(value).trim().toLowerCase()}`],
  );
}

/** The key of the call that a delivery is about; null where it tells neither call, lead nor agent. */
export function liveCallKeyOf(occurrence: Pick<Occurrence, 'snapshot' | 'leadKey'>): string | null {
  const id = callLogIdOf(occurrence.snapshot);
  if (id !== null) return `call:${id}`;
  return occurrence.leadKey ?? agentsOf(occurrence)[0] ?? null;
}

/**
 * The running calls after a delivery (domain-facts J.22): INCALL begins one, a disposition or a term reason ends it.
 * An agent and a lead are on one call at a time, so a call that begins ends the ones they were on before. `known` are
 * those that share call, lead or agent with the delivery; others are left alone.
 */
export function liveCallsAfter(known: readonly LiveCall[], occurrence: Occurrence): readonly LiveCall[] {
  const begins = occurrence.status?.toUpperCase() === LIVE_STATUS;
  if (!begins && known.length === 0) return known;
  const key = liveCallKeyOf(occurrence);
  const agents = agentsOf(occurrence);
  const { leadKey } = occurrence;
  if (begins) {
    if (key === null) return known;
    const others = known.filter((call) => !isOn(call, leadKey, agents) && call.key !== key);
    return [...others, { key, leadKey, agents, since: occurrence.receivedAt }];
  }
  if (!endsCall(occurrence)) return known;
  return known.filter((call) => !isEndedBy(call, { key, leadKey, agents }));
}

function endsCall({ kinds }: Occurrence): boolean {
  return kinds.includes('disposition') || kinds.includes('termReason');
}

interface EndOfCall {
  readonly key: string | null;
  readonly leadKey: LeadKey | null;
  readonly agents: readonly string[];
}

/** By id where both have one: the end of an earlier call must not end the next one of the same agent. */
function isEndedBy(call: LiveCall, end: EndOfCall): boolean {
  if (call.key === end.key) return true;
  if (call.key.startsWith('call:') && end.key?.startsWith('call:') === true) return false;
  return end.leadKey === null ? isOn(call, null, end.agents) : call.leadKey === end.leadKey;
}

function isOn(call: LiveCall, leadKey: LeadKey | null, agents: readonly string[]): boolean {
  return (
    (leadKey !== null && call.leadKey === leadKey) || call.agents.some((agent) => agents.includes(agent))
  );
}

/**
 * The running call that Skip If Live Call heeds: one with the lead, whoever took it, or one of the agent of the
 * triggering call (domain-facts J.22). What has been running for longer than `expiresMs` is no longer believed to, nor
 * what began that far in the future, which a clock said that was set back since.
 */
export function liveCallOf(
  calls: readonly LiveCall[],
  { agents, leadKey }: { agents: readonly string[]; leadKey: LeadKey | null },
  { now, expiresMs }: { now: number; expiresMs: number },
): LiveCall | null {
  return calls.find((call) => Math.abs(now - call.since) < expiresMs && isOn(call, leadKey, agents)) ?? null;
}
