import {
  attempt,
  diagnosisLines,
  retryAfterMilliseconds,
  createMasker,
  encodePayload,
  endpointSecrets,
  nullRecord,
  parseHeaderList,
  textOf,
  cleanValue,
  type Attempt,
  type MappedFields,
  type MappingNote,
  type Masker,
} from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import { parseXml } from '@convoso-connect/core/xml';
import {
  NodeOperationError,
  sleep,
  type IDataObject,
  type IExecuteFunctions,
  type INodeExecutionData,
} from 'n8n-workflow';
import { readAdaptor } from '../shared/adaptor-rows';
import { eachItem } from '../shared/each-item';
import { readItemEvent } from '../shared/item-event';
import { mapItem } from '../shared/map-item';
import { mistake } from '../shared/mistake';
import { readStatuses } from '../shared/statuses';
import { readTimeZone } from '../shared/time-zone';
import { idempotencyKey } from './idempotency-key';
import { readEndpoint, type ConnectOptions } from './read-endpoint';
import { sendRequest } from './send-request';

/** Longer waits belong to n8n's own Wait node: an execution should not sit in memory for them. */
const LONGEST_WAIT_MS = 60_000;

export async function connectItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const withCredential = context.getNodeParameter('authentication', 0, 'none') === 'endpoint';
  const secrets = withCredential ? await readCredential(context) : {};
  return await eachItem(context, 1, async (item, itemIndex) => {
    const endpoint = readEndpoint(context, itemIndex);
    const options = context.getNodeParameter('options', itemIndex, {}) as ConnectOptions;
    const { fields, notes } = fieldsToSend(context, item.json, endpoint, itemIndex);
    const payload = encodePayload(endpoint, fields);
    const key = idempotencyKey(context, { item: item.json, itemIndex, apiUrl: endpoint.apiUrl, payload });
    const { timeoutSeconds } = endpoint;

    const send = () =>
      attempt(
        endpoint,
        payload,
        key,
        (request) => sendRequest(context, request, { timeoutSeconds, withCredential }),
        { parseXml, caller: 'n8n', mapping: notes, addedCredentials: secrets },
      );
    let attempts = 1;
    let last = await send();
    for (; last.verdict.verdict === 'retry' && attempts < (options.attempts ?? 2); attempts += 1) {
      await sleep(waitAfter(last, options));
      last = await send();
    }

    const masker = createMasker(endpointSecrets({ ...endpoint, ...secrets }));
    const diagnosis =
      last.diagnosis === null ? null : diagnosisLines(last.diagnosis).map((line) => masker.text(line));
    const failOnNull = options.failOnNull ?? false;
    refuseFailure(context, { last, attempts, diagnosis, failOnNull, itemIndex, masker });
    if (diagnosis !== null) showDiagnosis(context, last, { diagnosis, masker });
    return { json: { ...item.json, connect: outcomeJson(last, { attempts, diagnosis, masker }) } };
  });
}

/** What the credential holds, for its own check and for the diagnosis; n8n signs the requests with it. */
async function readCredential(
  context: IExecuteFunctions,
): Promise<Pick<ResolvedEndpoint, 'apiAuthentication' | 'authorizationHeader'>> {
  const credential = await context.getCredentials('convosoConnectEndpointApi');
  const text = (name: string) => (typeof credential[name] === 'string' ? credential[name] : '');
  const authorizationHeader = text('authorizationHeader');
  const [problem] = parseHeaderList(authorizationHeader).problems;
  if (problem !== undefined) {
    const { message, remedy } = problem;
    throw mistake(context.getNode(), { parameter: 'Authorization Header', message, remedy, itemIndex: 0 });
  }
  return { apiAuthentication: text('apiAuthentication'), authorizationHeader };
}

interface ToSend {
  readonly fields: MappedFields;
  readonly notes: readonly MappingNote[] | null;
}

function fieldsToSend(
  context: IExecuteFunctions,
  json: IDataObject,
  { delimiter, numbersAsNumbers }: ResolvedEndpoint,
  itemIndex: number,
): ToSend {
  if (context.getNodeParameter('send', itemIndex, 'item') === 'item') {
    return { fields: flatFields(json, delimiter), notes: null };
  }
  const options = context.getNodeParameter('options', itemIndex, {}) as ConnectOptions;
  const settings = {
    timeZone: readTimeZone(context, itemIndex),
    statuses: readStatuses(context.getNode(), options.statuses ?? [], itemIndex),
    delimiter,
    numbersAsNumbers,
  };
  const now = Date.now();
  return mapItem(readAdaptor(context, itemIndex), readItemEvent(json, now).snapshot, settings, now);
}

/** The fields of an item as an adaptor would have them; what an Adaptor node put under `mapped` comes first. */
function flatFields(json: IDataObject, delimiter: string): MappedFields {
  const { mapped } = json;
  const fields = typeof mapped === 'object' && mapped !== null && !Array.isArray(mapped) ? mapped : json;
  return nullRecord(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : textOf(cleanValue(value), delimiter || ','),
    ]),
  );
}

function waitAfter({ outcome }: Attempt, { waitSeconds = 5 }: ConnectOptions): number {
  const header = outcome.kind === 'answered' ? (outcome.headers['retry-after'] ?? null) : null;
  const asked = retryAfterMilliseconds(header, Date.now()) ?? 0;
  return Math.min(Math.max(asked, waitSeconds * 1000), LONGEST_WAIT_MS);
}

interface Ending {
  readonly last: Attempt;
  readonly attempts: number;
  readonly diagnosis: readonly string[] | null;
  readonly failOnNull: boolean;
  readonly itemIndex: number;
  readonly masker: Masker;
}

function refuseFailure(context: IExecuteFunctions, ending: Ending): void {
  const { last, attempts, diagnosis, failOnNull, itemIndex, masker } = ending;
  const { verdict, reason: told, result } = last;
  const isNull = verdict.verdict === 'delivered' && result.value === null && diagnosis !== null && failOnNull;
  if (verdict.verdict === 'delivered' && !isNull) return;
  const reason = masker.text(isNull ? `The result is null: ${result.why ?? ''}` : (told ?? ''));
  const tries = attempts === 1 ? '' : ` after ${attempts} attempts`;
  throw new NodeOperationError(context.getNode(), `Not delivered${tries}: ${reason}`, {
    description: [...(diagnosis ?? []), `(Item ${itemIndex})`].join('<br>'),
    itemIndex,
  });
}

function showDiagnosis(
  context: IExecuteFunctions,
  { result, reason }: Attempt,
  { diagnosis, masker }: { diagnosis: readonly string[]; masker: Masker },
): void {
  const what =
    result.value === null
      ? 'The result is null: the systems failed to communicate.'
      : masker.text(`Sent, and the answer ${reason ?? ''}.`);
  const message = `${what}<br>${diagnosis.join('<br>')}`;
  context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}

function outcomeJson(
  { outcome, result, reason }: Attempt,
  { attempts, diagnosis, masker }: { attempts: number; diagnosis: string[] | null; masker: Masker },
): IDataObject {
  return {
    // What the other system repeats of a credential must not reach the next node. As text and back, because n8n takes
    // plain objects only.
    result: JSON.parse(JSON.stringify(masker.data(result.value))) as IDataObject,
    status: outcome.kind === 'answered' ? outcome.status : null,
    attempts,
    // Delivered, and answered as if it had failed: a flow can branch on it.
    ...(reason === null ? {} : { doubt: masker.text(reason) }),
    ...(diagnosis === null ? {} : { diagnosis }),
  };
}
