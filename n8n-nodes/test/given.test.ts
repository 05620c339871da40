import { describe, expect, it } from '@jest/globals';
import {
  NodeApiError,
  NodeOperationError,
  type IDataObject,
  type INodeProperties,
  type INodePropertyCollection,
  type INodeType,
  type IWebhookFunctions,
} from 'n8n-workflow';
import { ConvosoAdaptor } from '../nodes/ConvosoAdaptor/ConvosoAdaptor.node';
import { ConvosoTrigger } from '../nodes/ConvosoTrigger/ConvosoTrigger.node';
import { failureOf, nodeOf, run } from './harness';
import { NODES } from './nodes';

/** What an expression can give, whatever the panel offers. */
const VALUES: readonly unknown[] = [
  null,
  undefined,
  5,
  -1.5,
  NaN,
  true,
  '',
  'text',
  [],
  [5],
  [{}],
  {},
  { a: 1 },
];

interface Spoilt {
  readonly place: string;
  readonly parameters: IDataObject;
}

/** Each parameter of a panel, those inside of collections too, with each value in its place. */
function spoilt(
  properties: readonly INodeProperties[],
  inside: (values: IDataObject) => IDataObject,
): Spoilt[] {
  const names = properties.map(({ name }) => name);
  return properties.flatMap((property, place) => {
    // The same parameter for another operation or version of the node is read alike.
    if (names.indexOf(property.name) < place) return [];
    const put = (value: unknown) => inside({ [property.name]: value } as IDataObject);
    const own = VALUES.map((value, index) => ({
      place: `${property.name} = ${String(index)}`,
      parameters: put(value),
    }));
    return [
      ...own,
      ...innerOf(property).flatMap(([values, wrap]) => spoilt(values, (each) => put(wrap(each)))),
    ];
  });
}

/** What has to be chosen for a column to be read at all. */
const FORMS: Readonly<Record<string, IDataObject>> = { filter: { conditionAs: 'filter' } };

const named = (...names: string[]) => names.map((name) => ({ name }) as INodeProperties);

const EQUALS: IDataObject = { type: 'string', operation: 'equals' };

/** What n8n keeps of the components that hold more than one value. */
const SHAPES: Readonly<Record<string, Inner>> = {
  resourceLocator: [
    named('value', 'mode'),
    (values) => ({ __rl: true, mode: 'list', value: '7', ...values }),
  ],
  resourceMapper: [
    named('value', 'schema', 'field_13'),
    ({ field_13: field, ...values }) => ({
      mappingMode: 'defineBelow',
      value: { field_1: 'name', field_13: field ?? null },
      ...values,
    }),
  ],
  filter: [
    named('conditions', 'combinator', 'options', 'leftValue', 'operator', 'rightValue'),
    ({ leftValue = 'lead.state', operator = EQUALS, rightValue = 'CA', ...values }) => ({
      conditions: [{ leftValue, operator, rightValue }],
      combinator: 'and',
      ...values,
    }),
  ],
};

type Inner = readonly [INodeProperties[], (values: IDataObject) => IDataObject];

function innerOf({ type, options = [] }: INodeProperties): Inner[] {
  const shape = SHAPES[type];
  if (shape !== undefined) return [shape];
  if (type === 'collection') return [[options as INodeProperties[], (values) => values]];
  if (type !== 'fixedCollection') return [];
  return (options as INodePropertyCollection[]).map(({ name, values }) => [
    values,
    (row) => ({ [name]: [{ ...FORMS[Object.keys(row)[0] ?? ''], ...row }] }),
  ]);
}

/** Enough that each node gets past what else it asks for, in each form that its panel has. */
const OTHERWISE: readonly (readonly [string, string, IDataObject])[] = [
  ['convosoWorkflow', 'with what is typed', { events: { DISPOSITION: [{}] } }],
  ...['campaign', 'list', 'queue'].map((relation): [string, string, IDataObject] => [
    'convosoWorkflow',
    `with chosen ${relation}s`,
    {
      events: { DISPOSITION: [{}] },
      fromAccount: true,
      relation,
      campaignIds: ['1'],
      queueIds: ['1'],
      lists: { row: [{ chosen: '1' }] },
    },
  ]),
  [
    'convosoWorkflow',
    'with Stop If',
    { events: { DISPOSITION: [{}] }, guardrails: { stopIf: 'leadFilter' } },
  ],
  ['convosoAdaptor', 'with what is typed', { preset: 'salesforceLead' }],
  ['convosoAdaptor', 'with chosen fields', { preset: 'salesforceLead', fromAccount: true }],
  ['convosoConnect', 'alone', { apiUrl: 'https://crm.example.test/', options: { attempts: 1 } }],
  ['convosoDisposition', 'alone', { code: 'NI', name: 'Not Interested' }],
  ['convoso', 'alone', { resource: 'leads', operation: 'search' }],
];

/** The same, with what is spoilt in its place: beside what else stands in the same collection. */
function withIn(otherwise: IDataObject, spoiltOnes: IDataObject): IDataObject {
  const merged = Object.entries(spoiltOnes).map(([name, value]) => {
    const beside = otherwise[name];
    const areBoth = [beside, value].every((each) => typeof each === 'object' && !Array.isArray(each));
    return [name, areBoth ? { ...(beside as object | null), ...(value as object | null) } : value] as const;
  });
  return { ...otherwise, ...Object.fromEntries(merged) };
}

