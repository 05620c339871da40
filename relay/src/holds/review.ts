import {
  ConnectError,
  agentsOf,
  tryReview,
  type Finding,
  type LeadState,
  type LiveCall,
} from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import { aboutWhom } from '../deliver/prepare.js';
import { ended, held, unprepared, type TakenUp } from '../deliver/take-up.js';
import type { StoredAction } from '../store/ports/actions.js';
import { LANE_HOLD_MS } from '../store/ports/claims.js';
import type { StoppedHold, StoredHold } from '../store/ports/holds.js';
import type { Unit } from '../store/store.js';
import { publishDueHold } from '../subscriptions/publish.js';
import { RUN_NOW, TIME_HAS_COME, resumptionOf, type HandBack } from './hand-back.js';
import { UNREADABLE, readHold, type ReadHold } from './read-hold.js';
import { actionOfHold, stoppedByStatus, type ReadyRules } from './rules.js';
import { unsealHold, type HoldSecrets, type Seals } from './secrets.js';

export interface HoldReviewParts {
  readonly live: LiveConfig;
  readonly ready: ReadyRules;
  readonly seals: Seals;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How much of the time since it came due its target was paused. */
  readonly behindMs: (row: StoredAction) => number;
}

const ACTIVE: Finding = { verdict: 'yes', code: 'ACTIVE', reason: 'nobody has ended it' };

const MINUTE_MS = 60_000;

interface Due extends ReadHold {
  readonly row: StoredAction;
  readonly hold: StoredHold;
}

/** Reviews holds whose time has come, on what is known now, and takes up those that are to be handed back. */
export async function takeUpHolds(
  unit: Unit,
  rows: readonly StoredAction[],
  parts: HoldReviewParts,
): Promise<TakenUp[]> {
  if (rows.length === 0) return [];
  const holds = new Map(
    (await unit.holds.findMany(rows.map(({ occurrenceId }) => occurrenceId))).map((hold) => [hold.id, hold]),
  );
  const due: Due[] = [];
  const taken: TakenUp[] = [];
  for (const row of rows) {
    const hold = holds.get(row.occurrenceId);
    if (hold === undefined) {
      taken.push(unprepared(row, new Error(`hold ${row.occurrenceId} is gone`)));
      continue;
    }
    const read = readHold(hold, parts.ready, parts.live.rules.timeZone);
    if (read === null) taken.push(ended(row, 'dead', UNREADABLE));
    else due.push({ row, hold, ...read });
  }
  const leads = await unit.leads.states(distinct(due.map(({ row }) => row.leadKey)));
  const liveCalls = await liveCallsOf(unit, due);
  for (const each of due) {
    const { leadKey } = each.row;
    const lead = leadKey === null ? null : (leads.get(leadKey) ?? null);
    taken.push(await takeUpHold(unit, each, { ...parts, lead, liveCalls }));
  }
  return taken;
}

interface Facts extends HoldReviewParts {
  readonly lead: LeadState | null;
  readonly liveCalls: readonly LiveCall[];
}

async function takeUpHold(unit: Unit, due: Due, facts: Facts): Promise<TakenUp> {
  const { row, hold } = due;
  if (hold.stopped !== null)
    return handBack(unit, due, stopped(JSON.parse(hold.stopped) as StoppedHold), facts);
  const { rules } = due;
  const review = reviewed(due, facts);
  const { checks } = review;
  const shown: StoredAction = { ...row, checks: checks.length > 1 ? JSON.stringify(checks) : null };
  if (review.verdict === 'fail') return ended(row, 'dead', `it could not be reviewed: ${review.reason}`);
  if (review.verdict === 'hold') return held(shown, review.until, review.reason, facts.now);
  if (review.verdict === 'perform')
    return handBack(unit, { ...due, row: shown }, row.runNow ? RUN_NOW : TIME_HAS_COME, facts);
  const { code, reason } = review;
  if (rules.whenStopped === 'end')
    return ended(shown, review.verdict === 'cancel' ? 'cancelled' : 'skipped', reason);
  await unit.holds.stop([hold.id], JSON.stringify({ code, reason } satisfies StoppedHold));
  return handBack(unit, { ...due, row: shown }, stopped({ code, reason }), facts);
}

