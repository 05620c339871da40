import { failureOf, type FailureReason } from '@convoso-connect/core';

/** What n8n says where its protection of networks is switched on and turns a request away. */
const BLOCKED = /request was blocked because/i;

/**
 * Why a request that n8n was to send has no answer. n8n does not tell whether it had been sent, and older ones (2.8)
 * wrap what was thrown and keep its words alone; what n8n itself has blocked was not sent.
 */
export function requestFailure(thrown: unknown): FailureReason {
  const failure = failureOf(thrown, { sent: 'unknown', protocol: '' });
  if (!BLOCKED.test(failure.message)) return failure;
  return {
    failure: 'invalid-request',
    reached: 'not-sent',
    code: 'EHOSTUNREACH',
    message: `n8n itself did not let it out: ${failure.message}; ask who runs this n8n to allow the host, by N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES`,
  };
}
