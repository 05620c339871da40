import type { BodyOf, RelayApi, Topic } from '@convoso-connect/core/relay-contract';
import type { StoredSubscription } from '../store/ports/subscriptions.js';

export type SubscriptionOrder = BodyOf<RelayApi['subscriptions']['subscribe']>;
export type SubscriptionFilter = NonNullable<SubscriptionOrder['filter']>;

/** What a subscription is about. */
export interface Subject {
  readonly topics: readonly Topic[];
  readonly filter: SubscriptionFilter;
}

/** The same in one form, whatever the order of its parts, with what lets everything through left out. */
export function subjectOf({ topics, filter = {} }: Pick<SubscriptionOrder, 'topics' | 'filter'>): Subject {
  const named = Object.entries(filter)
    .flatMap(([name, values]) =>
      values === undefined || values.length === 0 ? [] : [[name, values] as const],
    )
    .map(([name, values]) => [name, [...new Set<string>(values)].sort()] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { topics: [...new Set(topics)].sort(), filter: Object.fromEntries(named) };
}

/** What tells one subscription from another, as a text; whoever asks for the same once more is given the one that there is. */
export function identityText(keyId: string | null, url: string, { topics, filter }: Subject): string {
  return JSON.stringify([keyId, url, topics, filter]);
}

/** What a stored one is about. A later version may know of more topics and filters than this one, and lets go of none. */
export function storedSubject({ topics, filter }: Pick<StoredSubscription, 'topics' | 'filter'>): Subject {
  return { topics: JSON.parse(topics) as Topic[], filter: JSON.parse(filter) as SubscriptionFilter };
}
