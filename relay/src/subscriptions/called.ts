import type { StoredSubscription } from '../store/ports/subscriptions.js';
import type { StoreReads } from '../store/store.js';

/** What subscriptions are called, by id, where operators read of them. */
export type SubscriptionNames = ReadonlyMap<string, string>;

/** So many of the latest have a name in lists; who goes further back reads ids. */
const NAMED = 1_000;

/** `subscription sales to sheets.example.test`; its id where its owner has not named it, because there may be many to one host. */
export function calledSubscription({
  id,
  name,
  url,
}: Pick<StoredSubscription, 'id' | 'name' | 'url'>): string {
  return `subscription ${name ?? id} to ${new URL(url).host}`;
}

export async function subscriptionNames({
  subscriptions,
}: Pick<StoreReads, 'subscriptions'>): Promise<SubscriptionNames> {
  const rows = await subscriptions.page({ owner: null, state: null, after: null, limit: NAMED });
  return new Map(rows.map((row) => [row.id, calledSubscription(row)]));
}
