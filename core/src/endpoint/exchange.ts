import type { MappedFields } from '../adaptor/index.js';
import type { ResolvedEndpoint } from '../config/index.js';
import { INTEGRATORS } from './integrators/index.js';
import type { Exchange } from './integrators/integrator.js';
import { buildRequest, encodeFields } from './request.js';

/** The part of an action that is frozen at its first attempt: the body of its requests, or the query of a GET. */
export function encodePayload(endpoint: ResolvedEndpoint, fields: MappedFields): string {
  if (endpoint.apiIntegrator === 'none') return encodeFields(endpoint, fields);
  return INTEGRATORS[endpoint.apiIntegrator].encode(fields);
}

/** How that part is written: a GET's query like a form. */
export function payloadKind(endpoint: PayloadSettings): 'form' | 'json' {
  if (endpoint.apiIntegrator !== 'none') return INTEGRATORS[endpoint.apiIntegrator].bodyKind;
  return endpoint.requestMethod === 'POST' && endpoint.postDataType === 'JSON' ? 'json' : 'form';
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
