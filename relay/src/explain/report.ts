import {
  explainNonMatch,
  toCallEvent,
  type CallEvent,
  type Decision,
  type Occurrence,
  type ReviewCheck,
} from '@convoso-connect/core';
import { callDoubts, workflowDoubts, type ConfigProblem } from '@convoso-connect/core/config';
import type { Revision, Revisions } from '../config/revision.js';
import { nameOfTarget } from '../deliver/targets.js';
import { endpointIdOf } from '../endpoint-id.js';
import { iso } from '../iso.js';
import { attemptReport, type AttemptReport } from './attempt-report.js';
import { calledIds, type CalledId } from './called.js';
import { doneElsewhere, type ElsewhereReport } from './elsewhere.js';
import { heldBy, type HeldBy } from './held.js';
import { reasonOf } from './action-reason.js';
import { actionNamer } from './named-actions.js';
import { standingNow, type StandingNow } from './standing-now.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredAttempt } from '../store/ports/attempts.js';
import type { StoredHalt } from '../store/ports/halts.js';
import type { StoredOccurrence } from '../store/ports/occurrences.js';
import type { StoreReads } from '../store/store.js';
import { subscriptionNames, type SubscriptionNames } from '../subscriptions/called.js';

/** Everything known of one occurrence: what happened, what was decided and why, what was done. */
export interface OccurrenceReport extends ElsewhereReport {
  readonly id: string;
  readonly receivedAt: string;
  readonly timeZone: string;
  readonly hookId: string;
  readonly revision: number;
  readonly callEvent: CallEvent;
  readonly previousStatus: string | null;
  readonly leadKey: string | null;
  readonly looksRepeatedOf: string | null;
  /** How often the same came again within the hook's `repeatSeconds` or by its `dedupe`; null where it never did. */
  readonly repeats: { readonly count: number; readonly lastAt: string } | null;
  /** In the order of the revision; which of them, {@link ReportAsked} says. */
  readonly decisions: readonly Decision[];
  /** What Convoso calls the campaign, list and queue of the call, and those that scopes name; as far as it is known. */
  readonly called: readonly CalledId[];
  /**
   * Why workflows that did not match can hardly ever, and why what is to stop the others hardly can: what is warned
   * about when they are saved. And what a look at this call tells of those that did not match.
   */
  readonly doubts: readonly WorkflowDoubt[];
  readonly actions: readonly ActionReport[];
  /** What of earlier calls it stopped: follow-ups of workflows that stop for the lead by it. */
  readonly stopped: readonly StoppedAction[];
}

export interface StoppedAction {
  readonly id: string;
  readonly workflowName: string;
  readonly actionId: string;
  readonly type: string;
}

export interface WorkflowDoubt extends Pick<ConfigProblem, 'code' | 'message' | 'remedy'> {
  readonly workflowId: string;
  /** The place within the workflow, as in `events[0].values[1]`; null where it is told by a look at the call. */
  readonly path: string | null;
  /** What stands there. */
  readonly value: string | null;
}

export interface ActionReport extends StandingNow {
  /** Also the Idempotency-Key of its requests. */
  readonly id: string;
  readonly workflowId: string;
  readonly actionSetId: string;
  readonly actionId: string;
  readonly type: string;
  readonly endpointId: string;
  readonly endpointName: string;
  readonly state: StoredAction['state'];
  readonly dueAt: string;
  /** Only while it waits. */
  readonly nextAttemptAt: string | null;
  readonly reason: string | null;
  /** What holds it now, of its endpoint or of everything. */
  readonly heldBy: HeldBy | null;
  /** The checks made when it last came due; empty before that, and where nothing but being active was asked. */
  readonly checks: readonly ReviewCheck[];
  readonly attempts: readonly AttemptReport[];
}

/** A delivery that is stored and has no occurrence: it waits, or could not be processed. */
export interface OpenDeliveryReport {
  readonly id: string;
  readonly receivedAt: string;
  readonly hookId: string;
  readonly state: 'received' | 'dead';
  readonly failure: string | null;
}

