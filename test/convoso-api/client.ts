import {
  ConvosoApiError,
  createConvosoApi,
  type ConvosoApi,
  type ConvosoApiOptions,
} from '@convoso-connect/core/convoso-api';
import { TOKEN, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';

export interface Client {
  readonly api: ConvosoApi;
  /** How long it waited before it repeated something; no time passes. */
  readonly waits: readonly number[];
}

/** The client as an application in Node makes it, on a stand-in. */
export function clientOf(
  { baseUrl }: Pick<ConvosoStandIn, 'baseUrl'>,
  options: Partial<ConvosoApiOptions> = {},
): Client {
  const waits: number[] = [];
  const api = createConvosoApi({
    authToken: TOKEN,
    baseUrl,
    fetch: (url, { timeoutMs, ...request }) =>
      fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) }),
    sleep: async (milliseconds) => waits.push(milliseconds),
    ...options,
  });
  return { api, waits };
}

/** The error that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<ConvosoApiError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ConvosoApiError) return error;
    throw error;
  }
  throw new Error('the call succeeded');
}

export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
