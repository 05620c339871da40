import type { MappedFields } from '../adaptor/index.js';
import type { ResolvedEndpoint } from '../config/index.js';
import type { BodyKind } from '../secrets/index.js';
import { INTEGRATORS } from './integrators/index.js';
import type { Exchange } from './integrators/integrator.js';
import { answerKind } from './response/kind.js';
import { buildRequest, encodeFields } from './request.js';

/** The part of an action that is frozen at its first attempt: the body of its requests, or the query of a GET. */
export function encodePayload(endpoint: ResolvedEndpoint, fields: MappedFields): string {
  if (endpoint.apiIntegrator === 'none') return encodeFields(endpoint, fields);
  return INTEGRATORS[endpoint.apiIntegrator].encode(fields);
}

/** How that part is written: a GET's query like a form. */
export function payloadKind(endpoint: PayloadSettings): 'form' | 'json' {
  if (endpoint.apiIntegrator !== 'none') return INTEGRATORS[endpoint.apiIntegrator].bodyKind;
  return endpoint.requestMethod !== 'GET' && endpoint.postDataType === 'JSON' ? 'json' : 'form';
}

/**
 * A first parameter, and more behind it. To tell those apart in the pattern would give it so many ways to read them that
 * a long answer which is no form after all would never be done with.
 */
const FORM = /^[\w.%+-]+=[^\s<>]*\s*$/;

/**
 * How an answer is written, for masking it: what it looks like, whatever its type is configured to be. Text counts as
 * JSON, because JSON may stand in the middle of it.
 */
export function answerBodyKind(body: string): BodyKind {
  const kind = answerKind(body);
  if (kind === 'xml' || kind === 'web page') return 'markup';
  return FORM.test(body) ? 'form' : 'json';
}

type PayloadSettings = Pick<ResolvedEndpoint, 'apiIntegrator' | 'requestMethod' | 'postDataType'>;

/**
 * Begins an attempt: its first request, and what follows from the answer. Every attempt begins anew and sends the
 * same requests for the same answers, all with the action's one Idempotency-Key.
 */
export function beginExchange(endpoint: ResolvedEndpoint, payload: string, idempotencyKey: string): Exchange {
  if (endpoint.apiIntegrator === 'none') return { request: buildRequest(endpoint, payload, idempotencyKey) };
  return INTEGRATORS[endpoint.apiIntegrator].begin(endpoint, payload, idempotencyKey);
}