export interface ReportAsked {
  readonly id: string;
  /** `all`: of every workflow of the revision; `matched`: only of those whose events matched, which are stored. */
  readonly decisions: 'all' | 'matched';
}

export async function reportOccurrence(
  store: StoreReads,
  revisions: Revisions,
  { id, decisions }: ReportAsked,
): Promise<OccurrenceReport | null> {
  const row = await store.occurrences.find(id);
  if (row === undefined) return null;
  const occurrence = JSON.parse(row.occurrence) as Occurrence;
  const revision = await revisions.get(row.revision);
  const attempts = await store.attempts.ofOccurrence(id);
  const actions = await store.actions.ofOccurrence(id);
  const named = await actionNamer(
    (ids) => store.actions.findMany(ids),
    { actions, logged: attempts.map(({ reason }) => reason) },
    revision,
  );
  const repeats = await store.intake.repeatsOf(id);
  const { config } = revision;
  const standing = await standingNow(store, revisions, actions);
  const isWaiting = actions.some(({ state }) => state === 'waiting');
  const halts = isWaiting ? await store.halts.lasting() : [];
  const names = await subscriptionNames(store);
  const told = decisions === 'all' ? allDecisions(row, occurrence, revision) : storedDecisions(row);
  return {
    id,
    receivedAt: iso(row.receivedAt),
    timeZone: config.account.timeZone,
    hookId: occurrence.hookId,
    revision: row.revision,
    callEvent: toCallEvent(occurrence, config.statuses),
    previousStatus: occurrence.previousStatus,
    leadKey: row.leadKey,
    looksRepeatedOf: row.looksRepeatedOf,
    repeats: repeats === null ? null : { count: repeats.count, lastAt: iso(repeats.lastAt) },
    decisions: told,
    called: await calledIds(
      store,
      occurrence,
      told.flatMap(({ workflowId }) => revision.workflows.get(workflowId)?.workflow ?? []),
    ),
    doubts: [
      ...told.flatMap((each) => doubtsOf(each, occurrence, revision)),
      ...(await stopsUntold(store, { occurrence, actions, revision })),
    ],
    actions: actions
      .map((action) => actionReport(action, attempts, { revision, standing: standing(action), halts, names }))
      .map((action) => withNames(action, named)),
    stopped: await stoppedBy(store, occurrence, revision),
    ...(await doneElsewhere(store, { id, timeZone: config.account.timeZone, attempts })),
  };
}

/** So many of a lead's cancelled actions are looked through. */
const LOOKED_THROUGH = 200;

async function stoppedBy(
  store: StoreReads,
  { id, leadKey }: Occurrence,
  revision: Revision,
): Promise<StoppedAction[]> {
  if (leadKey === null) return [];
  const any = { from: null, to: null, workflowId: null, listId: null, type: null };
  const page = { after: null, limit: LOOKED_THROUGH };
  const cancelled = await store.actions.executions({ ...any, leadKey, state: 'cancelled' }, page);
  return cancelled
    .filter(({ stoppedBy }) => stoppedBy === id)
    .map(({ id, workflowId, actionId, type }) => ({
      id,
      workflowName: revision.workflows.get(workflowId)?.workflow.name ?? workflowId,
      actionId,
      type,
    }));
}

/** Of a workflow that did not match, why it hardly ever does; of one that did, why what is to stop it hardly will. */
function doubtsOf(
  { workflowId, outcome }: Decision,
  occurrence: Occurrence,
  { config, workflows }: Revision,
): WorkflowDoubt[] {
  const workflow = workflows.get(workflowId)?.workflow;
  if (workflow === undefined || outcome === 'inactive') return [];
  const doubts = workflowDoubts(workflow, '', config).map((doubt): WorkflowDoubt => {
    const { code, path, value, message, remedy } = doubt;
    return { workflowId, code, path: path.replace(/^\./, ''), value, message, remedy };
  });
  if (outcome !== 'not-matched') return doubts.filter(({ path }) => path?.startsWith('stopIf') === true);
  const ofCall = callDoubts(workflow, occurrence, config);
  return [...doubts, ...ofCall.map((doubt) => ({ workflowId, path: null, value: null, ...doubt }))];
}

