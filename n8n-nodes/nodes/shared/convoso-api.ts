import {
  ConvosoApiError,
  createConvosoApi,
  type ConvosoApi,
  type ConvosoFetch,
} from '@convoso-connect/core/convoso-api';
import {
  NodeApiError,
  NodeOperationError,
  sleep,
  type IExecuteFunctions,
  type ILoadOptionsFunctions,
  type INode,
  type JsonObject,
} from 'n8n-workflow';
import { requestFailure } from './request-failure';

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** What the credential of a node holds. */
export interface ConvosoCredential {
  readonly authToken: string;
  /** Empty: where the API is for everybody. */
  readonly baseUrl: string;
}

/** How long a caller is ready to wait. */
export interface Patience {
  /** For one try. Default: the client's. */
  readonly timeoutMs?: number;
  /** Whether a call that failed in passing is made again after a while. Default true. */
  readonly repeats?: boolean;
}

/** The client of Convoso's REST API with the node's credential, its requests sent through n8n. */
export async function convosoApi(context: Context): Promise<ConvosoApi> {
  return convosoApiOf(context, await convosoCredential(context));
}

export async function convosoCredential(context: Context): Promise<ConvosoCredential> {
  const { authToken, baseUrl } = await context.getCredentials('convosoApi');
  return {
    authToken: typeof authToken === 'string' ? authToken : '',
    baseUrl: typeof baseUrl === 'string' ? baseUrl.trim() : '',
  };
}

export function convosoApiOf(
  context: Context,
  { authToken, baseUrl }: ConvosoCredential,
  { timeoutMs, repeats = true }: Patience = {},
): ConvosoApi {
  return createConvosoApi({
    authToken,
    ...(baseUrl === '' ? {} : { baseUrl }),
    timeoutMs,
    fetch: fetchThrough(context),
    ...(repeats ? { sleep } : {}),
    random: Math.random,
    now: Date.now,
  });
}

interface FullAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

function fetchThrough(context: Context): ConvosoFetch {
  return async (url, { method, headers, body, timeoutMs }) => {
    const request = {
      url,
      method,
      headers: { ...headers },
      body,
      timeout: timeoutMs,
      disableFollowRedirect: true,
      ignoreHttpStatusErrors: true,
      returnFullResponse: true,
      encoding: 'arraybuffer',
    } as const;
    const answer = (await context.helpers.httpRequestWithAuthentication
      .call(context, 'convosoApi', request)
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

/** The client tells by the code what was never sent from what may have been done. */
function rethrowWithCode(thrown: unknown): never {
  const { failure, code, message } = requestFailure(thrown);
  throw Object.assign(new Error(message), { code: failure === 'timeout' ? 'TimeoutError' : code });
}

/** A body that n8n was asked to leave as it came. */
export function bodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}

/** What went wrong, as n8n shows it: a mistake of the user's own, or what Convoso answered. */
export function apiError(node: INode, error: unknown, itemIndex: number): NodeOperationError | NodeApiError {
  if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
  if (!(error instanceof ConvosoApiError)) return new NodeOperationError(node, error as Error, { itemIndex });
  const { message, remedy, httpStatus, convosoCode } = error;
  const description = `${remedy} (Item ${itemIndex})`;
  if (error.outcome === 'not-sent' && error.findings.length > 0) {
    return new NodeOperationError(node, message, { description, itemIndex });
  }
  const shown: JsonObject = { message, code: convosoCode ?? error.code };
  const told = new NodeApiError(node, shown, {
    message,
    description,
    itemIndex,
    ...(httpStatus === null ? {} : { httpCode: String(httpStatus) }),
  });
  // n8n replaces a message in which a network error's code stands by one of its own, which tells not whether it was sent.
  return Object.assign(told, { message });
}
