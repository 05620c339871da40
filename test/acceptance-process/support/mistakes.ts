export type Document = Readonly<Record<string, unknown>>;

/** A mistake that people make in a configuration, and what they have to be told of it. */
export interface Mistake {
  readonly what: string;
  /** The file's text, made of a document in which all is well. */
  readonly text: (document: Document) => string;
  /** Empty where the text itself cannot be read. */
  readonly path: string;
  /** What people call the part that it stands in; left out where that has no name. */
  readonly part?: string;
  /** As it is shown. */
  readonly value: string;
  readonly remedy: string;
  readonly code: string;
}

/** The document with another value at a place such as `endpoints.0.apiUrl`; undefined takes it out. */
function planted(place: string, value: unknown): Mistake['text'] {
  return (document) => {
    const copy = structuredClone(document) as Record<string, unknown>;
    const steps = place.split('.');
    const last = steps.pop() ?? '';
    const owner = steps.reduce((inner, step) => inner[step] as Record<string, unknown>, copy);
    owner[last] = value;
    return JSON.stringify(copy, null, 2);
  };
}

export const MISTAKES: readonly Mistake[] = [
  {
    what: 'an unknown key',
    text: planted('endpoints.0.timeoutSecond', 5),
    path: 'endpoints[0].timeoutSecond',
    part: 'the endpoint "crm"',
    value: '"timeoutSecond"',
    remedy: 'Did you mean "timeoutSeconds"?',
    code: 'UNKNOWN_KEY',
  },
  {
    what: 'a POST without an adaptor',
    text: planted('endpoints.0.adaptorId', undefined),
    path: 'endpoints[0].adaptorId',
    part: 'the endpoint "crm"',
    value: 'nothing',
    remedy: 'Name one of the adaptors in adaptorId',
    code: 'POST_WITHOUT_ADAPTOR',
  },
  {
    what: 'a URL without its protocol',
    text: planted('endpoints.0.apiUrl', 'crm.example.test/calls'),
    path: 'endpoints[0].apiUrl',
    part: 'the endpoint "crm"',
    value: '"crm.example.test/calls"',
    remedy: 'Put https:// in front of it.',
    code: 'URL_WITHOUT_PROTOCOL',
  },
  {
    what: '__proto__ as a mapped name',
    text: planted('adaptors.0.fields.0.mappedTo', '__proto__'),
    path: 'adaptors[0].fields[0].mappedTo',
    part: 'the adaptor "call"',
    value: '"__proto__"',
    remedy: 'Choose another name.',
    code: 'FORBIDDEN_NAME',
  },
  {
    what: '__proto__ as a received name',
    text: (document) =>
      planted('hooks.0.fields', 'HERE')(document).replace('"HERE"', '{ "__proto__": "lead.email" }'),
    path: 'hooks[0].fields.__proto__',
    part: 'the hook "main"',
    value: '"__proto__"',
    remedy: 'Choose another name.',
    code: 'FORBIDDEN_NAME',
  },
  {
    what: 'a header with a line break',
    text: planted('endpoints.0.authorizationHeader', 'X-Tenant: one\r\nX-Injected: two'),
    path: 'endpoints[0].authorizationHeader',
    part: 'the endpoint "crm"',
    value: '[masked]',
    remedy: 'Put the value on one line',
    code: 'BAD_HEADER_VALUE',
  },
  {
    what: 'a reference to a variable that is not set',
    text: planted('endpoints.0.apiAuthentication', { secretRef: 'env:CRM_KEY' }),
    path: 'endpoints[0].apiAuthentication',
    part: 'the endpoint "crm"',
    value: '"env:CRM_KEY"',
    remedy: 'Set the environment variable CRM_KEY before the start',
    code: 'MISSING_SECRET',
  },
  {
    what: 'a reference to a file that is not there',
    text: planted('hooks.0.secret', { secretRef: 'file:secrets/hook' }),
    path: 'hooks[0].secret',
    part: 'the hook "main"',
    value: '"file:secrets/hook"',
    remedy: 'Write the secret into the file secrets/hook',
    code: 'MISSING_SECRET',
  },
  {
    what: 'an action whose endpoint is not there',
    text: planted('workflows.0.actionSets.0.actions.0.endpointId', 'crrm'),
    path: 'workflows[0].actionSets[0].actions[0].endpointId',
    part: 'the action "crm" of the workflow "all"',
    value: '"crrm"',
    remedy: 'Did you mean "crm"?',
    code: 'UNKNOWN_ENDPOINT',
  },
  {
    what: 'an endpoint whose adaptor is not there',
    text: planted('endpoints.0.adaptorId', 'disposition'),
    path: 'endpoints[0].adaptorId',
    part: 'the endpoint "crm"',
    value: '"disposition"',
    remedy: 'Use the id of an adaptor of this document: call.',
    code: 'UNKNOWN_ADAPTOR',
  },
  {
    what: 'a circuit breaker that opens without a failure',
    text: planted('settings.breaker', { failures: 0 }),
    path: 'settings.breaker.failures',
    value: '0',
    remedy: 'Use a number of at least 1.',
    code: 'OUT_OF_RANGE',
  },
  {
    what: 'an egress rule that is no address',
    text: planted('settings.egress.allow', ['http://10.0.0.0/8']),
    path: 'settings.egress.allow[0]',
    value: '"http://10.0.0.0/8"',
    remedy: 'host:port',
    code: 'BAD_EGRESS_ENTRY',
  },
  {
    what: 'a comma missing in the JSON',
    text: (document) => JSON.stringify(document, null, 2).replace('"version": 1,', '"version": 1'),
    path: '',
    value: 'text that is not JSON',
    remedy: 'At line 3, column 3: a comma or } was expected.',
    code: 'BAD_JSON',
  },
  {
    what: 'a key that is there twice',
    text: (document) =>
      JSON.stringify(document, null, 2).replace('"version": 1,', '"version": 1, "hooks": [],'),
    path: '',
    value: '"hooks"',
    remedy: 'Keep one of the two.',
    code: 'REPEATED_KEY',
  },
];

/** The words that a message about a mistake begins with. */
export function headOf({ path, part, value }: Mistake): string {
  const place = path === '' ? 'The document' : path;
  return `${place}${part === undefined ? '' : ` of ${part}`} (received ${value}):`;
}
