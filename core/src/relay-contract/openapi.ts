import * as z from 'zod/mini';
import { callEvent } from './call-event.js';
import { conflict, difference } from './config-conflict.js';
import { NOUNS, RELAY_API } from './contract.js';
import { resumption } from './holds.js';
import { COMMON_REFUSALS } from './refusals.js';
import { SCOPES, type Refused, type Route } from './route.js';
import { problem, refusal } from './shapes.js';
import { subscriptionEvent } from './subscriptions.js';
import { diagnosis, keptAnswer } from './trail.js';

type Json = Readonly<Record<string, unknown>>;

/** Shapes that stand in many answers, each written once. */
const SHARED = {
  callEvent,
  conflict,
  diagnosis,
  difference,
  keptAnswer,
  problem,
  resumption,
  refusal,
  subscriptionEvent,
};

/** Of the contract: it grows with every operation that is added, and its first number with one that changes. */
const API_VERSION = '1.0.0';

const SCHEMAS = '#/components/schemas/';

/**
 * The relay's API as an OpenAPI 3.1 document, made from the contract that the relay answers by. It is kept as
 * `core/relay.openapi.json` and served at `/api/openapi.json`.
 */
export function openApiDocument(): Json {
  const names = new Names();
  const paths: Record<string, Record<string, Json>> = {};
  for (const [noun, operations] of Object.entries(RELAY_API)) {
    for (const [name, route] of Object.entries(operations) as [string, Route][]) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(noun, name, route, names) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Convoso Connect relay',
      version: API_VERSION,
      description:
        'What the relay has taken in, decided and sent, and everything that can be done about it. Times are ISO 8601 in UTC.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The relay itself.' }],
    security: [{ key: [] }],
    tags: Object.entries(NOUNS).map(([name, description]) => ({ name, description })),
    paths,
    webhooks: { 'hold.due': holdDue(names) },
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'The admin key, or one with the scope that is asked for.',
        },
      },
      schemas: names.schemas(),
    },
  };
}

/** What the relay posts by itself, to the URL that a hold names. */
function holdDue(names: Names): Json {
  return {
    post: {
      operationId: 'holds.due',
      summary:
        'Hands back what was held: signed as in Standard Webhooks; 404 or 410 end the hold as not resumed.',
      requestBody: {
        required: true,
        content: { 'application/json': { schema: names.refTo(resumption, 'resumption') } },
      },
      responses: { '2XX': { description: 'It was taken.' } },
    },
  };
}

function operation(noun: string, name: string, route: Route, names: Names): Json {
  const { summary, scope, body, answer, otherwise, text, etag, refused } = route;
  const id = `${noun}.${name}`;
  const success = {
    description: 'What was asked for.',
    ...(etag === true && { headers: { ETag } }),
    content: {
      'application/json': { schema: names.refTo(answer, id) },
      ...(text !== undefined && { [text.type]: { schema: { type: 'string' } } }),
    },
  };
  return {
    operationId: id,
    summary,
    description: scope === 'admin' ? 'For the admin key.' : `For the scope \`${scope}\`: ${SCOPES[scope]}`,
    tags: [noun],
    parameters: [
      ...pathParameters(route),
      ...queryParameters(route),
      ...ifMatch(route),
      ...ifNoneMatch(route),
    ],
    ...(body !== null && {
      requestBody: {
        description: `At most ${body.limit} bytes.`,
        required: !body.schema.safeParse('').success,
        content: { [body.type ?? 'application/json']: { schema: names.refTo(body.schema, `${id}.body`) } },
      },
    }),
    responses: {
      200: success,
      ...(isConditional(route) && { 304: { description: 'It is still that revision.', headers: { ETag } } }),
      ...(otherwise !== undefined && {
        [otherwise.status]: {
          description: 'Not there yet.',
          content: { 'application/json': { schema: names.refTo(otherwise.answer, `${id}.otherwise`) } },
        },
      }),
      ...refusals([...COMMON_REFUSALS, ...refused], names),
    },
  };
}

const ETag = {
  description:
    'The revision of the configuration, to be sent as `If-Match` with a change that is based on it.',
  schema: { type: 'string', examples: ['"7"'] },
};

function ifMatch({ ifMatch: isNeeded }: Route): Json[] {
  if (isNeeded !== true) return [];
  const description = 'The `ETag` of the revision of the configuration that the change is based on.';
  return [{ name: 'If-Match', in: 'header', description, required: true, schema: { type: 'string' } }];
}

/** Whether a known revision need not be answered with again. */
function isConditional({ method, etag }: Route): boolean {
  return method === 'GET' && etag === true;
}

function ifNoneMatch(route: Route): Json[] {
  if (!isConditional(route)) return [];
  const description =
    'The `ETag` of the revision that is known already: where it still runs, the answer is 304 without a body.';
  return [{ name: 'If-None-Match', in: 'header', description, required: false, schema: { type: 'string' } }];
}

/** By status, with all the codes that one may have. */
function refusals(refused: readonly Refused[], names: Names): Json {
  const statuses = [...new Set(refused.map(({ status }) => status))].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = refused.filter((each) => each.status === status).flatMap((each) => each.codes);
      const described = { description: [...new Set(codes)].sort().join(', ') };
      const content = { 'application/json': { schema: names.refTo(refusal, 'refusal') } };
      return [status, { ...described, content }];
    }),
  );
}

function pathParameters({ path }: Route): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route): Json[] {
  return Object.entries(query).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: plain(z.toJSONSchema(schema)),
  }));
}

/** The schemas that have a name of their own, by which they are referred to. */
class Names {
  readonly #registry = z.registry<{ id: string }>();

  constructor() {
    for (const [id, schema] of Object.entries(SHARED)) this.#registry.add(schema, { id });
  }

  refTo(schema: z.ZodMiniType, id: string): Json {
    if (!this.#registry.has(schema)) this.#registry.add(schema, { id });
    return { $ref: SCHEMAS + String(this.#registry.get(schema)?.id) };
  }

  schemas(): Json {
    const { schemas } = z.toJSONSchema(this.#registry, {
      uri: (id) => SCHEMAS + id,
      unrepresentable: 'any',
      override: ({ jsonSchema }) => shorten(jsonSchema),
    });
    return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]));
  }
}

/** Without what says only by which standard, and under which name, it is written. */
function plain(schema: object): Json {
  const { $schema: _standard, $id: _name, ...rest } = schema as Record<string, unknown>;
  return rest;
}

/** What a format or a type says already is not said a second time. */
function shorten(schema: Record<string, unknown>): void {
  if (schema['format'] === 'date-time') delete schema['pattern'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
}
