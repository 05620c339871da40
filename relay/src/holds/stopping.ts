import type { LeadState, Occurrence } from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import type { Cancelled } from '../store/ports/actions.js';
import { actionIdOf, type StoppedHold, type StoredHold } from '../store/ports/holds.js';
import type { Target } from '../store/ports/target.js';
import type { Unit } from '../store/store.js';
import { ReadyRules, whyStopped } from './rules.js';

/** What has happened to a lead, and the lead as it is known after it. */
export interface LeadNews {
  readonly occurrence: Occurrence;
  readonly lead: LeadState | null;
}

export interface StoppingParts {
  readonly live: LiveConfig;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Stops the holds that news of their leads stop, within the unit that takes the news up: a hold that has ended a moment ago must not be
 * handed back. Gives the targets where something is due now, because it is to be told.
 */
export async function stopHolds(
  unit: Unit,
  news: readonly LeadNews[],
  { live, now }: StoppingParts,
): Promise<readonly Target[]> {
  const leadKeys = [...new Set(news.map(({ occurrence }) => occurrence.leadKey))].filter(
    (key) => key !== null,
  );
  if (leadKeys.length === 0) return [];
  const holds = await unit.holds.waitingOfLeads(leadKeys);
  if (holds.length === 0) return [];
  const ready = new ReadyRules();
  const ending: Cancelled[] = [];
  const told: Target[] = [];
  for (const hold of holds) {
    const found = stoppedBy(hold, news, { live, ready });
    if (found === null) continue;
    const { code, reason, by, isTold } = found;
    if (!isTold) {
      ending.push({ id: actionIdOf(hold.id), reason, stoppedBy: by });
      continue;
    }
    await unit.holds.stop([hold.id], JSON.stringify({ code, reason } satisfies StoppedHold));
    await unit.pending.runNow(actionIdOf(hold.id), now, { from: 'waiting' });
    told.push({ kind: 'callback', id: hold.resumesAt ?? 'subscriptions' });
  }
  await unit.actions.cancel(ending, { from: 'waiting' });
  return told;
}

function stoppedBy(
  hold: StoredHold,
  news: readonly LeadNews[],
  { live, ready }: { readonly live: LiveConfig; readonly ready: ReadyRules },
) {
  const { timeZone, statuses } = live.rules;
  const { rules, compiled } = ready.of(hold.rules, timeZone);
  const trigger = JSON.parse(hold.occurrence) as Occurrence;
  for (const { occurrence, lead } of news) {
    if (occurrence.leadKey !== hold.leadKey) continue;
    const facts = { trigger, lead, statuses, news: occurrence };
    const finding = whyStopped({ rules, stopIf: compiled.stopIf }, facts);
    if (finding === null) continue;
    const { code, reason } = finding;
    return { code, reason: `stopped: ${reason}`, by: occurrence.id, isTold: rules.whenStopped === 'tell' };
  }
  return null;
}
