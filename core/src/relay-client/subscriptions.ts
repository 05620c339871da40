import type { RelayApi } from '../relay-contract/contract.js';
import type { AnswerOf, BodyOf } from '../relay-contract/route.js';

/** What to subscribe to: a URL, topics and, as far as wanted, a filter. */
export type SubscriptionOrder = BodyOf<RelayApi['subscriptions']['subscribe']>;

export type Subscription = AnswerOf<RelayApi['subscriptions']['get']>;

/** One event as it is delivered: `type` says what `data` is. The same shape as in a list of samples. */
export type SubscriptionEvent = AnswerOf<RelayApi['subscriptions']['samples']>['samples'][number];

/** `call.event`, `hold.due` or `alarm.changed`. */
export type SubscriptionTopic = SubscriptionEvent['type'];
