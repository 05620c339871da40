import type { ActionState, StoredAction } from './actions.js';
import type { Place } from './lists.js';
import type { Target } from './target.js';

/** A first failing action holds the rest of its lane for this long, by the clock of its lane; then they pass it. */
export const LANE_HOLD_MS = 60_000;

/**
 * When the clock of the lanes of a target stood still, in epoch milliseconds: while nothing could go out there through no fault of an
 * action. `to` is the present while it still stands.
 */
export interface Standstill {
  readonly from: number;
  readonly to: number;
}

/** The clock of the lanes has gone on all the time. */
export const NO_STANDSTILL: Standstill = { from: 0, to: 0 };

/** An action whose next attempt is due, and how it stands in its lane. */
export interface Candidate {
  readonly id: string;
  readonly target: Target;
  /** The earliest unfinished action of its lane that comes before it; null where it is the first. */
  readonly passes: string | null;
  /** Whether one of these still holds the lane. */
  readonly blocked: boolean;
  /** Until when the first of those holds it, where that is known already and its clock goes. */
  readonly blockedUntil: number | null;
}

/** What a review comes to for an action that waits. */
export type Taken = Pick<
  StoredAction,
  'id' | 'state' | 'payload' | 'holdUntil' | 'overtook' | 'giveUpAt' | 'checks' | 'reason' | 'holder'
>;
export type PutOff = Pick<
  StoredAction,
  'id' | 'state' | 'dueAt' | 'nextAt' | 'holdUntil' | 'giveUpAt' | 'checks' | 'reason'
>;
export type Parked = Pick<StoredAction, 'id' | 'nextAt' | 'holdUntil' | 'reason' | 'standsBehind'>;

interface FromWaiting {
  readonly from: Extract<ActionState, 'waiting'>;
}

/**
 * The queue of what is due. A lane is the actions that go out one after the other: an earlier action stands before those
 * that follow while it is unfinished and has not held the lane for {@link LANE_HOLD_MS} yet. While the clock of its target stands still,
 * it goes on holding those that follow at the same target, and no others. In a lane they stand by when they are due, then by when they were
 * asked for, then by id.
 */
export interface Claims {
  /** The targets that have actions waiting whose next attempt is due. */
  targetsDue(now: number): Promise<readonly Target[]>;
  /**
   * The next due actions of a target, oldest first. Those in `leftOut`, which refuse every change, are passed over and
   * hold nothing.
   */
  candidates(
    target: Target,
    asked: {
      readonly now: number;
      readonly limit: number;
      readonly leftOut: ReadonlySet<string>;
      readonly standstill: Standstill;
    },
  ): Promise<readonly Candidate[]>;
  /**
   * Takes actions out of the way that others of their lanes hold back, until a time at which they are looked at again.
   * So what is due stays findable, however many wait behind it. One that has been tried has its turn anew: it holds those behind it until
   * then, and is woken like one that has not. One that would stand behind what is finished by now, or
   * is just being changed by another relay, is left as it is, to be found again.
   */
  park(parked: readonly Parked[], change: FromWaiting): Promise<number>;
  /**
   * Something has left these lanes: of each, the first action that waits behind others and has not had its turn yet, or not since
   * it was played again, is looked at now. What waits between two attempts keeps its time. Gives the targets that these belong to.
   */
  wake(lanes: readonly string[], now: number): Promise<readonly Target[]>;
  /**
   * What was to be tried again at a target at a later time is due now: all of it, or the first. Goes through what waits there in the order
   * of its times, a window at a time; gives how many it was, and where the next window begins, or null at the end.
   */
  bringForward(
    target: Target,
    window: {
      readonly now: number;
      readonly after: Place<string> | null;
      readonly limit: number;
      readonly what: 'all' | 'first';
    },
  ): Promise<{ readonly brought: number; readonly next: Place<string> | null }>;
  /** The lanes of actions, each once. */
  lanesOf(ids: readonly string[]): Promise<readonly string[]>;
  /** Which of these lanes have an unfinished action. */
  busyLanes(lanes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these actions that still wait, in no certain order. */
  waiting(ids: readonly string[]): Promise<readonly StoredAction[]>;
  /**
   * Takes actions up: from here on their payload never changes, and a crash shows that an attempt was under way. Others
   * leave the queue here, without an attempt. They stand behind none any more.
   */
  take(taken: readonly Taken[], change: FromWaiting): Promise<number>;
  /**
   * A page of the actions that run in the name of nobody who is registered, in the order in which they were due: their attempts were cut off.
   */
  cutOff(page: {
    readonly after: Place<string> | null;
    readonly limit: number;
  }): Promise<readonly StoredAction[]>;
  /**
   * Which of these actions run in the name of this relay, also where it is not registered any more; they do so until the unit ends. One
   * that another unit is just changing does not.
   */
  runningAs(relay: number | null, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** How many actions run at a target in the name of others than this relay, also of some that are not registered any more. */
  runningElsewhere(target: Target, relay: number): Promise<number>;
  /** Holds actions until later, for a reason of their own. They stand behind none any more. */
  putOff(putOff: readonly PutOff[], change: FromWaiting): Promise<number>;
}
