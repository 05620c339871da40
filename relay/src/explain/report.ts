import {
  explainNonMatch,
  toCallEvent,
  type CallEvent,
  type Decision,
  type Diagnosis,
  type Occurrence,
  type ReviewCheck,
} from '@convoso-connect/core';
import { workflowDoubts, type ConfigProblem } from '@convoso-connect/core/config';
import type { Revision, Revisions } from '../config/revision.js';
import type { KeptAnswer } from '../deliver/kept-answer.js';
import { builtInName } from '../deliver/targets.js';
import { iso } from '../iso.js';
import { actionNamer } from './named-actions.js';
import { actionsOfOccurrence, findActions, type ActionRow } from '../store/commands/actions.js';
import { attemptsOfOccurrence, type AttemptRow } from '../store/commands/attempts.js';
import { executions } from '../store/commands/executions.js';
import { findOpenDelivery, repeatsOf } from '../store/commands/deliveries.js';
import { findOccurrence, type OccurrenceRow } from '../store/commands/occurrences.js';
import type { Db } from '../store/sqlite.js';
import { storedAnswer, storedDiagnosis, storedValue } from '../store/stored-json.js';

/** Everything known of one occurrence: what happened, what was decided and why, what was done. */
export interface OccurrenceReport {
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
  /** Why workflows that did not match can hardly ever: what is warned about when they are saved. */
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
}

export interface ActionReport {
  /** Also the Idempotency-Key of its requests. */
  readonly id: string;
  readonly workflowId: string;
  readonly actionSetId: string;
  readonly actionId: string;
  readonly type: string;
  readonly endpointId: string;
  readonly endpointName: string;
  readonly state: ActionRow['state'];
  readonly dueAt: string;
  /** Only while it waits. */
  readonly nextAttemptAt: string | null;
  readonly reason: string | null;
  /** The checks made when it last came due; empty before that, and where nothing but being active was asked. */
  readonly checks: readonly ReviewCheck[];
  readonly attempts: readonly AttemptReport[];
}

export interface AttemptReport {
  readonly logId: number;
  readonly number: number;
  readonly at: string;
  readonly durationMs: number;
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly status: number | null;
  readonly outcome: AttemptRow['outcome'];
  readonly result: unknown;
  readonly reason: string | null;
  /** What the destination answered, masked, as far as it is kept. */
  readonly answer: KeptAnswer | null;
  /** Where to look, when it was no plain success. */
  readonly diagnosis: Diagnosis | null;
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
  db: Db,
  revisions: Revisions,
  { id, decisions }: ReportAsked,
): Promise<OccurrenceReport | null> {
  const row = await findOccurrence(db, id);
  if (row === undefined) return null;
  const occurrence = JSON.parse(row.occurrence) as Occurrence;
  const revision = await revisions.get(row.revision);
  const attempts = await attemptsOfOccurrence(db, id);
  const actions = await actionsOfOccurrence(db, id);
  const named = await actionNamer(
    (ids) => findActions(db, ids),
    [...actions, ...attempts].map(({ reason }) => reason),
    revision,
  );
  const repeats = await repeatsOf(db, id);
  const { config } = revision;
  const told = decisions === 'all' ? allDecisions(row, occurrence, revision) : storedDecisions(row);
  return {
    id,
    receivedAt: iso(row.received_at),
    timeZone: config.account.timeZone,
    hookId: occurrence.hookId,
    revision: row.revision,
    callEvent: toCallEvent(occurrence, config.statuses),
    previousStatus: occurrence.previousStatus,
    leadKey: row.lead_key,
    looksRepeatedOf: row.looks_repeated_of,
    repeats: repeats === null ? null : { count: repeats.count, lastAt: iso(repeats.lastAt) },
    decisions: told,
    doubts: told
      .filter(({ outcome }) => outcome === 'not-matched')
      .flatMap((each) => doubtsOf(each, revision)),
    actions: actions
      .map((action) => actionReport(action, attempts, revision))
      .map((action) => withNames(action, named)),
    stopped: await stoppedBy(db, occurrence, revision),
  };
}

/** So many of a lead's cancelled actions are looked through. */
const LOOKED_THROUGH = 200;

async function stoppedBy(db: Db, { id, leadKey }: Occurrence, revision: Revision): Promise<StoppedAction[]> {
  if (leadKey === null) return [];
  const any = { from: null, to: null, workflowId: null, listId: null, type: null };
  const page = { after: null, limit: LOOKED_THROUGH };
  const cancelled = await executions(db, { ...any, leadKey, state: 'cancelled' }, page);
  return cancelled
    .filter(({ stopped_by }) => stopped_by === id)
    .map(({ id: actionId, workflow_id, action_id, type }) => ({
      id: actionId,
      workflowName: revision.workflows.get(workflow_id)?.workflow.name ?? workflow_id,
      actionId: action_id,
      type,
    }));
}

function doubtsOf({ workflowId }: Decision, { config }: Revision): WorkflowDoubt[] {
  const index = config.workflows.findIndex(({ id }) => id === workflowId);
  const workflow = config.workflows[index];
  if (workflow === undefined) return [];
  return workflowDoubts(workflow, `workflows[${index}]`, config).map(({ code, message, remedy }) => {
    return { workflowId, code, message, remedy };
  });
}

export async function reportOpenDelivery(db: Db, id: string): Promise<OpenDeliveryReport | null> {
  const row = await findOpenDelivery(db, id);
  if (row === undefined) return null;
  const { hook_id: hookId, state, failure } = row;
  if (state !== 'received' && state !== 'dead') return null;
  return { id, receivedAt: iso(row.received_at), hookId, state, failure };
}

/** Those of workflows that matched. */
function storedDecisions(row: OccurrenceRow): Decision[] {
  return JSON.parse(row.decisions) as Decision[];
}

/** The decisions that are not stored are worked out again. */
function allDecisions(row: OccurrenceRow, occurrence: Occurrence, revision: Revision): Decision[] {
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

function actionReport(action: ActionRow, attempts: readonly AttemptRow[], revision: Revision): ActionReport {
  return {
    id: action.id,
    workflowId: action.workflow_id,
    actionSetId: action.action_set_id,
    actionId: action.action_id,
    type: action.type,
    endpointId: action.endpoint_id,
    endpointName:
      revision.endpoints.get(action.endpoint_id)?.name ??
      builtInName(action.endpoint_id) ??
      action.endpoint_id,
    state: action.state,
    dueAt: iso(action.due_at),
    nextAttemptAt: action.state === 'waiting' ? iso(action.next_at) : null,
    reason: action.reason,
    checks: action.checks === null ? [] : (JSON.parse(action.checks) as ReviewCheck[]),
    attempts: attempts.filter((attempt) => attempt.action_id === action.id).map(attemptReport),
  };
}

export function attemptReport(attempt: AttemptRow): AttemptReport {
  return {
    logId: attempt.id,
    number: attempt.number,
    at: iso(attempt.at),
    durationMs: attempt.duration_ms,
    method: attempt.method,
    url: attempt.url,
    body: attempt.body,
    status: attempt.status,
    outcome: attempt.outcome,
    result: storedValue(attempt.result),
    reason: attempt.reason,
    answer: storedAnswer(attempt.answer),
    diagnosis: storedDiagnosis(attempt.diagnosis),
  };
}
