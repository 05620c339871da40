import { suggest } from '../fields/nearest.js';
import { documentPlace, placesAt, textsAt, valueAt, type Place } from './places.js';
import { pathText, type ConfigProblem, type Path } from './problem.js';
import type { Refusal } from './refuse.js';
import { shownValue } from './shown-value.js';

/**
 * What must fit between the parts of a document: unique ids, and references that lead somewhere. Works on the
 * document as it was written, so that these mistakes are told together with those of its values.
 */
export function referenceProblems(input: unknown): ConfigProblem[] {
  const document = documentPlace(input);
  return [
    ...repeatedIds(document),
    ...postsWithoutAdaptor(document),
    ...danglingReferences(document),
    ...inboundEndpointsCalled(document),
    ...workflowsWithoutEvents(document),
    ...mailWithoutServer(document),
    ...actionsWithoutMeans(document),
    ...reservedEndpointIds(document),
  ];
}

const ACTIONS = 'workflows[].actionSets[].actions[]';

function problem({ path, value }: { path: Path; value: unknown }, refusal: Refusal): ConfigProblem {
  const { code, message, remedy } = refusal;
  return { code, path: pathText(path), value: shownValue(path, value), message, remedy };
}

function repeatedIds(document: Place): ConfigProblem[] {
  const groups = [
    ...['statuses[].status', 'adaptors[].id', 'endpoints[].id', 'workflows[].id', 'hooks[].id'].map(
      (pattern) => textsAt(document, pattern),
    ),
    ...placesAt(document, 'workflows[]').flatMap((workflow) => [
      textsAt(workflow, 'actionSets[].id'),
      textsAt(workflow, 'actionSets[].actions[].id'),
    ]),
  ];
  return groups.flatMap(repeatedIn);
}

function repeatedIn(ids: readonly { path: Path; value: string }[]): ConfigProblem[] {
  const first = new Map<string, Path>();
  return ids.flatMap((id) => {
    const earlier = first.get(id.value);
    if (earlier === undefined) {
      first.set(id.value, id.path);
      return [];
    }
    const message = `${pathText(earlier)} is the same; each must be different.`;
    return [problem(id, { code: 'DUPLICATE_ID', message, remedy: 'Give one of them another id.' })];
  });
}

const METHODS_WITH_BODY = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

function postsWithoutAdaptor(document: Place): ConfigProblem[] {
  return placesAt(document, 'endpoints[]').flatMap(({ path, value }) => {
    const method = valueAt(value, ['requestMethod']);
    if (valueAt(value, ['adaptorId']) !== undefined) return [];
    // What is no method at all is told by its own rule.
    const named = METHODS_WITH_BODY.find((name) => name === method);
    if (named === undefined) return [];
    const missing = { path: [...path, 'adaptorId'], value: undefined };
    const message = `An endpoint with ${named} needs an adaptor, which says what is sent.`;
    const remedy = 'Name one of the adaptors in adaptorId, or set requestMethod to GET.';
    return [problem(missing, { code: 'POST_WITHOUT_ADAPTOR', message, remedy })];
  });
}

const REFERENCES = [
  { from: 'endpoints[].adaptorId', to: 'adaptors[].id', code: 'UNKNOWN_ADAPTOR', what: 'adaptor' },
  { from: `${ACTIONS}.endpointId`, to: 'endpoints[].id', code: 'UNKNOWN_ENDPOINT', what: 'endpoint' },
  {
    from: 'settings.notifications.endpointId',
    to: 'endpoints[].id',
    code: 'UNKNOWN_ENDPOINT',
    what: 'endpoint',
  },
] as const;

function danglingReferences(document: Place): ConfigProblem[] {
  return REFERENCES.flatMap(({ from, to, code, what }) => {
    const ids = textsAt(document, to).map(({ value }) => value);
    const dangling = textsAt(document, from).filter(({ value }) => !ids.includes(value));
    const otherwise = `Use the id of an ${what} of this document${ids.length > 0 ? `: ${ids.join(', ')}` : ''}.`;
    return dangling.map((reference) => {
      const remedy = suggest(reference.value, ids, otherwise);
      return problem(reference, { code, message: `There is no ${what} with this id.`, remedy });
    });
  });
}

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

function workflowsWithoutEvents(document: Place): ConfigProblem[] {
  return placesAt(document, 'workflows[]').flatMap(({ path, value }) => {
    const events = valueAt(value, ['events']);
    if (typeof value !== 'object' || (events !== undefined && !isEmptyList(events))) return [];
    const message = 'A workflow without events can never start.';
    const remedy = 'Add at least one event, such as { "type": "DISPOSITION" }.';
    return [
      problem(
        { path: [...path, 'events'], value: events },
        { code: 'WORKFLOW_WITHOUT_EVENTS', message, remedy },
      ),
    ];
  });
}

function mailWithoutServer(document: Place): ConfigProblem[] {
  if (placesAt(document, 'settings.email').length > 0) return [];
  const mails = [
    ...textsAt(document, `${ACTIONS}.type`).filter(({ value }) => value === 'EMAIL'),
    ...textsAt(document, 'settings.notifications.email'),
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

/** The log calls by such names what is no endpoint: Convoso itself, and the mail server. */
function reservedEndpointIds(document: Place): ConfigProblem[] {
  return textsAt(document, 'endpoints[].id')
    .filter(({ value }) => value.startsWith('{'))
    .map((id) =>
      problem(id, {
        code: 'RESERVED_ID',
        message: 'Ids that begin with a brace are kept for what is no endpoint.',
        remedy: 'Choose an id of letters, digits and hyphens.',
      }),
    );
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
