import { ConnectError } from '@convoso-connect/core';
import type { AboutWhom } from '../deliver/prepare.js';
import type { TakenUp } from '../deliver/take-up.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import type { StoredAction } from '../store/ports/actions.js';
import { LANE_HOLD_MS } from '../store/ports/claims.js';
import type { StoredSubscription } from '../store/ports/subscriptions.js';
import { unsealSubscription, type SubscriptionSecrets } from './seal.js';

export interface TakeUpParts {
  readonly seals: StoredSecrets;
  readonly isKeyOpen: (keyId: string) => boolean;
  readonly about: AboutWhom;
  /** Epoch milliseconds. */
  readonly now: number;
  /** How much of the time since it came due its target was paused. */
  readonly behindMs: number;
}

/** What becomes of an event that is due to somebody who has subscribed: it is sent as it was planned, or not any more. */
export function takeUpEvent(
  row: StoredAction,
  subscription: StoredSubscription | undefined,
  { seals, isKeyOpen, about, now, behindMs }: TakeUpParts,
): TakenUp {
  const why = whyNot(subscription, isKeyOpen);
  if (subscription === undefined || why !== null)
    return { row: { ...row, state: 'skipped', reason: why }, putOff: false, action: null };
  if (row.attempts === 0 && now > row.giveUpAt + behindMs) {
    const reason = 'the time for giving up had passed before the first attempt could be made';
    return { row: { ...row, state: 'dead', reason }, putOff: false, action: null };
  }
  const running: StoredAction = {
    ...row,
    state: 'running',
    reason: null,
    holdUntil: row.holdUntil ?? now + LANE_HOLD_MS,
  };
  const task = {
    kind: 'subscription',
    subscriptionId: subscription.id,
    payload: row.payload ?? '',
    secrets: opened(seals, subscription),
  } as const;
  const extended = { ...running, giveUpAt: row.giveUpAt + behindMs };
  return { row: running, putOff: false, action: { row: extended, about, task } };
}

function whyNot(
  subscription: StoredSubscription | undefined,
  isKeyOpen: TakeUpParts['isKeyOpen'],
): string | null {
  if (subscription === undefined) return 'its subscription is not kept any more';
  const { endedReason, endedAt, keyId, owner } = subscription;
  if (endedAt !== null) return `its subscription has ended: ${endedReason ?? 'no reason known'}`;
  if (keyId !== null && !isKeyOpen(keyId))
    return `the key "${owner}", with which it was subscribed, does not open any more`;
  return null;
}

/** Where it cannot be opened, that is what its attempt comes to. */
function opened(seals: StoredSecrets, subscription: StoredSubscription): SubscriptionSecrets | ConnectError {
  try {
    return unsealSubscription(seals, subscription);
  } catch (error) {
    if (error instanceof ConnectError) return error;
    throw error;
  }
}
