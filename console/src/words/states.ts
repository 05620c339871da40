import type { Action, ActionState, AttemptOutcome, Decision } from '../api/types.js';

/** How a state is meant: its colour and its sign say the same as its words. */
export type Tone = 'good' | 'bad' | 'waiting' | 'quiet';

export interface Told {
  readonly tone: Tone;
  readonly text: string;
}

export const ACTION_TOLD: Readonly<Record<ActionState, Told>> = {
  waiting: { tone: 'waiting', text: 'Waiting' },
  running: { tone: 'waiting', text: 'Being sent' },
  done: { tone: 'good', text: 'Done' },
  skipped: { tone: 'quiet', text: 'Skipped' },
  cancelled: { tone: 'quiet', text: 'Stopped' },
  flushed: { tone: 'quiet', text: 'Flushed' },
  dead: { tone: 'bad', text: 'Not delivered' },
};

/** Whether an action counts as delivered and was answered as if it had failed: only then is there a reason with its end. */
export function isDoubtful({ state, reason }: Pick<Action, 'state' | 'reason'>): boolean {
  return state === 'done' && reason !== null;
}

export function actionTold(action: Pick<Action, 'state' | 'reason'>): Told {
  return isDoubtful(action) ? { tone: 'waiting', text: 'Done, doubtful' } : ACTION_TOLD[action.state];
}

export const ATTEMPT_TOLD: Readonly<Record<AttemptOutcome, Told>> = {
  delivered: { tone: 'good', text: 'Delivered' },
  retry: { tone: 'waiting', text: 'Tried again' },
  refused: { tone: 'bad', text: 'Refused' },
  failed: { tone: 'bad', text: 'Failed' },
  interrupted: { tone: 'bad', text: 'Interrupted' },
};

export const DECISION_TOLD: Readonly<Record<Decision['outcome'], Told>> = {
  fired: { tone: 'good', text: 'Fired' },
  suppressed: { tone: 'waiting', text: 'Held back' },
  'not-matched': { tone: 'quiet', text: 'Did not fire' },
  inactive: { tone: 'quiet', text: 'Switched off' },
  failed: { tone: 'bad', text: 'Failed' },
};

export const VERDICT_TOLD: Readonly<Record<'yes' | 'no' | 'unknown', Told>> = {
  yes: { tone: 'good', text: 'holds' },
  no: { tone: 'bad', text: 'does not hold' },
  unknown: { tone: 'waiting', text: 'cannot be told' },
};

export const DIAGNOSIS_TOLD: Readonly<Record<'ok' | 'suspect' | 'unknown', Told>> = {
  ok: { tone: 'good', text: 'fine' },
  suspect: { tone: 'bad', text: 'look here' },
  unknown: { tone: 'waiting', text: 'nothing is known' },
};
