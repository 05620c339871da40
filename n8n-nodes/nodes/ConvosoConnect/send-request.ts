import { answerText, nullRecord, type EndpointRequest, type SendOutcome } from '@convoso-connect/core';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { requestFailure } from '../shared/request-failure';

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
    return answered(answer);
  } catch (error) {
    return { kind: 'failed', ...requestFailure(error) };
  }
}

/** Of a longer answer no more is read, as in the relay and in Zapier. */
const LARGEST_ANSWER_BYTES = 1024 * 1024;

function answered(answer: {
  statusCode: number;
  headers: Record<string, unknown>;
  body: unknown;
}): SendOutcome {
  const headers = nullRecord(
    Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const),
  );
  const bytes = bytesOf(answer.body);
  const kept = bytes.subarray(0, LARGEST_ANSWER_BYTES);
  return {
    kind: 'answered',
    status: answer.statusCode,
    headers,
    body: answerText(kept, headers['content-type'] ?? null),
    truncated: kept.length < bytes.length,
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (body === undefined || body === null) return new Uint8Array();
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}
