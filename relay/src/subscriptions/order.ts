import { ConnectError, EVENT_FILTER_FIELDS, type EventFilterName } from '@convoso-connect/core';
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

/** The topic whose events a part of a filter looks at. */
const TOPIC_OF: Readonly<Record<keyof SubscriptionFilter, Topic>> = {
  hooks: 'call.event',
  kinds: 'call.event',
  ...(Object.fromEntries(Object.keys(EVENT_FILTER_FIELDS).map((name) => [name, 'call.event'])) as Record<
    EventFilterName,
    Topic
  >),
  rules: 'hold.due',
};

/**
 * A filter that looks at no event of the topics would let everything through, without a word.
 *
 * @throws {ConnectError} FILTER_OF_ANOTHER_TOPIC
 */
export function refuseForeignFilter({ topics, filter }: Subject): void {
  for (const name of Object.keys(filter) as (keyof SubscriptionFilter)[]) {
    const topic = TOPIC_OF[name];
    if (topics.includes(topic)) continue;
    throw new ConnectError(
      'FILTER_OF_ANOTHER_TOPIC',
      `the filter "${name}" is of ${topic}, and what is asked for is ${topics.join(', ')}`,
      `Leave "${name}" out, or add the topic "${topic}".`,
    );
  }
}

/** What tells one subscription from another, as a text; whoever asks for the same once more is given the one that there is. */
export function identityText(keyId: string | null, url: string, { topics, filter }: Subject): string {
  return JSON.stringify([keyId, url, topics, filter]);
}

/**
 * What a stored one is about; null where its row is damaged, which says nothing against any other. A later version may know of more topics
 * and filters than this one, and lets go of none.
 */
export function storedSubject({
  topics,
  filter,
}: Pick<StoredSubscription, 'topics' | 'filter'>): Subject | null {
  try {
    const subject = { topics: JSON.parse(topics) as unknown, filter: JSON.parse(filter) as unknown };
    return isSubject(subject) ? subject : null;
  } catch {
    return null;
  }
}

function isSubject(subject: { readonly topics: unknown; readonly filter: unknown }): subject is Subject {
  const { topics, filter } = subject;
  if (!isTexts(topics) || typeof filter !== 'object' || filter === null || Array.isArray(filter))
    return false;
  return Object.values(filter).every(isTexts);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