function stopped({ code, reason }: StoppedHold): HandBack {
  return { outcome: 'stopped', code, reason };
}

function reviewed({ row, rules, compiled, trigger }: Due, { live, lead, liveCalls, now }: Facts) {
  const action = actionOfHold(rules);
  const { statuses } = live.rules;
  return tryReview(
    {
      action,
      schedule: action.schedule,
      // One test for all that stops it, so that it is shown as one check.
      stopIf: (question) => stoppedByStatus(rules, { trigger, lead, statuses }) ?? compiled.stopIf(question),
      trigger,
      active: ACTIVE,
      hours: row.runNow ? 'legal' : 'all',
      deadlineAt: row.deadlineAt,
      heldBecause: row.reason,
    },
    {
      now,
      lead,
      liveCalls,
      liveCallExpiresMs: live.resolved.settings.liveCallExpiresMinutes * MINUTE_MS,
    },
    live.rules,
  );
}

function handBack(unit: Unit, due: Due, why: HandBack, facts: HoldReviewParts): Promise<TakenUp> | TakenUp {
  const { sealed } = due.hold;
  return sealed === null ? publish(unit, due, why, facts) : call(due, sealed, why, facts);
}

/** Whoever has subscribed is told; where that is nobody, the hold is kept among the dead letters. */
async function publish(
  unit: Unit,
  { row, hold, rules }: Due,
  why: HandBack,
  { live, now }: HoldReviewParts,
): Promise<TakenUp> {
  const { id, owner, leadKey } = hold;
  const planned = await publishDueHold(
    unit,
    {
      ...{ id, at: now, rule: rules.rule ?? null, leadKey },
      ownerKeyId: owner === '' ? null : owner,
      data: resumptionOf(hold, rules.rule ?? null, row, why, now),
    },
    { now, revision: live.revision.number },
  );
  if (planned.length === 0) return ended(row, 'dead', NOBODY);
  return { row: { ...row, state: 'done', reason: null }, putOff: false, action: null, planned };
}

const NOBODY =
  'not resumed: it names no URL, and no subscription of its key to hold.due was there to be told; subscribe, and send it again';

/** What is posted is settled before the first attempt; it is made anew only where the hold has been stopped since. */
function call(
  { row, hold, rules, trigger }: Due,
  sealed: Buffer,
  why: HandBack,
  { seals, now, behindMs }: HoldReviewParts,
): TakenUp {
  const isSettled = row.payload !== null && why.outcome === 'due';
  const payload = isSettled
    ? row.payload
    : JSON.stringify(resumptionOf(hold, rules.rule ?? null, row, why, now));
  // Meant for later: the time for giving up begins when it is first taken up.
  const giveUpAt = row.attempts === 0 ? now + (row.giveUpAt - row.dueAt) : row.giveUpAt;
  const running: StoredAction = {
    ...row,
    ...{ payload, giveUpAt },
    state: 'running',
    reason: null,
    holdUntil: row.holdUntil ?? now + LANE_HOLD_MS,
  };
  const task = { kind: 'callback', payload, secrets: opened(seals, hold, sealed) } as const;
  const extended = { ...running, giveUpAt: giveUpAt + (row.attempts === 0 ? 0 : behindMs(row)) };
  return { row: running, putOff: false, action: { row: extended, about: aboutWhom(trigger), task } };
}

/** Where it cannot be opened, that is what its attempt comes to. */
function opened(seals: Seals, { id }: StoredHold, sealed: Buffer): HoldSecrets | ConnectError {
  try {
    return unsealHold(seals, id, sealed);
  } catch (error) {
    if (error instanceof ConnectError) return error;
    throw error;
  }
}

/** Asked for only where a hold has Skip If Live Call on. */
async function liveCallsOf(unit: Unit, due: readonly Due[]): Promise<readonly LiveCall[]> {
  const asking = due.filter(({ rules }) => rules.skipIfLiveCall);
  if (asking.length === 0) return [];
  return unit.leads.liveCalls({
    callKeys: [],
    leadKeys: distinct(asking.map(({ row }) => row.leadKey)),
    agents: distinct(asking.flatMap(({ trigger }) => agentsOf(trigger))),
  });
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null);
}
