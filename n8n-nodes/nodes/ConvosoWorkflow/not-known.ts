import {
  RATE_LIMIT_WINDOW_MS,
  readFlat,
  textOf,
  type GuardLedger,
  type LeadRecord,
  type Occurrence,
} from '@convoso-connect/core';
import type { ConnectConfig } from '@convoso-connect/core/config';

/** What becomes of an item whose guards cannot be told, because what they knew is lost. */
export type WhenNotKnown = 'hold' | 'skip' | 'fire';

/** What is not known, in words, and when it would be. */
export interface NotKnown {
  readonly reason: string;
  /** Epoch milliseconds; null where nothing that is waited for would tell it. */
  readonly knownAt: number | null;
}

/**
 * Whether the counts of an event that has just come may be too low: n8n started less than a window ago, and what the
 * lead has had before is not counted. The first call of a lead has nothing before it.
 */
export function countsNotKnown(
  ledger: GuardLedger,
  record: LeadRecord,
  { leadKey, snapshot }: Occurrence,
  now: number,
): NotKnown | null {
  const knownAt = ledger.since + RATE_LIMIT_WINDOW_MS;
  if (leadKey === null || record.state !== null || now >= knownAt) return null;
  const calls = textOf(readFlat(snapshot, 'called_count') ?? '').trim();
  if (calls === '0' || calls === '1') return null;
  return {
    reason: 'n8n has just started, and how often the lead was acted on in the 3 minutes before is not known',
    knownAt,
  };
}

/** Whether what came of a lead while its item was held is lost: by a restart, or because another worker held it. */
export function leadNotKnown(
  ledger: GuardLedger,
  record: LeadRecord,
  {
    workflow,
    leadKey,
    heldSince,
  }: { workflow: ConnectConfig['workflows'][number]; leadKey: string | null; heldSince: number },
): NotKnown | null {
  const asksForCalls = workflow.actionSets[0]?.actions[0]?.skipIfLiveCall === true;
  const callsLost = asksForCalls && ledger.since > heldSince;
  const leadLost = workflow.stopIf.type !== 'never' && leadKey !== null && record.state === null;
  if (!callsLost && !leadLost) return null;
  const lost = leadLost ? 'what the lead has come to' : 'whether the agent is on a call';
  return {
    reason: `n8n was restarted while it was held, or another worker held it: ${lost} meanwhile is not known`,
    knownAt: null,
  };
}
