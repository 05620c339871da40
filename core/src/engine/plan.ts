import type { Action, ActionSet, Workflow } from '../config/index.js';
import type { OtherSaves } from '../guardrails/echo.js';
import { isContact } from '../hours/contact-of-action.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { isoText } from '../time/instant.js';
import { ACTION_LABELS } from '../workflow/action-types.js';
import { openingOf } from './action-hours.js';
import type { LeadView } from './clock.js';
import type { Check } from './decision.js';
import { heldPastDeadline, requestedTime } from './requested-time.js';
import type { Rules } from './rules.js';

/** An action that a workflow asks for, before the wrapper gives it an id and a place in its store. */
export interface PlannedAction {
  readonly workflowId: string;
  readonly actionSetId: string;
  readonly action: Action;
  /** How many saves of its workflow led to its trigger, one causing the next (domain-facts J.13). */
  readonly depth: number;
  /** What other workflows saved on the way to its trigger. */
  readonly otherSaves: readonly OtherSaves[];
  /** When its schedule asks for it, in epoch milliseconds. */
  readonly requestedAt: number;
  /** When it comes due: then, or when its hours begin. */
  readonly dueAt: number;
  /** Why it is held beyond what its schedule asks for; null where it is not. */
  readonly heldBecause: string | null;
  /** From when on it is of no use, because it was to come before a date; null where it may come whenever it can. */
  readonly deadlineAt: number | null;
}

/** An action of which there is nothing to plan. */
export interface SkippedAction {
  readonly actionId: string;
  readonly code: string;
  readonly reason: string;
}

export interface Plan {
  readonly check: Check;
  readonly planned: readonly PlannedAction[];
  readonly skipped: readonly SkippedAction[];
}

export interface PlanCircumstances {
  readonly lead: LeadView;
  readonly rules: Rules;
  /** Those of the trigger; see {@link PlannedAction}. */
  readonly depth: number;
  readonly otherSaves: readonly OtherSaves[];
}

/**
 * Plans every action of every set, each by its own timing or its set's. Whether an action is active is asked when it
 * comes due. What adds a number to the Do Not Call list comes first, whatever the order of the configuration
 * (domain-facts J.46).
 */
export function planActions(
  workflow: Workflow,
  occurrence: Occurrence,
  circumstances: PlanCircumstances,
): Plan {
  const planned: PlannedAction[] = [];
  const skipped: SkippedAction[] = [];
  for (const set of workflow.actionSets) {
    for (const action of set.actions) {
      const plan = planAction({ workflow, set, action }, occurrence, circumstances);
      if ('dueAt' in plan) planned.push(plan);
      else skipped.push(plan);
    }
  }
  const ordered = [...planned.filter(isDnc), ...planned.filter((each) => !isDnc(each))];
  return { planned: ordered, skipped, check: planCheck(ordered, skipped, occurrence.receivedAt) };
}

function isDnc({ action }: PlannedAction): boolean {
  return action.type === 'DNC';
}

function planAction(
  { workflow, set, action }: { workflow: Workflow; set: ActionSet; action: Action },
  occurrence: Occurrence,
  { lead, rules, depth, otherSaves }: PlanCircumstances,
): PlannedAction | SkippedAction {
  const schedule = action.schedule ?? set.schedule;
  const requested = requestedTime(schedule, occurrence, {
    lead,
    accountZone: rules.timeZone,
    contact: isContact(action),
  });
  if (requested.kind === 'skipped')
    return { actionId: action.id, code: requested.code, reason: requested.reason };
  const opening = openingOf({ action, schedule, lead, asked: 'all' }, requested.at, rules);
  if (opening.kind === 'never') return { actionId: action.id, code: 'NO_HOURS', reason: opening.reason };
  const { deadline } = requested;
  if (opening.kind === 'held' && deadline !== null && opening.until >= deadline.at)
    return {
      actionId: action.id,
      code: 'DATE_PASSED',
      reason: heldPastDeadline(opening, deadline),
    };
  return {
    workflowId: workflow.id,
    actionSetId: set.id,
    action,
    depth,
    otherSaves,
    requestedAt: requested.at,
    dueAt: opening.kind === 'held' ? opening.until : requested.at,
    heldBecause: opening.kind === 'held' ? opening.reason : null,
    deadlineAt: deadline?.at ?? null,
  };
}

function planCheck(planned: readonly PlannedAction[], skipped: readonly SkippedAction[], now: number): Check {
  const heads = [
    ...(planned.length > 0 ? [`${actions(planned.length)} planned`] : []),
    ...(planned.length === 0 && skipped.length === 0 ? ['it has no action to perform'] : []),
  ];
  const later = planned.filter(({ dueAt }) => dueAt > now).map(laterText);
  const left = skipped.map(({ actionId, reason }) => `"${actionId}" is skipped: ${reason}`);
  const code = planned.length > 0 ? 'PLANNED' : skipped.length > 0 ? 'ACTIONS_SKIPPED' : 'NO_ACTIONS';
  return { check: 'plan', verdict: 'yes', code, reason: [...heads, ...later, ...left].join('; ') };
}

function actions(count: number): string {
  return count === 1 ? 'one action' : `${count} actions`;
}

function laterText({ action, dueAt, heldBecause }: PlannedAction): string {
  const why = heldBecause === null ? '' : `, ${heldBecause}`;
  return `${ACTION_LABELS[action.type]} "${action.id}" is due ${isoText(dueAt)}${why}`;
}
