import type { Resumption } from '@convoso-connect/core/relay-contract';
import { iso } from '../iso.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredHold } from '../store/ports/holds.js';

/** Why a hold is handed back. */
export interface HandBack {
  readonly outcome: Resumption['outcome'];
  readonly code: string;
  readonly reason: string;
}

export const TIME_HAS_COME: HandBack = { outcome: 'due', code: 'DUE', reason: 'its time has come' };
export const RUN_NOW: HandBack = {
  outcome: 'due',
  code: 'RUN_NOW',
  reason: 'somebody had it handed back before its time',
};

/** What is posted: the one shape in which holds leave the relay. */
export function resumptionOf(
  hold: StoredHold,
  rule: string | null,
  { dueAt }: Pick<StoredAction, 'dueAt'>,
  { outcome, code, reason }: HandBack,
  now: number,
): Resumption {
  const { id: holdId, givenId, leadKey, eventId, madeAt, payload } = hold;
  return {
    type: 'hold.due',
    ...{ holdId, givenId, outcome, code, reason, leadKey, eventId, rule },
    madeAt: iso(madeAt),
    dueAt: iso(dueAt),
    resumedAt: iso(now),
    payload: JSON.parse(payload) as unknown,
  };
}
