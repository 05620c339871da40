import type { AttemptEnd, EndpointRequest } from '@convoso-connect/core';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { bodyText } from '../shared/convoso-api';

/** What one request came to. */
export type SendOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, unknown>>;
      readonly body: string;
    }
  | (Extract<AttemptEnd, { kind: 'failed' }> & { readonly message: string });

export interface SendOptions {
  readonly timeoutSeconds: number;
  readonly withCredential: boolean;
}

/** Sends one request through n8n, which adds the credential. Never throws: a failure is an outcome. */
export async function sendRequest(
  context: IExecuteFunctions,
  request: EndpointRequest,
  { timeoutSeconds, withCredential }: SendOptions,
): Promise<SendOutcome> {
  const options: IHttpRequestOptions = {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers.map(({ name, value }) => [name, value])),
    ...(request.body === undefined ? {} : { body: request.body }),
    timeout: timeoutSeconds * 1000,
    // A redirect would take the data where nobody has configured it.
    disableFollowRedirect: true,
    ignoreHttpStatusErrors: true,
    returnFullResponse: true,
    // As it came: it is read by the endpoint's own type, whatever it claims to be.
    encoding: 'arraybuffer',
  };
  try {
    const answer = (
      withCredential
        ? await context.helpers.httpRequestWithAuthentication.call(
            context,
            'convosoConnectEndpointApi',
            options,
          )
        : await context.helpers.httpRequest(options)
    ) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
    return {
      kind: 'answered',
      status: answer.statusCode,
      headers: answer.headers,
      body: bodyText(answer.body),
    };
  } catch (error) {
    return failureOf(error);
  }
}

type Failed = Extract<AttemptEnd, { kind: 'failed' }>;

/** Node's names for what goes wrong on the way, and whether the other side may have processed the request. */
const FAILURES: readonly (readonly [code: RegExp, failure: Failed['failure'], reached: Failed['reached']])[] =
  [
    [/ENOTFOUND|EAI_AGAIN|ENODATA/, 'dns', 'not-sent'],
    [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN/, 'connect', 'not-sent'],
    [/CERT|SSL|TLS|EPROTO/, 'tls', 'not-sent'],
    [/ETIMEDOUT|ESOCKETTIMEDOUT|ECONNABORTED|timeout/i, 'timeout', 'maybe-sent'],
    [/ECONNRESET|EPIPE|socket hang up|aborted/i, 'interrupted', 'maybe-sent'],
    [/ERR_INVALID|Invalid (?:URL|character)/, 'invalid-request', 'not-sent'],
  ];

function failureOf(error: unknown): SendOutcome {
  const codes = codesIn(error);
  const message = error instanceof Error ? error.message : String(error);
  const known = FAILURES.find(([pattern]) => codes.some((code) => pattern.test(code)));
  const [, failure, reached] = known ?? [null, 'interrupted' as const, 'maybe-sent' as const];
  return { kind: 'failed', failure, reached, message };
}

/** n8n wraps errors, more than once and not always in the same way; the codes come first, the texts after. */
function codesIn(error: unknown): string[] {
  const codes: string[] = [];
  const texts: string[] = [];
  for (
    let each: unknown = error, depth = 0;
    each instanceof Error && depth < 5;
    each = each.cause, depth += 1
  ) {
    if ('code' in each && typeof each.code === 'string') codes.push(each.code);
    texts.push(each.message);
    if ('description' in each && typeof each.description === 'string') texts.push(each.description);
    if ('messages' in each && Array.isArray(each.messages)) texts.push(...each.messages.map(String));
  }
  return [...codes, ...texts];
}
