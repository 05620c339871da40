import {
  ConvosoApiError,
  createConvosoApi,
  inFormWords,
  type ConvosoApi,
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
import { fetchThrough } from './n8n-fetch';

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
    fetch: fetchThrough(context, 'convosoApi'),
    ...(repeats ? { sleep } : {}),
    random: Math.random,
    now: Date.now,
  });
}

/**
 * What went wrong, as n8n shows it: a mistake of the user's own, or what Convoso answered.
 *
 * @param labelOf what the panel calls a parameter of the API
 */
export function apiError(
  node: INode,
  error: unknown,
  itemIndex: number,
  labelOf: (name: string) => string | undefined = () => undefined,
): NodeOperationError | NodeApiError {
  if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
  if (!(error instanceof ConvosoApiError)) return new NodeOperationError(node, error as Error, { itemIndex });
  const { message, remedy, httpStatus, convosoCode } = error;
  const description = `${remedy} (Item ${itemIndex})`;
  if (error.outcome === 'not-sent' && error.findings.length > 0) {
    const found = error.findings.map((finding) => inFormWords(finding.message, labelOf));
    return new NodeOperationError(node, `Nothing was sent to Convoso: ${found.join(' ')}`, {
      description: `Correct these parameters. (Item ${itemIndex})`,
      itemIndex,
    });
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
