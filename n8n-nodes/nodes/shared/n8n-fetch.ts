import type {
  IExecuteFunctions,
  IHookFunctions,
  IHttpRequestMethods,
  ILoadOptionsFunctions,
} from 'n8n-workflow';
import { requestFailure } from './request-failure';

/** What can send a request with a credential. */
export type Sender = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions;

/** What the clients of core hand to whoever sends for them. */
interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole request. */
  readonly timeoutMs: number;
}

interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

interface FullAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A `fetch` whose requests n8n sends and signs with a credential. A redirect is an answer like any other. */
export function fetchThrough(
  context: Sender,
  credential: string,
): (url: string, request: Request) => Promise<Answer> {
  return async (url, { method, headers, body, timeoutMs }) => {
    const request = {
      url,
      method: method as IHttpRequestMethods,
      headers: { ...headers },
      ...(body === undefined ? {} : { body }),
      timeout: timeoutMs,
      disableFollowRedirect: true,
      ignoreHttpStatusErrors: true,
      returnFullResponse: true,
      encoding: 'arraybuffer',
    } as const;
    const answer = (await context.helpers.httpRequestWithAuthentication
      .call(context, credential, request)
      .catch(rethrowWithCode)) as FullAnswer;
    return {
      status: answer.statusCode,
      headers: {
        get: (name) => {
          const value = answer.headers[name.toLowerCase()];
          return typeof value === 'string' ? value : null;
        },
      },
      text: () => Promise.resolve(bodyText(answer.body)),
    };
  };
}

/** The clients tell by the code what was never sent from what may have been done. */
function rethrowWithCode(thrown: unknown): never {
  const { failure, code, message } = requestFailure(thrown);
  throw Object.assign(new Error(message), { code: failure === 'timeout' ? 'TimeoutError' : code });
}

/** A body that n8n was asked to leave as it came. */
export function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}
