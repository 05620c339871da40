import { ConnectError } from '@convoso-connect/core';
import { MOST_SUBSCRIPTIONS } from '@convoso-connect/core/relay-contract';
import { monotonicFactory } from 'ulid';
import type { Actor } from '../audit/actor.js';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { orFoundThere } from '../store/or-found-there.js';
import type { StoredSubscription, SubscriptionEnd } from '../store/ports/subscriptions.js';
import type { Target } from '../store/ports/target.js';
import type { Store } from '../store/store.js';
import { storeFaultOf } from '../store/store-fault.js';
import { calledSubscription, type SubscriptionNames } from './called.js';
import { keepEnds, unreadable } from './ending.js';
import {
  identityText,
  refuseForeignFilter,
  storedSubject,
  subjectOf,
  type SubscriptionFilter,
  type SubscriptionOrder,
} from './order.js';
import { newSigningSecret, sealSubscription, unsealSubscription } from './seal.js';
import { checkTargetUrl, withoutSecret, type TargetRules } from './target-url.js';

export interface SubscriptionParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: () => LiveConfig;
  readonly seals: StoredSecrets;
  /** Whether a named key is there and has not expired. */
  readonly isKeyOpen: (keyId: string) => boolean;
  /** Stands in for the system's resolver. */
  readonly lookup?: TargetRules['lookup'];
}

/** A subscription, and whether it was there before; the secret where it is told, which is once. */
export interface Subscribed {
  readonly subscription: StoredSubscription;
  readonly created: boolean;
  readonly secret: string | null;
}

/** How often it is looked whether whoever has subscribed may still. */
const LOOK_MS = 5_000;

/**
 * Who has events sent where. What is delivered goes by the store alone; of the addresses this holds a copy, which says at what pace each
 * may be called.
 */
export class Subscriptions {
  readonly #parts: SubscriptionParts;
  readonly #newId = monotonicFactory();
  /** The whole addresses of those that are active, by id. */
  readonly #urls = new Map<string, string>();
  /** What those are called that are active, or were since the start. */
  readonly #names = new Map<string, string>();
  #lookedAt = -Infinity;
  #look: Promise<void> | null = null;
  #ended: (targets: readonly Target[]) => void = () => undefined;
  /** The change under way: two at once must not both find that there is none of the kind. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(parts: SubscriptionParts) {
    this.#parts = parts;
  }

  static async open(parts: SubscriptionParts): Promise<Subscriptions> {
    const subscriptions = new Subscriptions(parts);
    for (const each of await parts.store.subscriptions.active()) subscriptions.#note(each);
    return subscriptions;
  }

  /** Others may have subscribed or unsubscribed. */
  readAgain(): Promise<void> {
    return this.#inTurn(async () => {
      const active = await this.#parts.store.subscriptions.active();
      const ids = new Set(active.map(({ id }) => id));
      this.endedAs([...this.#urls.keys()].filter((id) => !ids.has(id)));
      for (const each of active) if (!this.#urls.has(each.id)) this.#note(each);
    });
  }

  get names(): SubscriptionNames {
    return this.#names;
  }

  /** Called with the targets of those that have ended: what waits for them is to be looked at. */
  onEnded(listener: (targets: readonly Target[]) => void): void {
    this.#ended = listener;
  }

  /**
   * Has events sent to a URL. The same order of the same owner is one subscription, however often it is given; a secret of the subscriber's
   * own counts from then on.
   *
   * @throws {ConnectError} the codes of `checkTargetUrl`, FILTER_OF_ANOTHER_TOPIC, UNKNOWN_HOOK, TOO_MANY_SUBSCRIPTIONS, and those of the seal key
   */
  async subscribe(order: SubscriptionOrder, owner: Actor): Promise<Subscribed> {
    const live = this.#parts.config();
    refuseForeignFilter(subjectOf(order));
    refuseUnknownHooks(order.filter ?? {}, live);
    const { lookup } = this.#parts;
    const { allow } = live.resolved.settings.egress;
    const url = await checkTargetUrl(order.url, { allow, ...(lookup !== undefined && { lookup }) });
    return this.#inTurn(() => orFoundThere(() => this.#subscribe({ ...order, url }, owner)));
  }

  async #subscribe(order: SubscriptionOrder, { who, keyId }: Actor): Promise<Subscribed> {
    const { store, clock, seals } = this.#parts;
    const subject = subjectOf(order);
    const active = await store.subscriptions.active();
    // Where the key that theirs are sealed with is gone, another one must not take its place unseen.
    refuseAnotherKey(seals, active);
    await seals.agreeOnKey();
    const identity = seals.digest(identityText(keyId, order.url, subject));
    const known = active.find((each) => each.identity === identity);
    if (known !== undefined && storedSubject(known) !== null) return this.#again(known, order);
    if (active.length >= MOST_SUBSCRIPTIONS) throw tooMany();
    const secret = order.secret ?? newSigningSecret();
    const now = clock.now();
    const id = `sub_${this.#newId(now)}`;
    const subscription: StoredSubscription = {
      ...{ id, keyId, owner: who, url: withoutSecret(order.url) },
      topics: JSON.stringify(subject.topics),
      filter: JSON.stringify(subject.filter),
      name: order.name ?? null,
      sealed: sealSubscription(seals, id, { url: order.url, secret }),
      ...{ identity, sequence: 0, madeAt: now, endedAt: null, endedCode: null, endedReason: null },
    };
    await store.durably(async (unit) => {
      // The damaged one that it takes the place of; no two that are active are the same.
      if (known !== undefined) await keepEnds(unit, [unreadable(known, now)]);
      await unit.subscriptions.add(subscription);
    });
    if (known !== undefined) this.endedAs([known.id]);
    this.#urls.set(id, order.url);
    this.#names.set(id, calledSubscription(subscription));
    return { subscription, created: true, secret: order.secret === undefined ? secret : null };
  }

