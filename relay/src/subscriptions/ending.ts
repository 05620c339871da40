import type { StoredSubscription, SubscriptionEnd } from '../store/ports/subscriptions.js';
import type { Unit } from '../store/store.js';

/** Ends subscriptions, and has the operator told in the same unit; gives how many were active. */
export async function keepEnds(unit: Unit, ends: readonly SubscriptionEnd[]): Promise<number> {
  let ended = 0;
  for (const end of ends) {
    if ((await unit.subscriptions.end([end])) === 0) continue;
    ended += 1;
    const subscription = await unit.subscriptions.find(end.id);
    if (subscription === undefined) continue;
    const { name, owner, url } = subscription;
    const called = name === null ? end.id : `"${name}" (${end.id})`;
    await unit.notices.record({
      key: `subscription-ended:${end.id}`,
      kind: 'subscription-ended',
      message:
        `The subscription ${called} of ${owner} to ${url} has ended: ${end.reason}. No events are sent there any more; ` +
        'whoever still needs them subscribes again.',
      at: end.at,
    });
  }
  return ended;
}

/** What it wants cannot be told any more: it is set aside, so that it stops neither a call nor another subscriber. */
export function unreadable({ id }: Pick<StoredSubscription, 'id'>, at: number): SubscriptionEnd {
  return { id, code: 'UNREADABLE', reason: 'what it has subscribed to cannot be read any more', at };
}
