import {
  COMMON_REFUSALS,
  RELAY_API,
  openApiDocument,
  type Route,
} from '@convoso-connect/core/relay-contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from '../support/http.js';

/** Every operation of the API, by its name. */
export const OPERATIONS: ReadonlyMap<string, Route> = new Map(
  Object.entries(RELAY_API).flatMap(([noun, operations]) =>
    Object.entries<Route>(operations).map(([name, route]) => [`${noun}.${name}`, route] as const),
  ),
);

const document = openApiDocument();
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'relay');

interface Described {
  readonly description: string;
  /** Absent where there is no body. */
  readonly content?: Readonly<Record<string, unknown>>;
}

/**
 * What is wrong with an answer by the OpenAPI document: a status or a code that it does not have, another media type, or
 * a body of another shape. Null where all is as documented.
 */
export function undocumented(route: Route, { status, headers, text }: Answer): string | null {
  const path = route.path.replace(/:(\w+)/g, '{$1}');
  const place = `/paths/${pointer(path)}/${route.method.toLowerCase()}/responses/${status}`;
  const described = at(place) as Described | undefined;
  if (described === undefined) return `${status} is not documented: ${text.slice(0, 300)}`;
  if (status === 200 && route.etag === true && headers.etag === undefined) return 'an ETag is missing';
  if (described.content === undefined) return text === '' ? null : `${status} has a body`;
  const type = (headers['content-type'] ?? '').replace(/;.*/, '');
  if (!Object.hasOwn(described.content, type)) return `${status} answers with ${type}`;
  if (type !== 'application/json') return null;
  const validate = ajv.getSchema(`relay#${place}/content/${pointer(type)}/schema`);
  const body = JSON.parse(text) as { readonly error?: { readonly code: string } };
  if (validate?.(body) !== true)
    return `${status}: ${ajv.errorsText(validate?.errors)} in ${text.slice(0, 500)}`;
  const code = body.error?.code;
  if (status < 400 || code === undefined) return null;
  const codes = [...COMMON_REFUSALS, ...route.refused, ofBody(route)]
    .filter((each) => each.status === status)
    .flatMap((each) => each.codes);
  return codes.includes(code) ? null : `${status} has the code ${code}, which is not documented`;
}

function ofBody({ body }: Route): { status: number; codes: readonly string[] } {
  return { status: 400, codes: body === null ? [] : [body.code] };
}

function pointer(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function at(place: string): unknown {
  return place
    .slice(1)
    .split('/')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
}