  async #again(subscription: StoredSubscription, { url, secret }: SubscriptionOrder): Promise<Subscribed> {
    if (secret === undefined) return { subscription, created: false, secret: null };
    const { store, seals } = this.#parts;
    const sealed = sealSubscription(seals, subscription.id, { url, secret });
    await store.durably((unit) => unit.subscriptions.reseal(subscription.id, sealed));
    return { subscription: { ...subscription, sealed }, created: false, secret: null };
  }

  /** The whole address; the one without its secret part where it cannot be opened. */
  wholeUrl(subscription: StoredSubscription): string {
    const known = this.#urls.get(subscription.id);
    if (known !== undefined) return known;
    try {
      return unsealSubscription(this.#parts.seals, subscription).url;
    } catch {
      return subscription.url;
    }
  }

  /** Ends one; gives whether it was active. */
  async unsubscribe(id: string): Promise<boolean> {
    const at = this.#parts.clock.now();
    return this.#end([{ id, code: 'UNSUBSCRIBED', reason: 'it was unsubscribed', at }], 'asked for');
  }

  /** Ended by what has been written down already. */
  endedAs(ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#urls.delete(id);
    this.#ended(ids.map((id) => ({ kind: 'subscription', id }) as const));
  }

  /** Where a target is, and how many subscriptions are sent there, that one included; null where it is not active. */
  routeOf(id: string): { readonly hostname: string; readonly shared: number } | null {
    const url = this.#urls.get(id);
    if (url === undefined) return null;
    const shared = [...this.#urls.values()].filter((each) => each === url).length;
    return { hostname: new URL(url).hostname, shared };
  }

  /** Ends those whose key has been withdrawn or has expired, every few seconds. */
  beat(): void {
    const now = this.#parts.clock.now();
    if (now >= this.#lookedAt && now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    this.#look ??= this.endKeyless()
      .catch((error: unknown) => {
        // What the store suffers from is told by whoever writes to it, once.
        if (storeFaultOf(error) === null)
          this.#parts.log.error({ err: error }, 'subscriptions could not be looked at');
      })
      .finally(() => {
        this.#look = null;
      });
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#look;
    await this.#last.catch(() => undefined);
  }

  /** Ends those whose key does not open any more: nothing personal goes out on the word of somebody who may not see it. */
  async endKeyless(): Promise<void> {
    const { store, clock, isKeyOpen } = this.#parts;
    const at = clock.now();
    const keyless = (await store.subscriptions.active()).filter(
      ({ keyId }) => keyId !== null && !isKeyOpen(keyId),
    );
    await this.#end(
      keyless.map(({ id, owner }) => {
        const reason = `the key "${owner}", with which it was subscribed, was withdrawn or has expired`;
        return { id, code: 'KEY_WITHDRAWN', reason, at };
      }),
      'told',
    );
  }

  async #end(ends: readonly SubscriptionEnd[], why: 'asked for' | 'told'): Promise<boolean> {
    if (ends.length === 0) return false;
    const ended = await this.#parts.store.durably((unit) =>
      why === 'told' ? keepEnds(unit, ends) : unit.subscriptions.end(ends),
    );
    this.endedAs(ends.map(({ id }) => id));
    for (const { id, reason } of ends)
      this.#parts.log.info({ subscription: id }, `a subscription has ended: ${reason}`);
    return ended > 0;
  }

  #note(each: StoredSubscription): void {
    this.#names.set(each.id, calledSubscription(each));
    this.#noteUrl(each);
  }

  #noteUrl(subscription: StoredSubscription): void {
    try {
      this.#urls.set(subscription.id, unsealSubscription(this.#parts.seals, subscription).url);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      // Each of its deliveries says so, and is tried again.
      this.#parts.log.error({ subscription: subscription.id, code: error.code }, error.message);
    }
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(work, work);
    this.#last = next;
    return next;
  }
}

/**
 * A hook that is not there would match nothing for ever, without a word.
 *
 * @throws {ConnectError} UNKNOWN_HOOK
 */
export function refuseUnknownHooks({ hooks = [] }: SubscriptionFilter, { hooks: known }: LiveConfig): void {
  const strange = hooks.find((id) => !known.has(id));
  if (strange === undefined) return;
  throw new ConnectError(
    'UNKNOWN_HOOK',
    `the filter names the hook "${strange}", which the configuration does not have`,
    'Name a hook by its id, as it stands in its address /hooks/<id>; or leave hooks out for all of them.',
  );
}

/** One that can be opened shows that the key is theirs; another that cannot is damaged itself. */
function refuseAnotherKey(seals: StoredSecrets, active: readonly StoredSubscription[]): void {
  let refusal: ConnectError | null = null;
  for (const each of active) {
    try {
      unsealSubscription(seals, each);
      return;
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      refusal ??= error;
    }
  }
  if (refusal !== null) throw refusal;
}

function tooMany(): ConnectError {
  return new ConnectError(
    'TOO_MANY_SUBSCRIPTIONS',
    `there are ${MOST_SUBSCRIPTIONS} subscriptions, and no more are kept at once`,
    'Unsubscribe those that nobody needs any more: npm run connect -- subscriptions.',
  );
}
