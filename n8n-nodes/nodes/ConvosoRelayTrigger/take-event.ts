import { createHmac } from 'crypto';
import { ConnectError } from '@convoso-connect/core';
import {
  verifyWebhook,
  type SubscriptionEvent,
  type WebhookRequest,
} from '@convoso-connect/core/relay-client';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { receivedHere } from '../shared/received-here';

/**
 * Takes one event of the relay. What the relay sends again, because it got no answer, starts the workflow again: it cannot
 * be told here whether n8n got to start it the first time, and an event that comes twice has one id, by which the relay
 * admits it once and whatever is called knows its repeat.
 */
export async function takeEvent(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  const request = context.getRequestObject();
  await request.readRawBody();
  const read: { readonly rawBody?: Buffer } = request;
  const body = read.rawBody?.toString('utf8') ?? '';
  const { secret, subscriptionId } = context.getWorkflowStaticData('node');
  const refused = refuseForged(
    { header: (name) => [request.headers[name.toLowerCase()]].flat()[0], body },
    typeof secret === 'string' ? secret : '',
  );
  if (refused !== null) return answer(context, 401, refused);
  const event = JSON.parse(body) as SubscriptionEvent;
  if (event.subscriptionId !== subscriptionId)
    return answer(context, 503, anotherSubscription(event.subscriptionId));
  if (event.type === 'hold.due' && isOfOthers(context, event.data))
    return { webhookResponse: { success: true, filtered: 'held by another workflow' } };
  if (event.type === 'call.event') receivedHere.note(event.id);
  return { webhookResponse: { success: true }, workflowData: [[{ json: itemOf(event) }]] };
}

/** Null for what the relay has signed a moment ago. */
function refuseForged(request: WebhookRequest, secret: string): ConnectError | null {
  try {
    verifyWebhook(request, { secret, now: Date.now(), hmacSha256 });
    return null;
  } catch (error) {
    return error as ConnectError;
  }
}

/** What happened, as it is, and beside it how the relay sent it. What was held is the item that it was. */
function itemOf({ type, sequence, subscriptionId, timestamp, data }: SubscriptionEvent): IDataObject {
  const relay = { topic: type, sequence, subscriptionId, sentAt: timestamp };
  if (type !== 'hold.due') return { ...(data as IDataObject), relay };
  const { payload, ...hold } = data as unknown as IDataObject;
  const told = { ...hold, ...relay };
  return isRecord(payload) ? { ...payload, relay: told } : { payload, relay: told };
}

/** A subscription that was made before it could ask for those of its workflow alone is told of all of its key. */
function isOfOthers(context: IWebhookFunctions, { payload }: { readonly payload?: unknown }): boolean {
  if (context.getNodeParameter('ownHolds', true) !== true) return false;
  const { id = '' } = context.getWorkflow();
  const decision = isRecord(payload) ? payload['decision'] : undefined;
  const decidedBy = isRecord(decision) ? decision['decidedBy'] : undefined;
  return typeof decidedBy !== 'string' || !decidedBy.startsWith(`${id}/`);
}

function isRecord(value: unknown): value is IDataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * One that was replaced and could not be ended then, or one that is so new that n8n has not stored it yet: the relay tries
 * again, and by then it is known which.
 */
function anotherSubscription(id: string): ConnectError {
  return new ConnectError(
    'ANOTHER_SUBSCRIPTION',
    `this workflow is not subscribed as ${id}`,
    'Where the relay goes on telling this, end that subscription there: the workflow has another one.',
  );
}

function answer(
  context: IWebhookFunctions,
  status: 401 | 503,
  { code, message, remedy }: ConnectError,
): IWebhookResponseData {
  context.getResponseObject().status(status).json({ success: false, code, message, remedy });
  return { noWebhookResponse: true };
}

function hmacSha256(keyBase64: string, text: string): string {
  return createHmac('sha256', Buffer.from(keyBase64, 'base64')).update(text).digest('base64');
}
