import type { MappedFields } from '../adaptor/index.js';
import type { ResolvedEndpoint } from '../config/index.js';
import { POST_BODIES, encodeForm } from './body.js';
import { parseHeaderList, type Header } from './header-list.js';
import { appendQuery } from './url.js';

/** One HTTP request, ready for a wrapper to send. It holds live credentials: never log it unmasked. */
export interface EndpointRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: readonly Header[];
  /** Absent for GET. */
  readonly body?: string;
}

/** The part of a request that is frozen at the first attempt: a POST's body, a GET's mapped query. */
export function encodePayload(endpoint: ResolvedEndpoint, fields: MappedFields): string {
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
  const authenticated = appendQuery(endpoint.apiUrl, endpoint.apiAuthentication ?? '');
  if (endpoint.requestMethod === 'GET') {
    const url = appendQuery(authenticated, payload);
    return { method: 'GET', url, headers: headersOf(endpoint, idempotencyKey, []) };
  }
  const contentType = { name: 'content-type', value: POST_BODIES[endpoint.postDataType].contentType };
  return {
    method: 'POST',
    url: authenticated,
    headers: headersOf(endpoint, idempotencyKey, [contentType]),
    body: payload,
  };
}

function headersOf(
  endpoint: ResolvedEndpoint,
  idempotencyKey: string,
  defaults: readonly Header[],
): Header[] {
  const configured = parseHeaderList(endpoint.authorizationHeader ?? '').headers.filter(
    (header) => header.name.toLowerCase() !== 'idempotency-key',
  );
  const names = new Set(configured.map((header) => header.name.toLowerCase()));
  return [
    ...defaults.filter((header) => !names.has(header.name)),
    ...configured,
    { name: 'idempotency-key', value: idempotencyKey },
  ];
}
