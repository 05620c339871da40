import { ConnectError } from '@convoso-connect/core';
import { RELAY_API, USUAL_SAMPLES, type AnswerOf } from '@convoso-connect/core/relay-contract';
import { openingOf } from '../access/access.js';
import { scopeRefusal, type Opening } from '../access/gate.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { iso } from '../iso.js';
import { readCursor } from '../reads/cursor.js';
import { pageOf } from '../reads/page.js';
import type { StoredSubscription } from '../store/ports/subscriptions.js';
import type { Store } from '../store/store.js';
import { refuseForeignFilter, storedSubject, subjectOf } from '../subscriptions/order.js';
import { samplesOf } from '../subscriptions/samples.js';
import { refuseUnknownHooks, type Subscriptions } from '../subscriptions/subscriptions.js';
import { pageSize } from './query.js';
import { DONE, type Serve } from './serve.js';

export interface SubscriptionRouteParts {
  readonly store: Store;
  readonly keeper: ConfigKeeper;
  readonly subscriptions: Subscriptions;
}

type Shown = AnswerOf<typeof RELAY_API.subscriptions.get>;

/** Events that are sent to a URL as they happen. Nobody sees what another key has subscribed to who may not read. */
export function serveSubscriptions(serve: Serve, parts: SubscriptionRouteParts): void {
  const { store, keeper, subscriptions } = parts;
  const shown = (subscription: StoredSubscription, opening: Opening): Shown =>
    entryOf(
      subscription,
      isOwner(subscription, opening) ? subscriptions.wholeUrl(subscription) : subscription.url,
    );
  const find = async (id: string, opening: Opening): Promise<StoredSubscription> => {
    const found = await store.subscriptions.find(id);
    if (found === undefined || !(isOwner(found, opening) || mayRead(opening))) throw unknown(id);
    return found;
  };

  serve(RELAY_API.subscriptions.subscribe, async ({ body, request, change }) => {
    const opening = openingOf(request);
    const { subscription, created, secret } = await subscriptions.subscribe(body, opening.actor);
    const { id, url, name } = subscription;
    const after = {
      url,
      topics: storedSubject(subscription)?.topics ?? [],
      name,
      secret: body.secret === undefined ? 'made' : 'given',
    };
    if (!created && body.secret === undefined) change.none();
    else change.note({ part: `subscription:${id}`, before: created ? null : { url }, after });
    return { ...shown(subscription, opening), created, secret };
  });
  serve(RELAY_API.subscriptions.list, async ({ query, request }) => {
    const opening = openingOf(request);
    const after = readCursor(query.after, ['string']);
    const owner = mayRead(opening) ? null : { keyId: opening.actor.keyId };
    const { rows, next } = await pageOf(
      pageSize(query.limit),
      (limit) =>
        store.subscriptions.page({
          ...{ owner, state: query.state ?? null, limit },
          after: after === null ? null : String(after[0]),
        }),
      ({ id }) => [id],
    );
    const { timeZone } = keeper.current.revision.config.account;
    return { timeZone, subscriptions: rows.map((row) => shown(row, opening)), next };
  });
  serve(RELAY_API.subscriptions.get, async ({ params: { id }, request }) => {
    const opening = openingOf(request);
    return shown(await find(id, opening), opening);
  });
  serve(RELAY_API.subscriptions.unsubscribe, async ({ params: { id }, request, change }) => {
    const opening = openingOf(request);
    const subscription = await find(id, opening);
    if (!isOwner(subscription, opening)) throw notYours(subscription);
    const { url, name } = subscription;
    const before = { url, topics: storedSubject(subscription)?.topics ?? [], name };
    change.note({ part: `subscription:${id}`, before });
    if (!(await subscriptions.unsubscribe(id))) change.none();
    return DONE;
  });
  serve(RELAY_API.subscriptions.samples, async ({ body, request }) => {
    const { topic, filter = {}, limit = USUAL_SAMPLES } = body;
    const owner = openingOf(request).actor.keyId ?? '';
    const live = keeper.current;
    refuseForeignFilter(subjectOf({ topics: [topic], filter }));
    refuseUnknownHooks(filter, live);
    return samplesOf(store, { topic, filter, limit, owner }, live.rules.statuses);
  });
}

/** The admin key, the command line and a signed-in browser own what has no key; and they may do everything. */
function isOwner({ keyId }: StoredSubscription, opening: Opening): boolean {
  return opening.actor.keyId === null || opening.actor.keyId === keyId;
}

function mayRead(opening: Opening): boolean {
  return scopeRefusal(opening, 'read') === null;
}

function entryOf(subscription: StoredSubscription, url: string): Shown {
  const { id, name, owner, sequence, madeAt, endedAt, endedCode, endedReason } = subscription;
  const isEnded = endedAt !== null;
  return {
    ...{ id, url, ...(storedSubject(subscription) ?? NOTHING), name, owner },
    state: isEnded ? 'ended' : 'active',
    madeAt: iso(madeAt),
    endedAt: isEnded ? iso(endedAt) : null,
    ended: isEnded ? { code: endedCode ?? 'ENDED', reason: endedReason ?? 'no reason is kept' } : null,
    sequence,
  };
}

/** What one is about whose row is damaged. */
const NOTHING = { topics: [], filter: {} } as const;

function unknown(id: string): ConnectError {
  return new ConnectError(
    'UNKNOWN_SUBSCRIPTION',
    `there is no subscription "${id.slice(0, 60)}" that this key may see`,
    'Take the id from the answer to subscribing, from GET /api/subscriptions, or from npm run connect -- subscriptions.',
  );
}

function notYours({ id, owner }: StoredSubscription): ConnectError {
  return new ConnectError(
    'NOT_YOUR_SUBSCRIPTION',
    `"${id}" was subscribed by ${owner}, and only that key or the admin key can end it`,
    'Use that key, or on the machine of the relay: npm run connect -- subscriptions end <id>.',
  );
}
