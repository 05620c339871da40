import { documentPlace, placesAt, textsAt, valueAt, type Place } from './places.js';
import type { ConfigProblem } from './problem.js';
import { danglingReferences, problem, type Reference } from './references.js';

/** What actions and settings need of the rest of a document, as it was written. */
export function actionReferenceProblems(input: unknown): ConfigProblem[] {
  const document = documentPlace(input);
  return [
    ...danglingReferences(document, TO_ENDPOINTS),
    ...inboundEndpointsCalled(document),
    ...mailWithoutServer(document),
    ...actionsWithoutMeans(document),
  ];
}

const ACTIONS = 'workflows[].actionSets[].actions[]';

const TO_ENDPOINTS: readonly Reference[] = [
  { from: `${ACTIONS}.endpointId`, to: 'endpoints[].id', code: 'UNKNOWN_ENDPOINT', what: 'endpoint' },
  {
    from: 'settings.notifications.endpointId',
    to: 'endpoints[].id',
    code: 'UNKNOWN_ENDPOINT',
    what: 'endpoint',
  },
  { from: 'settings.alarms.endpointId', to: 'endpoints[].id', code: 'UNKNOWN_ENDPOINT', what: 'endpoint' },
];

function inboundEndpointsCalled(document: Place): ConfigProblem[] {
  const inbound = placesAt(document, 'endpoints[]')
    .filter(({ value }) => valueAt(value, ['direction']) === 'inbound')
    .map(({ value }) => valueAt(value, ['id']));
  return textsAt(document, `${ACTIONS}.endpointId`)
    .filter(({ value }) => inbound.includes(value))
    .map((reference) =>
      problem(reference, {
        code: 'INBOUND_ENDPOINT_CALLED',
        message: 'This endpoint receives; an action cannot call it.',
        remedy: "Set the endpoint's direction to outbound, or name another endpoint.",
      }),
    );
}

function mailWithoutServer(document: Place): ConfigProblem[] {
  if (placesAt(document, 'settings.email').length > 0) return [];
  const mails = [
    ...textsAt(document, `${ACTIONS}.type`).filter(({ value }) => value === 'EMAIL'),
    ...textsAt(document, 'settings.notifications.email'),
    ...textsAt(document, 'settings.alarms.email'),
  ];
  const message = 'There is no mail server to send this by.';
  const remedy = 'Add settings.email with smtpUrl and from.';
  return mails.map((mail) => problem(mail, { code: 'EMAIL_WITHOUT_SERVER', message, remedy }));
}

/** What an action needs of the document besides its own values. */
const MEANS = [
  {
    types: ['MOVE', 'STATUS', 'FIELD', 'CALLBACK', 'CALLBACK_UPDATE', 'HOPPER', 'DNC', 'REVENUE'],
    needs: 'account.authToken',
    code: 'ACTION_WITHOUT_TOKEN',
    message: 'This acts in Convoso, and the account has no API token.',
    remedy:
      'Set account.authToken, as { "secretRef": "env:CONVOSO_AUTH_TOKEN" } or { "secretRef": "store:CONVOSO_AUTH_TOKEN" }.',
  },
  {
    types: ['SMS', 'VB'],
    needs: 'settings.signing',
    code: 'MESSAGE_WITHOUT_SIGNING',
    message: 'A message is sent as a signed request, and there is no secret to sign with.',
    remedy:
      'Set settings.signing.secret, as { "secretRef": "env:SIGNING_SECRET" } or { "secretRef": "store:SIGNING_SECRET" }.',
  },
] as const;

function actionsWithoutMeans(document: Place): ConfigProblem[] {
  return MEANS.flatMap(({ types, needs, ...refusal }) => {
    if (placesAt(document, needs).length > 0) return [];
    return textsAt(document, `${ACTIONS}.type`)
      .filter(({ value }) => (types as readonly string[]).includes(value))
      .map((type) => problem(type, refusal));
  });
}
