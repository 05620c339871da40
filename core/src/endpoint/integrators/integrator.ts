import type { MappedFields } from '../../adaptor/index.js';
import type { ResolvedEndpoint } from '../../config/index.js';
import type { EndpointRequest } from '../request.js';

/** What one system wants to be sent: the body of its requests, where they go, and what its answers call for. */
export interface Integrator {
  readonly bodyKind: 'form' | 'json';
  /** The body that every request of an action carries. */
  readonly encode: (fields: MappedFields) => string;
  readonly begin: (endpoint: ResolvedEndpoint, payload: string, idempotencyKey: string) => Exchange;
}

/** An answer as far as integrators look at it. */
export interface ExchangeAnswer {
  readonly status: number;
  readonly body: string;
}

/** One request of an attempt, and what follows. A value: the same answers lead to the same requests. */
export interface Exchange {
  readonly request: EndpointRequest;
  /** Why the request cannot be accepted as it is, for a person; it is then not sent at all. */
  readonly unsendable?: string;
  /** The request that an answer calls for; null when the answer is the attempt's. */
  readonly next?: (answer: ExchangeAnswer) => NextExchange | null;
  /** What a success with an empty body stands for, so that it is not mistaken for a failure to communicate. */
  readonly emptyMeans?: string;
  /** What an answer that is no success says, in the system's own terms; null when it is not understood. */
  readonly explain?: (answer: ExchangeAnswer) => string | null;
}

export interface NextExchange extends Exchange {
  /** Why there is another request; for the log. */
  readonly because: string;
}
