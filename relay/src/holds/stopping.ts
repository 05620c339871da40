import type { LeadKey, LeadState, Occurrence } from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import { endpointIdOf } from '../endpoint-id.js';
import { undeliveredKey } from '../notify/told-by-alarm.js';
import type { Cancelled } from '../store/ports/actions.js';
import { actionIdOf, targetOfHold, type StoppedHold, type StoredHold } from '../store/ports/holds.js';
import type { Target } from '../store/ports/target.js';
import type { Unit } from '../store/store.js';
import { UNREADABLE, readHold, type ReadHold } from './read-hold.js';
import { ReadyRules, whyStopped } from './rules.js';

/** What has happened to a lead, and the lead as it is known after it. */
export interface LeadNews {
  readonly occurrence: Occurrence;
  readonly lead: LeadState | null;
}

export interface StoppingParts {
  readonly live: LiveConfig;
  /** The leads of which something is held; most have nothing, and the store need not be asked about them. */
  readonly holding: ReadonlySet<LeadKey>;
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
  { live, holding, now }: StoppingParts,
): Promise<readonly Target[]> {
  const leadKeys = [...new Set(news.map(({ occurrence }) => occurrence.leadKey))].filter(
    (key) => key !== null && holding.has(key),
  ) as LeadKey[];
  if (leadKeys.length === 0) return [];
  const holds = await unit.holds.waitingOfLeads(leadKeys);
  if (holds.length === 0) return [];
  const ready = new ReadyRules();
  const ending: Cancelled[] = [];
  const told: Target[] = [];
  for (const hold of holds) {
    const read = readHold(hold, ready, live.rules.timeZone);
    if (read === null) {
      await buryUnreadable(unit, hold, now);
      continue;
    }
    const found = stoppedBy(hold, read, { news, live });
    if (found === null) continue;
    const { code, reason, by, isTold } = found;
    if (!isTold) {
      ending.push({ id: actionIdOf(hold.id), reason, stoppedBy: by });
      continue;
    }
    await unit.holds.stop([hold.id], JSON.stringify({ code, reason } satisfies StoppedHold));
    await unit.pending.runNow(actionIdOf(hold.id), now, { from: 'waiting' });
    told.push(targetOfHold(hold));
  }
  await unit.actions.cancel(ending, { from: 'waiting' });
  return told;
}

/** Nothing can be told of what stops it: it is set aside, and no call of its lead fails for it. */
async function buryUnreadable(unit: Unit, hold: StoredHold, now: number): Promise<void> {
  if ((await unit.actions.bury(actionIdOf(hold.id), UNREADABLE, { from: 'waiting' })) === 0) return;
  const target = targetOfHold(hold);
  await unit.notices.record({
    key: undeliveredKey(endpointIdOf(target)),
    kind: 'not-delivered',
    message: `The hold ${hold.id} of ${hold.madeBy} was not handed back: ${UNREADABLE}. It is kept among the dead letters.`,
    at: now,
  });
}

function stoppedBy(
  hold: StoredHold,
  { rules, compiled, trigger }: ReadHold,
  { news, live }: { readonly news: readonly LeadNews[]; readonly live: LiveConfig },
) {
  const { statuses } = live.rules;
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
