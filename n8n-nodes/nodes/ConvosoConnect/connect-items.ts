import {
  ambiguousHost,
  attempt,
  attemptInWords,
  createMasker,
  diagnosisLines,
  encodePayload,
  endpointSecrets,
  parseHeaderList,
  retryAfterMilliseconds,
  type Attempt,
  type EndpointRequest,
  type Masker,
  type Refusal,
} from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import { parseXml } from '@convoso-connect/core/xml';
import { sleep, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { eachItem } from '../shared/each-item';
import { givenOfItem, type Given } from '../shared/given';
import { showHints } from '../shared/hints';
import { mistake } from '../shared/mistake';
import { idempotencyKey, runIdentity } from '../shared/run-identity';
import { DeadHosts } from './dead-hosts';
import { fieldsToSend } from './fields-to-send';
import { properties } from './properties';
import { readEndpoint, readSending, type Sending } from './read-endpoint';
import { sendRequest } from './send-request';
import { PANEL_WORDS } from './setting-words';
import { SendsReport, type Sent } from './sends-report';
import { refuseUndelivered } from './undelivered';

/** Longer waits belong to n8n's own Wait node: an execution should not sit in memory for them. */
const LONGEST_WAIT_MS = 60_000;

export async function connectItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const given = givenOfItem(context, properties, 0);
  const withCredential = given.choice('authentication') === 'endpoint';
  const secrets = withCredential ? await readCredential(context) : {};
  const run = runIdentity(context);
  const deadHosts = new DeadHosts();
  const leftOut = new Set<string>();
  const ambiguous = new Set<Refusal>();
  const zoneDoubts = new Set<string>();
  const { atOnce } = readSending(given);
  const zoneOfWorkflow = context.getTimezone();
  const report = given.flag('reportToRelay') ? new SendsReport(context) : null;
  const all = eachItem(context, { outputs: 1, atOnce }, async (item, itemIndex) => {
    const ofItem = givenOfItem(context, properties, itemIndex);
    const endpoint = readEndpoint(context.getNode(), ofItem);
    const sending = readSending(ofItem);
    const unclear = ambiguousHost(endpoint.apiUrl);
    if (unclear !== null) ambiguous.add(unclear);
    refuseNothing(context, ofItem, item.json);
    const toSend = fieldsToSend(ofItem, item.json, { endpoint, zoneOfWorkflow });
    if (toSend.zoneDoubt !== null) zoneDoubts.add(toSend.zoneDoubt);
    for (const name of toSend.leftOut) leftOut.add(name);
    const payload = encodePayload(endpoint, toSend.fields);
    const key = idempotencyKey(context, run, item.json, itemIndex);
    deadHosts.refuseIfDown(context, endpoint.apiUrl, itemIndex);

    const masker = createMasker(endpointSecrets({ ...endpoint, ...secrets }));
    const parts = { parseXml, caller: 'n8n', mapping: toSend.notes, addedCredentials: secrets } as const;
    const request = (sent: EndpointRequest) =>
      sendRequest(context, sent, { timeoutSeconds: endpoint.timeoutSeconds, withCredential });
    const send = async () =>
      attemptInWords(await attempt(endpoint, payload, key, request, parts), PANEL_WORDS);
    const { last, attempts } = await sendUntilSettled(send, sending, (tried) =>
      report?.note({ ...tried, key, endpoint, masker, json: item.json, itemIndex }),
    );
    deadHosts.learn(endpoint.apiUrl, last.outcome);

    const diagnosis =
      last.diagnosis === null ? null : diagnosisLines(last.diagnosis).map((line) => masker.text(line));
    const { failOnNull } = sending;
    refuseUndelivered(context, { last, attempts, diagnosis, failOnNull, itemIndex, masker });
    if (diagnosis !== null) showDiagnosis(context, last, { diagnosis, masker });
    return { json: { ...item.json, connect: outcomeJson(last, { attempts, diagnosis, masker }) } };
  });
  // What was sent before a failure was sent, too.
  const branches = await all.finally(() => report?.send());
  showHints(context, zoneDoubts);
  if (leftOut.size > 0) hintAtLeftOut(context, [...leftOut]);
  for (const unclear of ambiguous) hintAtAmbiguous(context, unclear);
  return branches;
}

/** A tool of an agent has no item: what is not written into Fields Below would never be sent. */
function refuseNothing(context: IExecuteFunctions, given: Given, json: IDataObject): void {
  if (!context.isToolExecution() || given.choice('send') === 'fields') return;
  if (Object.keys(json).length > 0) return;
  const message = 'A tool has no item whose fields it could send.';
  throw given.refuse(
    'Send',
    given.value('send'),
    message,
    'Choose Fields Below, and let the model fill them in.',
  );
}

async function sendUntilSettled(
  send: () => Promise<Attempt>,
  sending: Sending,
  tried: (sent: Tried) => void,
): Promise<{ last: Attempt; attempts: number }> {
  for (let attempts = 1; ; attempts += 1) {
    const startedAt = Date.now();
    const last = await send();
    const isLast = last.verdict.verdict !== 'retry' || attempts >= sending.attempts;
    tried({ attempt: last, number: attempts, isLast, startedAt, endedAt: Date.now() });
    if (isLast) return { last, attempts };
    await sleep(waitAfter(last, sending));
  }
}

type Tried = Pick<Sent, 'attempt' | 'number' | 'isLast' | 'startedAt' | 'endedAt'>;

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

function waitAfter({ outcome }: Attempt, { waitSeconds }: Sending): number {
  const header = outcome.kind === 'answered' ? (outcome.headers['retry-after'] ?? null) : null;
  const asked = retryAfterMilliseconds(header, Date.now()) ?? 0;
  return Math.min(Math.max(asked, waitSeconds * 1000), LONGEST_WAIT_MS);
}

function showDiagnosis(
  context: IExecuteFunctions,
  { result, reason }: Attempt,
  { diagnosis, masker }: { diagnosis: readonly string[]; masker: Masker },
): void {
  const what =
    result.value === null
      ? 'The result is null: the item was delivered, but nothing could be read from the answer.'
      : `Sent, and the answer ${masker.text(reason ?? '')}.`;
  showHints(context, [[what, ...diagnosis].join('\n')]);
}

function hintAtLeftOut(context: IExecuteFunctions, names: readonly string[]): void {
  const message = `Not sent, because they hold objects: ${names.join(', ')}. Put a Convoso Adaptor before this node, or choose What the Adaptor Below Maps.`;
  showHints(context, [message]);
}

function hintAtAmbiguous(context: IExecuteFunctions, { message, remedy }: Refusal): void {
  const told = `API URL: ${message} It was called all the same; new Convoso Connect nodes refuse it. ${remedy}`;
  showHints(context, [told]);
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
