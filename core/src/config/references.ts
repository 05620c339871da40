import { suggest } from '../fields/nearest.js';
import { documentPlace, placesAt, textsAt, valueAt, type Place } from './places.js';
import { pathText, type ConfigProblem, type Path } from './problem.js';
import type { Refusal } from './refuse.js';
import { shownValue } from './shown-value.js';

/**
 * What must fit between the parts of a document, its actions and settings aside: unique ids, and references that lead
 * somewhere. Works on the document as it was written, so that these mistakes are told together with those of its values.
 */
export function referenceProblems(input: unknown): ConfigProblem[] {
  const document = documentPlace(input);
  return [
    ...repeatedIds(document),
    ...postsWithoutAdaptor(document),
    ...danglingReferences(document, TO_ADAPTORS),
    ...workflowsWithoutEvents(document),
    ...reservedEndpointIds(document),
  ];
}

/** A problem of a place in the document as it was written. */
export function problem({ path, value }: { path: Path; value: unknown }, refusal: Refusal): ConfigProblem {
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

const TO_ADAPTORS: readonly Reference[] = [
  { from: 'endpoints[].adaptorId', to: 'adaptors[].id', code: 'UNKNOWN_ADAPTOR', what: 'adaptor' },
];

/** Where parts name another part by its id. */
export interface Reference {
  readonly from: string;
  readonly to: string;
  readonly code: string;
  readonly what: 'adaptor' | 'endpoint';
}

/** References that lead nowhere. */
export function danglingReferences(document: Place, references: readonly Reference[]): ConfigProblem[] {
  return references.flatMap(({ from, to, code, what }) => {
    const ids = textsAt(document, to).map(({ value }) => value);
    const dangling = textsAt(document, from).filter(({ value }) => !ids.includes(value));
    const otherwise = `Use the id of an ${what} of this document${ids.length > 0 ? `: ${ids.join(', ')}` : ''}.`;
    return dangling.map((reference) => {
      const remedy = suggest(reference.value, ids, otherwise);
      return problem(reference, { code, message: `There is no ${what} with this id.`, remedy });
    });
  });
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
