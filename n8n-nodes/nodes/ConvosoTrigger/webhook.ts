import { NodeOperationError, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { givenOfWebhook } from '../shared/given';
import { refuseAddress, refuseSecret } from './access';
import { callerAddress } from './caller';
import { receivedHere } from '../shared/received-here';
import { hookMemory } from './hook-memory';
import { properties } from './properties';
import { receive } from './receive';
import { rejectionBody, type Rejection } from './rejection';
import { readSettings, type HookSettings } from './settings';

/** Takes one request at the hook's address. */
export async function takeDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  const request = context.getRequestObject();
  const settings = settingsOrRejection(context);
  if ('code' in settings) return answer(context, settings);
  const { headers } = request;
  const query = request.originalUrl.split('?').slice(1).join('?');

  const refused =
    refuseAddress(callerAddress(request, settings.proxyHops), settings) ??
    (settings.withSecret ? refuseSecret(headers, query, await secretOf(context)) : null);
  if (refused !== null) return answer(context, refused);

  const { id = '' } = context.getWorkflow();
  // What is delivered to the Test URL must not make production take an event for a repeat or a change.
  const trial = context.getMode() === 'manual' ? '/trial' : '';
  const memory = hookMemory(`${id}/${context.getNode().id}${trial}`);
  const received = receive({ body: await bodyOf(request), headers, query }, settings, memory, Date.now());
  switch (received.outcome) {
    case 'rejected':
      return answer(context, received.rejection);
    case 'filtered':
      return { webhookResponse: { success: true, filtered: received.filtered } };
    case 'repeat':
      return { webhookResponse: { success: true, ...answeredIds(received.ids), repeatOf: received.ids[0] } };
    case 'started':
      for (const each of received.ids) receivedHere.note(each);
      return {
        webhookResponse: { success: true, ...answeredIds(received.ids) },
        workflowData: [received.items.map((json) => ({ json }))],
      };
  }
}

/**
 * A parameter that an expression has spoilt must neither switch a filter off nor lose the event without a word: whoever
 * delivers is told which it is, and that it is worth trying again.
 */
function settingsOrRejection(context: IWebhookFunctions): HookSettings | Rejection {
  try {
    return readSettings(givenOfWebhook(context, properties));
  } catch (error) {
    const { message, description } =
      error instanceof NodeOperationError ? error : new NodeOperationError(context.getNode(), error as Error);
    const remedy = `Correct the Convoso Trigger in n8n, and send it again. ${description ?? ''}`.trim();
    return { status: 503, code: 'HOOK_MISCONFIGURED', message, remedy };
  }
}

/** The id of each event; one delivery may hold several. */
function answeredIds(ids: readonly string[]): { id: string; ids?: string[] } {
  const [id = ''] = ids;
  return ids.length > 1 ? { id, ids: [...ids] } : { id };
}

/** n8n's answers are always 200, so this one is written here. */
function answer(context: IWebhookFunctions, rejection: Rejection): IWebhookResponseData {
  context.getResponseObject().status(rejection.status).json(rejectionBody(rejection));
  return { noWebhookResponse: true };
}

async function secretOf(context: IWebhookFunctions): Promise<string> {
  const { secret } = await context.getCredentials('convosoConnectHookApi');
  return typeof secret === 'string' ? secret : '';
}

/** The body as it was sent: what n8n made of it has lost what JSON in a form field looked like (domain-facts B.2). */
async function bodyOf(
  request: ReturnType<IWebhookFunctions['getRequestObject']>,
): Promise<string | Uint8Array> {
  // With a Content-Type that n8n does not parse nothing has been read yet; it reads once, whoever asks.
  await request.readRawBody();
  const read: { readonly rawBody?: Buffer } = request;
  return read.rawBody ?? '';
}
