import type { LeadKey, WorkflowActionType } from '@convoso-connect/core';
import type { Page, TimeSpan } from './lists.js';
import type { Target } from './target.js';

/**
 * `skipped`: switched off, gone or held back when it came due · `cancelled`: its workflow was stopped for the lead ·
 * `flushed`: by an operator · `dead`: undelivered, kept for replay.
 */
export const ACTION_STATES = [
  'waiting',
  'running',
  'done',
  'skipped',
  'cancelled',
  'flushed',
  'dead',
] as const;

export type ActionState = (typeof ACTION_STATES)[number];

/** An action that a workflow has planned, and how far it has come. */
export interface StoredAction {
  /** `<occurrence id>-<nn>`; also the Idempotency-Key of every attempt. */
  readonly id: string;
  readonly occurrenceId: string;
  /** The configuration that it was planned under. */
  readonly revision: number;
  /** Of what belongs to no workflow, `OF_A_TEST`: `causeOf` tells, and nobody looks at the text. */
  readonly workflowId: string;
  readonly actionSetId: string;
  readonly actionId: string;
  readonly type: string;
  /** What carries it out. */
  readonly target: Target;
  readonly leadKey: string | null;
  readonly lane: string;
  /** How many saves of its own workflow led to its trigger, one causing the next; 0 where something else caused it. */
  readonly depth: number;
  /** What other workflows saved on the way to its trigger: core's `OtherSaves[]`, as JSON; null where it was none. */
  readonly otherSaves: string | null;
  /** From when on it is of no use: it was to come before a date. Null also for what was planned before this was kept. */
  readonly deadlineAt: number | null;
  /** When its schedule asked for it. Of actions held until one and the same moment, the earlier asked for goes first. */
  readonly requestedAt: number;
  /** When it comes due; it joins its lane then. */
  readonly dueAt: number;
  /** When the next attempt may be made. */
  readonly nextAt: number;
  readonly giveUpAt: number;
  readonly state: ActionState;
  readonly attempts: number;
  /** Until when it holds the rest of its lane; null before its first attempt. */
  readonly holdUntil: number | null;
  /** After an operator's word to run it now: of its hours, only those that the law sets count. */
  readonly runNow: boolean;
  /** The body (POST) or mapped query (GET), frozen at the first attempt. */
  readonly payload: string | null;
  /** The checks made when it last came due: core's `ReviewCheck[]`, as JSON. */
  readonly checks: string | null;
  /**
   * Why it is not done; of one that is done, why it looks like no success. Null where it waits for the one that it stands behind.
   */
  readonly reason: string | null;
  /** While it waits: the action of its lane that it was parked behind, until its turn came or its own time counts again. */
  readonly standsBehind: string | null;
  /** The occurrence by which its workflow stopped for the lead; null where it waits, or ended otherwise. */
  readonly stoppedBy: string | null;
  /** The earlier action of its lane that it passed, when it did. */
  readonly overtook: string | null;
  /** The list of the lead when it was planned. */
  readonly listId: string | null;
  /** The number of the relay that carries it out, while it runs; of any other, of the one that did so last. */
  readonly holder: number | null;
}

/** How many actions of an occurrence are in a state. */
export type StateCounts = Readonly<Partial<Record<ActionState, number>>>;

/** What is asked of the workflow logs; null where it does not matter. The time is when the action was due. */
export interface ExecutionFilter extends TimeSpan {
  readonly workflowId: string | null;
  readonly leadKey: LeadKey | null;
  readonly listId: string | null;
  readonly type: WorkflowActionType | null;
  readonly state: ActionState | null;
}

export interface Cancelled {
  readonly id: string;
  readonly reason: string;
  /** The occurrence that stopped it; null or left out where none did. */
  readonly stoppedBy?: string | null;
}

export interface ActionReads {
  find(id: string): Promise<StoredAction | undefined>;
  /** Those of these that are there, in any order. */
  findMany(ids: readonly string[]): Promise<readonly StoredAction[]>;
  /** All of an occurrence, tests of an endpoint with its data included, in the order of their ids. */
  ofOccurrence(occurrenceId: string): Promise<readonly StoredAction[]>;
  /** The actions of workflows for these occurrences, by occurrence id, each in the order of their ids. */
  ofOccurrences(occurrenceIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredAction[]>>;
  /** Of each occurrence that has any: how many actions its workflows have planned, by their state. */
  countsByState(occurrenceIds: readonly string[]): Promise<ReadonlyMap<string, StateCounts>>;
  /** The next actions that workflows have planned or carried out, newest first. */
  executions(filter: ExecutionFilter, page: Page<string>): Promise<readonly StoredAction[]>;
  /** Whether anything of this workflow is in the log, so that one deleted since is still known by name. */
  hasExecutions(workflowId: string): Promise<boolean>;
}

/**
 * Actions. Whatever changes the state of one says from which, and gives how many it has changed: one that is in another
 * state by then stays as it is.
 */
export interface Actions extends ActionReads {
  add(actions: readonly StoredAction[]): Promise<void>;
  /** How many actions workflows have planned for an occurrence. */
  countPlanned(occurrenceId: string): Promise<number>;
  /** Cancels actions that wait, each for its own reason. */
  cancel(cancelled: readonly Cancelled[], change: { readonly from: 'waiting' }): Promise<number>;
  /** Keeps an action among the dead letters, with the reason why it was set aside. */
  bury(id: string, reason: string, change: { readonly from: 'waiting' }): Promise<number>;
  /** Keeps what an action comes to, before anything of it is done. */
  freezePayload(id: string, payload: string): Promise<void>;
}