interface Waiting {
  readonly occurrence: Occurrence;
  readonly actions: readonly StoredAction[];
  readonly revision: Revision;
}

/** Of what waits, that its Stop Workflow If cannot be told and so stops nothing: it goes by what was never delivered. */
async function stopsUntold(
  store: StoreReads,
  { occurrence, actions, revision }: Waiting,
): Promise<WorkflowDoubt[]> {
  const { leadKey } = occurrence;
  const ids = new Set(actions.filter(({ state }) => state === 'waiting').map((each) => each.workflowId));
  if (ids.size === 0) return [];
  const lead = leadKey === null ? null : ((await store.leads.states([leadKey])).get(leadKey) ?? null);
  const { statuses } = revision.config;
  return [...ids].flatMap((workflowId) => {
    const stop = revision.workflows.get(workflowId)?.stopIf({ lead, trigger: occurrence, statuses });
    if (stop?.verdict !== 'unknown') return [];
    const end = stop.reason.endsWith('?') ? '' : '.';
    const message = `What is to stop this workflow cannot be told, so that nothing stops what waits: ${stop.reason}${end}`;
    return [{ workflowId, code: 'STOP_UNTOLD', path: 'stopIf', value: null, message, remedy: '' }];
  });
}

export async function reportOpenDelivery(store: StoreReads, id: string): Promise<OpenDeliveryReport | null> {
  const row = await store.intake.findOpen(id);
  if (row === undefined) return null;
  const { hookId, state, failure } = row;
  if (state !== 'received' && state !== 'dead') return null;
  return { id, receivedAt: iso(row.receivedAt), hookId, state, failure };
}

/** Those of workflows that matched. */
function storedDecisions(row: StoredOccurrence): Decision[] {
  return JSON.parse(row.decisions) as Decision[];
}

/** The decisions that are not stored are worked out again. */
function allDecisions(row: StoredOccurrence, occurrence: Occurrence, revision: Revision): Decision[] {
  const stored = new Map(storedDecisions(row).map((decision) => [decision.workflowId, decision]));
  return [...revision.workflows.values()].map(
    (compiled) => stored.get(compiled.workflow.id) ?? explainNonMatch(compiled, occurrence),
  );
}

function withNames(action: ActionReport, named: (reason: string) => string): ActionReport {
  const told = <T extends { readonly reason: string | null }>(part: T): T =>
    part.reason === null ? part : { ...part, reason: named(part.reason) };
  return { ...told(action), attempts: action.attempts.map(told) };
}

function actionReport(
  action: StoredAction,
  attempts: readonly StoredAttempt[],
  {
    revision,
    standing,
    halts,
    names,
  }: {
    revision: Revision;
    standing: StandingNow;
    halts: readonly StoredHalt[];
    names: SubscriptionNames;
  },
): ActionReport {
  return {
    id: action.id,
    workflowId: action.workflowId,
    actionSetId: action.actionSetId,
    actionId: action.actionId,
    type: action.type,
    endpointId: endpointIdOf(action.target),
    endpointName: nameOfTarget(action.target, revision.endpoints, names),
    state: action.state,
    dueAt: iso(action.dueAt),
    nextAttemptAt: action.state === 'waiting' ? iso(action.nextAt) : null,
    reason: reasonOf(action),
    heldBy: heldBy(action, halts),
    ...standing,
    checks: action.checks === null ? [] : (JSON.parse(action.checks) as ReviewCheck[]),
    attempts: attempts.filter((attempt) => attempt.actionId === action.id).map(attemptReport),
  };
}
