import {
  agentsOf,
  tryReview,
  type FailedReview,
  type LeadState,
  type LiveCall,
  type Occurrence,
  type Review,
} from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import type { Revision } from '../config/revision.js';
import { iso } from '../iso.js';
import type { SwitchBoard } from '../switches/switch-board.js';
import { findAction, standingOf } from './standing.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { Unit } from '../store/store.js';

/** An action that has come due, with the occurrence and the configuration it was planned under. */
export interface DueRow {
  readonly row: StoredAction;
  readonly trigger: Occurrence;
  readonly pinned: Revision;
}

/** What is to become of an action, and its lead as it is known now; null where the trigger had none. */
export interface Reviewed {
  readonly review: Review | FailedReview;
  readonly lead: LeadState | null;
}

const MINUTE_MS = 60_000;

/**
 * Reviews actions that have come due on what is known now: their own settings are those of their revision; what is
 * switched, the account's hours and its statuses are today's.
 */
export async function reviewDue(
  unit: Unit,
  due: readonly DueRow[],
  { live, switches, now }: { live: LiveConfig; switches: SwitchBoard; now: number },
): Promise<Reviewed[]> {
  const leads = await unit.leads.states(distinct(due.filter(asksForLead).map(({ row }) => row.leadKey)));
  const liveCalls = await liveCallsOf(unit, due);
  const liveCallExpiresMs = live.resolved.settings.liveCallExpiresMinutes * MINUTE_MS;
  return due.map((each) => {
    const { row, trigger, pinned } = each;
    const compiled = pinned.workflows.get(row.workflowId);
    const action = compiled === undefined ? undefined : findAction(compiled.workflow, row);
    const active = standingOf(row, live, switches);
    const lead = leadOf(row, leads);
    if (compiled === undefined || action === undefined) return { review: withoutAction(active), lead };
    const set = compiled.workflow.actionSets.find(({ id }) => id === row.actionSetId);
    const review = tryReview(
      {
        action,
        schedule: action.schedule ?? set?.schedule,
        stopIf: compiled.stopIf,
        trigger,
        active,
        hours: row.runNow ? 'legal' : 'all',
        deadlineAt: row.deadlineAt,
        heldBecause: heldBecause(row),
      },
      { now, lead, liveCalls, liveCallExpiresMs },
      live.rules,
    );
    return { review, lead };
  });
}

/** What stood in the way of an action so far, as far as its row tells. */
function heldBecause({ reason, attempts, dueAt }: StoredAction): string {
  if (reason !== null) return reason;
  if (attempts > 0)
    return attempts === 1 ? 'one attempt came to nothing' : `${attempts} attempts came to nothing`;
  return `it was due ${iso(dueAt)} and was not taken up, as where the relay is not running`;
}

/** A test belongs to no workflow, and is not taken up again. */
function withoutAction({ code, reason }: { code: string; reason: string }): Review {
  return { verdict: 'skip', code, reason, checks: [] };
}

function leadOf({ leadKey: key }: StoredAction, leads: ReadonlyMap<string, LeadState>): LeadState | null {
  return key === null ? null : (leads.get(key) ?? null);
}

/** An integration that is neither stopped, scheduled nor skipped by anything needs to know nothing more of its lead. */
function asksForLead({ row, pinned }: DueRow): boolean {
  const workflow = pinned.workflows.get(row.workflowId)?.workflow;
  if (workflow === undefined) return false;
  const action = findAction(workflow, row);
  const set = workflow.actionSets.find(({ id }) => id === row.actionSetId);
  const isScheduled = (action?.schedule ?? set?.schedule) !== undefined;
  return action?.type !== 'INTEGRATION' || isScheduled || workflow.stopIf.type !== 'never';
}

/** Asked for only where an action has Skip If Live Call on. */
async function liveCallsOf(unit: Unit, due: readonly DueRow[]): Promise<readonly LiveCall[]> {
  const asking = due.filter(({ row, pinned }) => {
    const workflow = pinned.workflows.get(row.workflowId)?.workflow;
    return workflow !== undefined && findAction(workflow, row)?.skipIfLiveCall === true;
  });
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
