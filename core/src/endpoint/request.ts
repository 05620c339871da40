import type { MappedFields } from '../adaptor/index.js';
import type { ResolvedEndpoint } from '../config/index.js';
import { POST_BODIES, encodeForm } from './body.js';
import { parseHeaderList, type Header } from './header-list.js';
import { appendQuery } from './url.js';

/** One HTTP request, ready for a wrapper to send. It holds live credentials: never log it unmasked. */
export interface EndpointRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: readonly Header[];
  /** Absent for GET. */
  readonly body?: string;
}

/** The mapped fields as an endpoint without an integrator sends them: a GET's query, any other method's body. */
export function encodeFields(endpoint: ResolvedEndpoint, fields: MappedFields): string {
  if (endpoint.requestMethod === 'GET') return encodeForm(fields);
  return POST_BODIES[endpoint.postDataType].encode(fields);
}

/**
 * Builds the request of an endpoint around an encoded payload (seed 004, "Configuration Fields"; domain-facts E.1):
 * API URL, then the query of API Authentication, then, for GET, the mapped fields; the Authorization Header's
 * list over our own defaults; and one constant Idempotency-Key for all attempts of an action.
 */
export function buildRequest(
  endpoint: ResolvedEndpoint,
  payload: string,
  idempotencyKey: string,
): EndpointRequest {
  if (endpoint.requestMethod === 'GET') {
    const url = appendQuery(appendQuery(endpoint.apiUrl, endpoint.apiAuthentication ?? ''), payload);
    return { method: 'GET', url, headers: headersOf(endpoint, idempotencyKey, []) };
  }
  const { contentType } = POST_BODIES[endpoint.postDataType];
  return requestWithBody(endpoint, idempotencyKey, {
    method: endpoint.requestMethod,
    url: endpoint.apiUrl,
    contentType,
    body: payload,
  });
}

export interface BodyRequest {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Without the query of API Authentication. */
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

/** A request with a body, and with the endpoint's credentials. */
export function requestWithBody(
  endpoint: ResolvedEndpoint,
  idempotencyKey: string,
  { method, url, contentType, body }: BodyRequest,
): EndpointRequest {
  return {
    method,
    url: appendQuery(url, endpoint.apiAuthentication ?? ''),
    headers: headersOf(endpoint, idempotencyKey, [{ name: 'content-type', value: contentType }]),
    body,
  };
}

/** Headers that every request has; what a configuration says under these names gives way. */
const OWN_HEADERS: ReadonlySet<string> = new Set(['idempotency-key', 'accept-encoding']);

function headersOf(
  endpoint: ResolvedEndpoint,
  idempotencyKey: string,
  defaults: readonly Header[],
): Header[] {
  const configured = parseHeaderList(endpoint.authorizationHeader ?? '').headers.filter(
    (header) => !OWN_HEADERS.has(header.name.toLowerCase()),
  );
  const names = new Set(configured.map((header) => header.name.toLowerCase()));
  return [
    ...defaults.filter((header) => !names.has(header.name)),
    ...configured,
    { name: 'idempotency-key', value: idempotencyKey },
    // Asked for uncompressed, an answer has the same size and the same text for every wrapper.
    { name: 'accept-encoding', value: 'identity' },
  ];
}
