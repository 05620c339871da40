import type { LeadKey } from '@convoso-connect/core';
import type { ActionState, StoredAction } from './actions.js';
import type { TimeSpan } from './lists.js';
import type { Target } from './target.js';

/** Why a hold was stopped while it is still to be told. */
export interface StoppedHold {
  readonly code: string;
  readonly reason: string;
}

/** What is kept for a program until a time. How far it has come stands in its action, which is called after it. */
export interface StoredHold {
  /** Counts up with the time at which holds are made. */
  readonly id: string;
  /** The id of the key by which it was made; blank for the admin key. */
  readonly owner: string;
  /** The name of that key. */
  readonly madeBy: string;
  /** As its owner calls it; no two of one owner have the same. */
  readonly givenId: string | null;
  /** Of all that was asked for, by which the same is known again. */
  readonly digest: string;
  readonly leadKey: string | null;
  /** In normal form: the lead's number, or the one dialled. */
  readonly phone: string | null;
  readonly eventId: string | null;
  /** What triggered it: core's `Occurrence`, as JSON. */
  readonly occurrence: string;
  /** What is reviewed at its time: `HoldRules`, as JSON. */
  readonly rules: string;
  /** JSON, as it was given. */
  readonly payload: string;
  /** Scheme, host and port of the URL that is called; null where subscriptions are told. */
  readonly resumesAt: string | null;
  /** The URL and the secret that signs, encrypted; null where subscriptions are told. */
  readonly sealed: Buffer | null;
  readonly madeAt: number;
  /** `StoppedHold`, as JSON: it is to be told that it was stopped; null where it was not. */
  readonly stopped: string | null;
}

/** How far a hold has come, as far as its action tells. */
export type HoldProgress = Pick<
  StoredAction,
  'state' | 'dueAt' | 'nextAt' | 'attempts' | 'reason' | 'checks' | 'requestedAt'
>;

export interface HoldWithProgress {
  readonly hold: StoredHold;
  readonly progress: HoldProgress;
}

/** Which holds are meant; null where it does not matter. */
export interface HoldChoice {
  readonly owner: string | null;
  readonly leadKey: LeadKey | null;
  readonly givenId: string | null;
}

/** What actions of holds are meant by a state that people see. */
export interface HoldStanding {
  readonly states: readonly ActionState[];
  /** Whether an attempt was made; null where it does not matter. */
  readonly tried: boolean | null;
  /** Whether it was stopped and is told so; null where it does not matter. */
  readonly stopped: boolean | null;
}

export interface HoldReads {
  find(id: string): Promise<HoldWithProgress | undefined>;
  /** Those of these that are there, in no certain order. */
  findMany(ids: readonly string[]): Promise<readonly StoredHold[]>;
  /** The next holds below `after`, those that were made last in front; the time is when they were made. */
  page(
    filter: HoldChoice & TimeSpan & { readonly standing: readonly HoldStanding[] | null },
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly HoldWithProgress[]>;
  /** All about an event, in the order in which they were made. */
  ofEvent(eventId: string): Promise<readonly HoldWithProgress[]>;
}

/** What is kept for programs until a time. */
export interface Holds extends HoldReads {
  /** Throws where one of them, or one that its owner calls the same, is there already. */
  add(hold: StoredHold): Promise<void>;
  findGiven(owner: string, givenId: string): Promise<StoredHold | undefined>;
  /** Those of these leads whose action waits and that are not stopped yet, in no certain order. */
  waitingOfLeads(leadKeys: readonly string[]): Promise<readonly StoredHold[]>;
  /** The ids of those that are meant and whose action waits. */
  waitingIds(choice: HoldChoice): Promise<readonly string[]>;
  /** Notes that they are stopped and are to be told so. */
  stop(ids: readonly string[], stopped: string): Promise<void>;
}

/** The type of the actions by which holds are handed back. */
export const HOLD_ACTION = 'HOLD';

/** The action by which a hold is handed back. */
export function actionIdOf(holdId: string): string {
  return `${holdId}-hold`;
}

/** Whoever it is handed back to: whatever answers at the address of its URL, or those who have subscribed. */
export function targetOfHold({ resumesAt }: Pick<StoredHold, 'resumesAt'>): Target {
  return { kind: 'callback', id: resumesAt ?? 'subscriptions' };
}