const RAW =
  /is not a function|Cannot read|is not iterable|undefined \(|Cannot (?:use|convert|destructure)|TypeError/;

function typeCalled(name: string): INodeType {
  const type = NODES.find(({ description }) => description.name === name);
  if (type === undefined) throw new Error(`there is no ${name}`);
  return type;
}

it('N8: every node that runs is tried', () => {
  const running = NODES.filter(({ execute }) => execute !== undefined).map((type) => type.description.name);
  expect(new Set(OTHERWISE.map(([name]) => name))).toEqual(new Set(running));
});

describe.each(OTHERWISE)('N8: whatever an expression gives %s %s', (name, _form, otherwise) => {
  const type = typeCalled(name);

  it('is taken, or refused in words that name the parameter', async () => {
    const answer = () => ({ statusCode: 200, headers: {}, body: Buffer.from('{"success":true,"data":{}}') });
    const credentials = { convosoApi: { authToken: 'token' } };
    for (const { place, parameters } of spoilt(type.description.properties, (values) => values)) {
      const all = withIn(otherwise, parameters);
      const items = [{ lead_id: '1', call_log_id: '2', status: 'NI' }];
      try {
        await run(type, { parameters: all, items, answer, credentials });
      } catch (error) {
        expect([place, error instanceof NodeOperationError || error instanceof NodeApiError]).toEqual([
          place,
          true,
        ]);
        const { message, description } = error as NodeOperationError;
        expect(`${place}: ${message} ${description ?? ''}`).not.toMatch(RAW);
      }
    }
  });
});

describe('N8: a value of another type', () => {
  it.each([
    [
      { rows: { row: [{ field: 5 }] } },
      /^Row 1, Field Name or ID: This is not one of the choices[^]*It is 5/,
    ],
    [{ rows: { row: [{ mappedTo: { a: 1 } }] } }, /^Row 1, Mapped To: This is not a text[^]*It is {"a":1}/],
    [{ rows: 7 }, /^Rows: This is not a collection[^]*It is 7/],
  ])('in the adaptor, %j, says the parameter, the value and the remedy', async (parameters, pattern) => {
    expect(await failureOf(new ConvosoAdaptor(), { parameters })).toMatch(pattern);
  });
});

interface Answered {
  readonly status: number | null;
  readonly body: Record<string, unknown>;
}

/** What Convoso is answered, and null as the status where n8n answers 200 itself. */
async function delivered(parameters: IDataObject): Promise<Answered> {
  const type = new ConvosoTrigger();
  let status: number | null = null;
  let body: Record<string, unknown> = {};
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    json: (sent: Record<string, unknown>) => {
      body = sent;
    },
  };
  const rawBody = Buffer.from('{"call_log_id":"9","lead_id":"7","status":"NI"}');
  const context = {
    getNode: () => nodeOf(type),
    getMode: () => 'webhook',
    getWorkflow: () => ({ id: 'workflow' }),
    getNodeParameter: (name: string, fallback: unknown) =>
      Object.hasOwn(parameters, name) ? parameters[name] : fallback,
    getRequestObject: () => ({
      headers: { 'content-type': 'application/json' },
      originalUrl: '/webhook/x',
      socket: { remoteAddress: '66.85.240.1' },
      readRawBody: async () => undefined,
      rawBody,
    }),
    getResponseObject: () => response,
    getCredentials: async () => ({ secret: 'a secret that is long' }),
  } as unknown as IWebhookFunctions;
  const answered = await type.webhook.call(context);
  const webhookResponse: unknown = answered.webhookResponse;
  return {
    status,
    body: webhookResponse === undefined ? body : (webhookResponse as Record<string, unknown>),
  };
}

describe('N8: whatever an expression gives the trigger', () => {
  // Every delivery here is the same request.
  const open = { authentication: 'none', options: { sameRequestSeconds: 0 } };

  it.each([false, true])(
    'never ends without a code and a remedy for Convoso, chosen: %s',
    async (fromAccount) => {
      for (const { place, parameters } of spoilt(
        new ConvosoTrigger().description.properties,
        (values) => values,
      )) {
        const { status, body } = await delivered({ ...open, fromAccount, ...parameters });
        if (status === null) continue;
        expect([place, [401, 403, 503].includes(status)]).toEqual([place, true]);
        expect(body).toMatchObject({ success: false, code: expect.any(String), remedy: expect.any(String) });
        expect(JSON.stringify([place, body])).not.toMatch(RAW);
      }
    },
  );

  it('does not switch a filter off without a word', async () => {
    const chosen = { fromAccount: true, filters: { statuses: { a: 1 } } };
    expect(await delivered({ ...open, ...chosen })).toMatchObject({ status: 503 });
    const { status, body } = await delivered({ ...open, filters: { dispositions: { a: 1 } } });
    expect(status).toBe(503);
    expect(body).toMatchObject({
      code: 'HOOK_MISCONFIGURED',
      message: expect.stringMatching(/Dispositions: This is not a list of texts/),
    });
    expect(await delivered({ ...open, filters: { dispositions: 'SALE' } })).toEqual({
      status: null,
      body: { success: true, filtered: 'NI' },
    });
  });
});
