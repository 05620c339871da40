import { filteredBy, type AccountStatus, type Occurrence } from '@convoso-connect/core';
import type { Resumption, Topic } from '@convoso-connect/core/relay-contract';
import { ulid } from 'ulid';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import { OF_A_SUBSCRIPTION } from '../store/ports/cause.js';
import type { StoredSubscription } from '../store/ports/subscriptions.js';
import type { Target } from '../store/ports/target.js';
import type { Unit } from '../store/store.js';
import { keepEnds, unreadable } from './ending.js';
import { alarmEventOf, callEventOf, deliveredEvent, type NewEvent } from './event.js';
import { storedSubject, type Subject } from './order.js';

/** A day, as for an endpoint that says nothing else. */
const GIVE_UP_MS = 24 * 60 * 60_000;

/** An event, for whom it may be, and what it stands behind in its lane. */
interface Publication {
  readonly event: NewEvent;
  /** Empty where it belongs to no occurrence. */
  readonly occurrenceId: string;
  readonly leadKey: string | null;
  /** What must stay in order with it, as part of the name of a lane. */
  readonly order: string;
  readonly isFor: (subscription: StoredSubscription, subject: Subject) => boolean;
}

export interface PublishedUnder {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The number of the running configuration. */
  readonly revision: number;
}

/** A hold whose time has come. */
export interface DueHold {
  /** Its own id; counts up with time. */
  readonly id: string;
  /** When it came due, in epoch milliseconds. */
  readonly at: number;
  /** The named key that made it; null for the admin key. */
  readonly ownerKeyId: string | null;
  /** The rule that it was made under. */
  readonly rule: string | null;
  readonly leadKey: string | null;
  /** What is posted. */
  readonly data: Resumption;
}

/**
 * Plans the delivery of call events to everybody who has subscribed to them, to be stored by the caller within the same unit as what they
 * tell of: so none that was acknowledged is missed by anybody. One lead's events go out in their order.
 */
export function planCallEvents(
  unit: Unit,
  occurrences: Iterable<Occurrence>,
  { statuses, ...under }: PublishedUnder & { readonly statuses: readonly AccountStatus[] },
): Promise<StoredAction[]> {
  const publications = [...occurrences].map((occurrence): Publication => {
    const { id, leadKey } = occurrence;
    return {
      get event() {
        return callEventOf(occurrence, statuses);
      },
      occurrenceId: id,
      leadKey,
      order: leadKey ?? `occurrence:${id}`,
      isFor: (_subscription, { filter }) => filteredBy(filter, occurrence) === null,
    };
  });
  return plan(unit, 'call.event', publications, under);
}

/** Publishes that a hold is due, within the unit that marks it so. Gives the targets that have something to be taken up then. */
export async function publishDueHold(unit: Unit, hold: DueHold, under: PublishedUnder): Promise<Target[]> {
  const { id, at, ownerKeyId, rule, leadKey, data } = hold;
  const publication: Publication = {
    event: { id, type: 'hold.due', at, data },
    occurrenceId: '',
    leadKey,
    order: leadKey ?? `hold:${id}`,
    isFor: ({ keyId }, { filter: { rules = [] } }) =>
      (keyId === null || keyId === ownerKeyId) &&
      (rules.length === 0 || (rule !== null && rules.includes(rule))),
  };
  return store(unit, await plan(unit, 'hold.due', [publication], under));
}

/** Publishes that alarms have begun, are known of or are over, within the unit that keeps them. Gives the targets, as above. */
export async function publishAlarms(
  unit: Unit,
  alarms: readonly StoredAlarm[],
  under: PublishedUnder,
): Promise<Target[]> {
  const publications = alarms.map((alarm): Publication => {
    return {
      event: alarmEventOf(alarm, { id: ulid(under.now), at: under.now }),
      occurrenceId: '',
      leadKey: null,
      order: `alarm:${alarm.key}`,
      isFor: () => true,
    };
  });
  return store(unit, await plan(unit, 'alarm.changed', publications, under));
}

async function store(unit: Unit, planned: readonly StoredAction[]): Promise<Target[]> {
  if (planned.length > 0) await unit.actions.add(planned);
  return planned.map(({ target }) => target);
}

async function plan(
  unit: Unit,
  topic: Topic,
  publications: readonly Publication[],
  under: PublishedUnder,
): Promise<StoredAction[]> {
  if (publications.length === 0) return [];
  const planned: StoredAction[] = [];
  for (const subscription of await unit.subscriptions.active()) {
    const subject = storedSubject(subscription);
    if (subject === null) {
      await keepEnds(unit, [unreadable(subscription, under.now)]);
      continue;
    }
    if (!subject.topics.includes(topic)) continue;
    const theirs = publications.filter(({ isFor }) => isFor(subscription, subject));
    if (theirs.length === 0) continue;
    const last = await unit.subscriptions.count(subscription.id, theirs.length);
    if (last === null) continue;
    const first = last - theirs.length + 1;
    planned.push(...theirs.map((each, index) => delivery(each, subscription, first + index, under)));
  }
  return planned;
}

/** Called after its event and its subscription, so that the same can never be planned twice. */
function delivery(
  { event, occurrenceId, leadKey, order }: Publication,
  { id: subscriptionId }: StoredSubscription,
  sequence: number,
  { now, revision }: PublishedUnder,
): StoredAction {
  const { id, type } = event;
  return {
    id: `${id}-${subscriptionId}`,
    occurrenceId,
    revision,
    ...OF_A_SUBSCRIPTION,
    actionId: type,
    type: 'SUBSCRIPTION',
    target: { kind: 'subscription', id: subscriptionId },
    leadKey,
    lane: `${order} subscription:${subscriptionId}`,
    depth: 0,
    otherSaves: null,
    deadlineAt: null,
    requestedAt: now,
    dueAt: now,
    nextAt: now,
    giveUpAt: now + GIVE_UP_MS,
    state: 'waiting',
    attempts: 0,
    holdUntil: null,
    runNow: false,
    payload: JSON.stringify(deliveredEvent(event, { subscriptionId, sequence })),
    checks: null,
    reason: null,
    stoppedBy: null,
    standsBehind: null,
    overtook: null,
    listId: null,
    holder: null,
  };
}
