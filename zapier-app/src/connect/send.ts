import type { AttemptEnd, EndpointRequest } from '@convoso-connect/core';

/** What came of one request. */
export type Sent =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType: string | null;
      readonly retryAfter: string | null;
      readonly body: string;
      /** Whether the answer goes on after what was read. */
      readonly truncated: boolean;
    }
  | (Extract<AttemptEnd, { kind: 'failed' }> & { readonly message: string });

/** Of a longer answer no more is read. */
const LARGEST_ANSWER_BYTES = 1024 * 1024;

/**
 * Sends one request, once, and follows no redirect: it would carry the data somewhere nobody configured.
 *
 * Node's own fetch, and not Zapier's, because that writes every header and query into Zapier's logs, where only values
 * with telling names are masked; a key in an unusual header would stand there in the clear.
 *
 * @param deadline when to give up, in epoch milliseconds
 */
export async function send(request: EndpointRequest, deadline: number): Promise<Sent> {
  const { method, url, headers, body } = request;
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: headers.map(({ name, value }) => [name, value] as [string, string]),
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(0, deadline - Date.now())),
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    return failed(error, 'before the answer');
  }
  try {
    const read = await readCapped(answer);
    return {
      kind: 'answered',
      status: answer.status,
      contentType: answer.headers.get('content-type'),
      retryAfter: answer.headers.get('retry-after'),
      ...read,
    };
  } catch (error) {
    return failed(error, 'during the answer');
  }
}

async function readCapped({ body }: Response): Promise<{ body: string; truncated: boolean }> {
  if (body === null) return { body: '', truncated: false };
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > LARGEST_ANSWER_BYTES) return { body: text, truncated: true };
    text += decoder.decode(chunk, { stream: true });
  }
  return { body: text + decoder.decode(), truncated: false };
}

type Failure = Extract<AttemptEnd, { kind: 'failed' }>['failure'];

const DNS = new Set(['ENOTFOUND', 'ENODATA', 'EAI_AGAIN', 'EAI_FAIL']);
const CONNECT = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function failed(error: unknown, when: 'before the answer' | 'during the answer'): Sent {
  const { codes, message } = reasonsOf(error);
  const failure = when === 'during the answer' && !isTimeout(codes) ? 'interrupted' : failureOf(codes);
  const reached = NEVER_LEFT.has(failure) ? 'not-sent' : 'maybe-sent';
  return { kind: 'failed', failure, reached, message };
}

const NEVER_LEFT: ReadonlySet<Failure> = new Set(['dns', 'connect', 'tls', 'invalid-request']);

function failureOf(codes: readonly string[]): Failure {
  if (isTimeout(codes)) return 'timeout';
  if (codes.some((code) => DNS.has(code))) return 'dns';
  if (codes.some((code) => CONNECT.has(code))) return 'connect';
  if (codes.some((code) => /CERT|SSL|TLS|SELF_SIGNED|ISSUER|EPROTO/.test(code))) return 'tls';
  if (codes.some((code) => /^ERR_INVALID|^UND_ERR_INVALID_ARG/.test(code))) return 'invalid-request';
  return 'interrupted';
}

function isTimeout(codes: readonly string[]): boolean {
  return codes.includes('TimeoutError');
}

/** Codes and telling names of an error and its causes, and the innermost message, which says most. */
function reasonsOf(thrown: unknown): { codes: string[]; message: string } {
  const codes: string[] = [];
  let message = '';
  for (let error: unknown = thrown; isObject(error); error = innermost(error)) {
    const { name, code, message: own } = error;
    for (const text of [code, name]) if (typeof text === 'string') codes.push(text);
    if (typeof own === 'string' && own !== '') message = own;
  }
  return { codes, message };
}

/** A host with several addresses fails with one error for each. */
function innermost({ cause, errors }: Record<string, unknown>): unknown {
  return cause ?? (Array.isArray(errors) ? (errors as readonly unknown[])[0] : undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
