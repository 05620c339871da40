import { visibleLines } from '@convoso-connect/core';
import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { localTime } from '../explain/local-time.js';
import { askRelay } from './ask-relay.js';
import { print } from './print.js';

type SubscriptionPage = AnswerOf<RelayApi['subscriptions']['list']>;
type Entry = SubscriptionPage['subscriptions'][number];

export interface SubscriptionsOptions {
  readonly all?: boolean;
}

/** Prints who has events sent where; with `--all` also who had. */
export async function printSubscriptions(
  { all }: SubscriptionsOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const state = all === true ? '' : '&state=active';
  const place = `subscriptions?limit=1000${state}`;
  const { subscriptions, next, timeZone } = await askRelay<SubscriptionPage>({ method: 'GET', place }, env);
  const lines = subscriptions.flatMap((each) => entryLines(each, timeZone));
  if (lines.length === 0) lines.push('Nobody has subscribed to events.');
  if (next !== null) lines.push('… and older ones.');
  print(`${visibleLines(lines)}\n`);
}

/** Ends a subscription, whoever has made it. */
export async function endSubscription(id: string, env: NodeJS.ProcessEnv): Promise<void> {
  await askRelay({ method: 'DELETE', place: `subscriptions/${encodeURIComponent(id)}` }, env);
  print(`The subscription ${id} has ended: nothing more is sent there.\n`);
}

function entryLines(entry: Entry, timeZone: string): string[] {
  const { id, url, topics, filter, name, owner, madeAt, endedAt, ended, sequence } = entry;
  const called = name === null ? id : `"${name}" [${id}]`;
  const only = Object.entries(filter).map(([what, values]) => `${what} ${(values ?? []).join(', ')}`);
  const events = sequence === 0 ? 'no events so far' : sequence === 1 ? 'one event' : `${sequence} events`;
  const end =
    endedAt === null || ended === null ? [] : [`    ended ${localTime(endedAt, timeZone)}: ${ended.reason}`];
  return [
    `${called} of ${owner}, since ${localTime(madeAt, timeZone)}, to ${new URL(url).origin}`,
    `    ${topics.join(', ')}${only.length === 0 ? '' : `, only ${only.join('; ')}`}; ${events}`,
    ...end,
  ];
}
