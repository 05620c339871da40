import { randomUUID } from 'node:crypto';
import {
  ConnectError,
  attempt,
  attemptInWords,
  diagnosisLines,
  encodePayload,
  placeholdersIn,
  readField,
  retryAfterMilliseconds,
  textOf,
  type AnswerReaders,
  type Attempt,
  type Snapshot,
} from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { accountZone, accountZoneWarnings } from '../account.js';
import { deadlineOf } from '../deadline.js';
import { TryLater, maskerOf, secondsToWait } from '../errors.js';
import { hasAdaptor, readAdaptorInputs } from '../fields/adaptor-inputs.js';
import { readCallEventInputs } from '../fields/call-event-inputs.js';
import { chosenStatuses } from '../fields/dispositions.js';
import { allowsHttp, readEndpointInputs } from '../fields/endpoint-inputs.js';
import { textInput, type Inputs } from '../inputs.js';
import { reportSend } from '../relay/report-send.js';
import { readDocument } from './document.js';
import { FORM_WORDS } from './setting-words.js';
import { mapEvent, mappingOptions, type Mapped } from './mapping.js';
import { send } from './send.js';

/** Sends a call event as an endpoint of Convoso Connect does, and fails with a diagnosis unless it was delivered. */
export async function sendToEndpoint(z: ZObject, bundle: Bundle<Inputs>): Promise<SendResult> {
  const deadline = deadlineOf(bundle);
  const { endpoint, mapped, warnings } = await prepare(z, bundle);
  const payload = mapped === null ? '' : encodePayload(endpoint, mapped.fields);
  const { snapshot, eventId } = eventOf(bundle.inputData);
  const idempotencyKey = keyOf(z, eventId, `${endpoint.apiUrl}\n${payload}`);
  const parts = { ...(await readersOf(endpoint)), caller: 'zapier', mapping: mapped?.notes ?? null } as const;
  const begunAt = Date.now();
  // All requests of an integrator share the time of the step.
  const attempted = attemptInWords(
    await attempt(endpoint, payload, idempotencyKey, (request) => send(request, deadline), parts),
    FORM_WORDS,
  );
  const masker = maskerOf(bundle);
  const made = { attempted, idempotencyKey, begunAt, endedAt: Date.now(), eventId, snapshot };
  const told = await reportSend(made, { bundle, masker });
  failUnlessDelivered(attempted);
  const { outcome, result, reason, earlier } = attempted;
  return {
    id: idempotencyKey,
    status: outcome.kind === 'answered' ? outcome.status : 0,
    // What the other system repeats of a credential must not reach the next step, and what that writes down.
    result: masker.data(result.value),
    earlier: earlier.map((text) => masker.text(text)),
    warnings: [
      ...warnings,
      ...(mapped?.warnings ?? []),
      ...(reason === null ? [] : [masker.text(`The answer ${reason}.`)]),
      ...(told.warning === null ? [] : [told.warning]),
    ],
    trail_url: told.view,
  };
}

interface SendResult {
  /** The Idempotency-Key. */
  readonly id: string;
  readonly status: number;
  readonly result: unknown;
  readonly earlier: readonly string[];
  readonly warnings: readonly string[];
  /** Empty without a relay, or where it could not be told. */
  readonly trail_url: string;
}

interface Prepared {
  readonly endpoint: ResolvedEndpoint;
  readonly mapped: Mapped | null;
  readonly warnings: readonly string[];
}

async function prepare(z: ZObject, bundle: Bundle<Inputs>): Promise<Prepared> {
  const { inputData, authData } = bundle;
  refuseHttp(inputData);
  refuseSecretParts(inputData);
  const timeZone = accountZone(bundle);
  const withAdaptor = hasAdaptor(inputData);
  const { written, preset } = readAdaptorInputs(inputData);
  const { config, warnings } = readDocument({
    account: { timeZone },
    adaptors: withAdaptor ? [written] : [],
    endpoints: [
      {
        ...readEndpointInputs(inputData),
        direction: 'outbound',
        ...(withAdaptor ? { adaptorId: 'adaptor' } : {}),
        ...filled('apiAuthentication', authData['apiAuthentication']),
        ...filled('authorizationHeader', authData['authorizationHeader']),
      },
    ],
  });
  const [endpoint, adaptor] = [config.endpoints[0], config.adaptors[0]];
  if (endpoint === undefined) throw new Error('the document lost its endpoint');
  // Secrets of the connection are texts, never references to be resolved.
  const resolved = endpoint as ResolvedEndpoint;
  if (adaptor === undefined) return { endpoint: resolved, mapped: null, warnings };
  const { snapshot } = readCallEventInputs(inputData);
  const options = mappingOptions(inputData, { timeZone, statuses: await chosenStatuses(z, bundle) });
  return {
    endpoint: resolved,
    mapped: mapEvent({ adaptor, preset, snapshot, options }),
    warnings: [...accountZoneWarnings(bundle), ...warnings],
  };
}

