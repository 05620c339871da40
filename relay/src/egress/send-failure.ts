import { EgressRefusedError } from './egress-errors.js';

/** Why there is no complete answer. `invalid-request`: the URL or a header cannot be sent at all. */
export type SendFailure =
  'refused-by-policy' | 'invalid-request' | 'dns' | 'connect' | 'tls' | 'timeout' | 'interrupted';

/** `not-sent` only where no byte of the request can have left; repeating it is then safe (domain-facts J.30). */
export type Reached = 'not-sent' | 'maybe-sent';

export interface FailureReason {
  readonly failure: SendFailure;
  readonly reached: Reached;
  /** Node's, OpenSSL's or undici's code, else `UNKNOWN`. */
  readonly code: string;
  /** For a person; with the remedy where there is one. */
  readonly message: string;
}

const INVALID_REQUEST = new Set([
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);
const DNS = new Set(['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'ETIMEOUT']);
const CONNECT = new Set([
  'ECONNREFUSED',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'EINVAL',
  'EMFILE',
  'ENFILE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const AGENT_CLOSED = new Set(['UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

/** The reason when the request failed before its first byte was handed to a connection. */
export function failureBeforeSending(error: unknown, protocol: string): FailureReason {
  return { failure: kindBeforeSending(error, protocol), reached: 'not-sent', ...described(error) };
}

/** The reason when the connection broke after the request had been handed to it. */
export function failureAfterSending(error: unknown): FailureReason {
  return { failure: 'interrupted', reached: 'maybe-sent', ...described(error) };
}

function kindBeforeSending(error: unknown, protocol: string): SendFailure {
  if (error instanceof EgressRefusedError) return 'refused-by-policy';
  const code = codeOf(error);
  if (INVALID_REQUEST.has(code)) return 'invalid-request';
  if (DNS.has(code) || code.startsWith('EAI_')) return 'dns';
  if (AGENT_CLOSED.has(code)) return 'interrupted';
  // What stops an https connection without being a network error is the handshake, including a peer that
  // hangs up during it.
  return protocol === 'https:' && !CONNECT.has(code) ? 'tls' : 'connect';
}

function described(error: unknown): { code: string; message: string } {
  return { code: codeOf(error), message: messageOf(error) };
}

// By shape and not by class: what Node throws inside a test's sandbox is of another realm's `Error`.
function codeOf(error: unknown): string {
  const code = isObject(error) && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

function messageOf(error: unknown): string {
  if (error instanceof EgressRefusedError) return `${error.message}. ${error.remedy}`;
  const message = isObject(error) && 'message' in error ? error.message : error;
  if (typeof message === 'string' && message !== '') return message;
  // A host with several addresses fails with one error for each and an empty message of its own.
  if (isObject(error) && 'errors' in error && Array.isArray(error.errors)) {
    return error.errors.map(messageOf).join('; ');
  }
  return codeOf(error);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
