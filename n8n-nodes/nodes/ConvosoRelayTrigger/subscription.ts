import { randomBytes } from 'crypto';
import { RelayError, type RelayClient, type SubscriptionOrder } from '@convoso-connect/core/relay-client';
import type { OccurrenceKind } from '@convoso-connect/core';
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { givenOfWebhook, type Given } from '../shared/given';
import { relayOf, shownRelayError } from '../shared/relay/connection';
import { heldFor } from '../shared/relay/held-for';
import { FILTER_NAMES, properties } from './properties';

/** What a published workflow keeps of its subscription, in n8n's database. */
interface Kept {
  subscriptionId?: string;
  /** What the relay signs by. */
  secret?: string;
  url?: string;
}

/** How long publishing waits for the relay. */
const TIMEOUT_MS = 15_000;

/** Whether the relay still sends to this address. One that is away now has not forgotten what it was asked for. */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
  const { subscriptionId, secret, url } = keptBy(context);
  if (subscriptionId === undefined || secret === undefined || url !== addressOf(context)) return false;
  return await ofRelay(context, (relay) =>
    relay.subscriptions
      .get({ id: subscriptionId })
      .then(({ state }) => state === 'active')
      .catch(believedOf),
  );
}

function believedOf(error: unknown): boolean {
  if (hasCode(error, 'UNKNOWN_SUBSCRIPTION')) return false;
  if (hasCode(error, 'RELAY_UNREACHABLE')) return true;
  throw error;
}

export async function subscribe(context: IHookFunctions): Promise<boolean> {
  const kept = keptBy(context);
  const order = readOrder(context);
  // One of our own, kept before the relay is asked: what signs must not be lost with an answer.
  const secret = kept.secret ?? `whsec_${randomBytes(32).toString('base64')}`;
  kept.secret = secret;
  return await ofRelay(context, async (relay) => {
    const { id } = await relay.subscriptions.subscribe({ body: { ...order, secret } });
    const former = kept.subscriptionId;
    kept.subscriptionId = id;
    kept.url = order.url;
    // Other events or filters make another subscription; with both of them each event would come twice.
    if (former !== undefined && former !== id) await endSubscription(relay, former);
    return true;
  });
}

export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
  const kept = keptBy(context);
  const { subscriptionId } = kept;
  if (subscriptionId !== undefined) {
    await ofRelay(context, (relay) => endSubscription(relay, subscriptionId));
  }
  delete kept.subscriptionId;
  delete kept.url;
  return true;
}

async function endSubscription(relay: RelayClient, id: string): Promise<void> {
  await relay.subscriptions.unsubscribe({ id }).catch((error: unknown) => {
    // It has ended long ago.
    if (!hasCode(error, 'UNKNOWN_SUBSCRIPTION')) throw error;
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof RelayError && error.code === code;
}

async function ofRelay<T>(context: IHookFunctions, act: (relay: RelayClient) => Promise<T>): Promise<T> {
  try {
    return await act(await relayOf(context, TIMEOUT_MS));
  } catch (error) {
    throw shownRelayError(context.getNode(), error, 0);
  }
}

function keptBy(context: IHookFunctions): Kept {
  return context.getWorkflowStaticData('node');
}

function addressOf(context: IHookFunctions): string {
  const url = context.getNodeWebhookUrl('default');
  if (url !== undefined) return url;
  throw new NodeOperationError(context.getNode(), 'n8n does not tell the address of this trigger', {
    description: 'Save the workflow, and publish it again.',
  });
}

const LONGEST_NAME = 100;

function readOrder(context: IHookFunctions): SubscriptionOrder {
  const given = givenOfWebhook(context, properties);
  const topics = given.choices('topics') as SubscriptionOrder['topics'][number][];
  if (topics.length === 0) {
    throw given.refuse('Events', topics, 'None is chosen, so nothing would ever come.', 'Choose one.');
  }
  const { id = '', name = '' } = context.getWorkflow();
  const isOwn = topics.includes('hold.due') && given.flag('ownHolds') && id !== '';
  return {
    url: addressOf(context),
    topics,
    filter: {
      ...(topics.includes('call.event') ? callFilters(given.collection('filters')) : {}),
      ...(isOwn ? { rules: [heldFor(id)] } : {}),
    },
    name: `n8n: ${name}`.trim().slice(0, LONGEST_NAME),
  };
}

function callFilters(given: Given): NonNullable<SubscriptionOrder['filter']> {
  const kinds = given.choices('kinds') as OccurrenceKind[];
  const lists = ['hooks' as const, ...FILTER_NAMES].map((name) => [name, given.texts(name)] as const);
  return {
    ...Object.fromEntries(lists.filter(([, texts]) => texts.length > 0)),
    ...(kinds.length === 0 ? {} : { kinds }),
  };
}