/** The parser of XML is an eighth of the app, and loaded where an endpoint answers in XML. */
async function readersOf({ responseDataType }: ResolvedEndpoint): Promise<AnswerReaders> {
  if (responseDataType !== 'XML') return {};
  const { parseXml } = await import('@convoso-connect/core/xml');
  return { parseXml };
}

function filled(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return (value ?? '').trim() === '' ? {} : { [name]: value ?? '' };
}

/** The document allows http with a warning; a form that sends leads over the Internet asks for a yes. */
function refuseHttp(inputs: Inputs): void {
  if (!/^http:/i.test(textInput(inputs, 'apiUrl')) || allowsHttp(inputs)) return;
  throw new ConnectError(
    'HTTP_NOT_ALLOWED',
    'The API URL is http, over which everyone on the way can read the lead and the credentials.',
    'Use https, or answer yes to Allow Unencrypted HTTP.',
  );
}

/** `{secret:…}` is filled in by a relay, from its configuration; here it would go out as it stands. */
function refuseSecretParts(inputs: Inputs): void {
  const [name] = placeholdersIn(textInput(inputs, 'apiUrl'));
  if (name === undefined) return;
  throw new ConnectError(
    'SECRET_PART_NOT_HERE',
    `The API URL has the secret part {secret:${name}}, which only the relay can fill in.`,
    'Put what is secret into the connection, or write the address out.',
  );
}

/** The event, and what it is called; by its call where it has no name, and empty where it has no call either. */
function eventOf(inputs: Inputs): { readonly snapshot: Snapshot; readonly eventId: string } {
  const { id, snapshot } = readCallEventInputs(inputs);
  const call = textOf(readField(snapshot, 'callLog', 'call_log_id') ?? '');
  return { snapshot, eventId: textInput(inputs, 'eventId') || (id ?? call) };
}

/**
 * The same for a replay of the same event; where nothing names it, one of a kind, because equal contents can be two real
 * events (domain-facts J.41).
 */
function keyOf(z: ZObject, eventId: string, content: string): string {
  return eventId === '' ? randomUUID() : z.hash('sha256', `${eventId}\n${content}`).slice(0, 32);
}

/**
 * What surely was not processed is repeated by Zapier, as the relay and n8n repeat it by themselves. A `null` of which
 * nothing says that it is a success stops the Zap: nobody looks at the warnings of a step that went well.
 */
function failUnlessDelivered({ outcome, verdict, result, reason, diagnosis }: Attempt): void {
  const checks = diagnosis === null ? '' : ['', ...diagnosisLines(diagnosis)].join('\n');
  const told = `${reason ?? ''}.${checks}`;
  switch (verdict.verdict) {
    case 'retry':
      throw new TryLater(`It was not delivered yet: ${told}`, waitAfter(outcome));
    case 'refused':
      throw new ConnectError(
        'REFUSED',
        `The system did not take it: ${told}`,
        'Correct what it names, and replay.',
      );
    case 'failed':
      throw new ConnectError(
        'NOT_DELIVERED',
        `It was not delivered: ${told}`,
        'Mend what is marked ✗, and replay.',
      );
    case 'delivered':
      if (result.value !== null || diagnosis === null) return;
      throw new ConnectError(
        'RESULT_NULL',
        `It was sent, and the result is null: ${result.why ?? ''}.${checks}`,
        'Mend what is marked ✗; a replay sends it again, under the same key.',
      );
  }
}

/** In seconds: as long as the system asks for. */
function waitAfter(outcome: Attempt['outcome']): number {
  const header = outcome.kind === 'answered' ? (outcome.headers['retry-after'] ?? null) : null;
  const asked = retryAfterMilliseconds(header, Date.now());
  return secondsToWait(asked === null ? null : Math.ceil(asked / 1000));
}
