import {
  ConnectError,
  attempt,
  diagnosisLines,
  encodePayload,
  readField,
  retryAfterMilliseconds,
  textOf,
  type Attempt,
} from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import { parseXml } from '@convoso-connect/core/xml';
import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { ulid } from 'ulid';
import { accountZone } from '../account.js';
import { readDocument } from '../connect/document.js';
import { mapEvent, mappingOptions, type Mapped } from '../connect/mapping.js';
import { send } from '../connect/send.js';
import { deadlineOf } from '../deadline.js';
import { TryLater, inWords, maskerOf, secondsToWait } from '../errors.js';
import { ADAPTOR_INPUTS, hasAdaptor, readAdaptorInputs } from '../fields/adaptor-inputs.js';
import { CALL_EVENT_GROUPS, CALL_EVENT_INPUTS, readCallEventInputs } from '../fields/call-event-inputs.js';
import { chosenStatuses, dispositionTableInput } from '../fields/dispositions.js';
import { ENDPOINT_INPUTS, allowsHttp, readEndpointInputs } from '../fields/endpoint-inputs.js';
import { outputsOf } from '../fields/outputs.js';
import { textInput, type Inputs } from '../inputs.js';

const SAMPLE = {
  id: '4dd1f0a0c2b7e9c5',
  status: 200,
  result: 'accepted',
  earlier: [],
  warnings: [],
};

const sendToEndpoint = inWords(async (z: ZObject, bundle: Bundle<Inputs>) => {
  const deadline = deadlineOf(bundle);
  const { endpoint, mapped, warnings } = await prepare(z, bundle);
  const payload = mapped === null ? '' : encodePayload(endpoint, mapped.fields);
  const idempotencyKey = keyOf(z, bundle.inputData, `${endpoint.apiUrl}\n${payload}`);
  const parts = { parseXml, caller: 'zapier', mapping: mapped?.notes ?? null } as const;
  // All requests of an integrator share the time of the step.
  const attempted = await attempt(
    endpoint,
    payload,
    idempotencyKey,
    (request) => send(request, deadline),
    parts,
  );
  failUnlessDelivered(attempted);
  const masker = maskerOf(bundle);
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
    ],
  };
});

interface Prepared {
  readonly endpoint: ResolvedEndpoint;
  readonly mapped: Mapped | null;
  readonly warnings: readonly string[];
}

async function prepare(z: ZObject, bundle: Bundle<Inputs>): Promise<Prepared> {
  const { inputData, authData } = bundle;
  refuseHttp(inputData);
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
  return { endpoint: resolved, mapped: mapEvent({ adaptor, preset, snapshot, options }), warnings };
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

/**
 * The same for a replay of the same event, from what it is called or from its call; where neither is known, one of a
 * kind, because equal contents can be two real events (domain-facts J.41).
 */
function keyOf(z: ZObject, inputs: Inputs, content: string): string {
  const { id, snapshot } = readCallEventInputs(inputs);
  const call = textOf(readField(snapshot, 'callLog', 'call_log_id') ?? '');
  const event = textInput(inputs, 'eventId') || (id ?? call);
  return event === '' ? ulid() : z.hash('sha256', `${event}\n${content}`).slice(0, 32);
}

function failUnlessDelivered({ outcome, verdict, result, reason, diagnosis }: Attempt): void {
  if (verdict.verdict === 'retry' && outcome.kind === 'answered') {
    const asked = retryAfterMilliseconds(outcome.headers['retry-after'] ?? null, Date.now());
    throw new TryLater(
      `The system ${verdict.reason}.`,
      secondsToWait(asked === null ? null : Math.ceil(asked / 1000)),
    );
  }
  const lines = diagnosis === null ? [] : ['', ...diagnosisLines(diagnosis)];
  if (verdict.verdict === 'delivered') {
    // What the endpoint calls a success may well be without a result; then there is nothing to diagnose.
    if (result.value !== null || diagnosis === null) return;
    throw new ConnectError(
      'RESULT_NULL',
      `The result is null: the systems failed to communicate (${result.why ?? ''}).${lines.join('\n')}`,
      'Mend what is marked ✗, and replay.',
    );
  }
  if (verdict.verdict !== 'refused' && result.value === null) {
    throw new ConnectError(
      'RESULT_NULL',
      `The result is null: the systems failed to communicate (${reason ?? ''}).${lines.join('\n')}`,
      'Mend what is marked ✗, and replay.',
    );
  }
  const code = verdict.verdict === 'refused' ? 'REFUSED' : 'NOT_DELIVERED';
  throw new ConnectError(
    code,
    `The system did not take it: ${reason ?? verdict.reason}.${lines.join('\n')}`,
    'Correct what it names, and replay.',
  );
}

export const sendToEndpointCreate: Create = {
  key: 'send_to_endpoint',
  noun: 'Delivery',
  display: {
    label: 'Connect: Send to Endpoint',
    description: 'Sends a call event to any system; where that fails, five checks say why.',
  },
  operation: {
    perform: sendToEndpoint,
    inputFields: [
      ...ENDPOINT_INPUTS,
      ...ADAPTOR_INPUTS,
      dispositionTableInput,
      {
        key: 'eventId',
        label: 'Call Event ID',
        type: 'string',
        required: false,
        helpText:
          'Comes with Call Event; else map ID of the trigger. A replay is sent under the same Idempotency-Key.',
      },
      ...CALL_EVENT_INPUTS,
    ],
    inputFieldGroups: CALL_EVENT_GROUPS,
    // What the other system answers is a text, a number, a list or an object.
    outputFields: outputsOf(SAMPLE, { ofAnyType: ['result'] }),
    sample: SAMPLE,
  },
};
