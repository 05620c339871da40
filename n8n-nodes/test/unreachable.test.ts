import { describe, expect, it } from '@jest/globals';
import { NodeApiError, type IExecuteFunctions, type JsonObject } from 'n8n-workflow';
import { Convoso } from '../nodes/Convoso/Convoso.node';
import { ConvosoConnect } from '../nodes/ConvosoConnect/ConvosoConnect.node';
import { apiError, convosoApiOf } from '../nodes/shared/convoso-api';
import { failureOf, nodeOf } from './harness';

/** As n8n 2.8 hands it on: in an error of its own, which keeps the words of what it wraps and no code. */
function wrapped(code: string, message: string): NodeApiError {
  const thrown = Object.assign(new Error(message), { code });
  const error = new NodeApiError(nodeOf(new Convoso()), thrown as unknown as JsonObject);
  expect(error).not.toHaveProperty('code');
  expect(error.cause).toBeUndefined();
  return error;
}

describe('a call of the API that n8n could not make', () => {
  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9', 'CONVOSO_UNREACHABLE', 'not-sent'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND api.convoso.test', 'CONVOSO_UNREACHABLE', 'not-sent'],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN api.convoso.test', 'CONVOSO_UNREACHABLE', 'not-sent'],
    ['ECONNABORTED', 'timeout of 10000ms exceeded', 'CONVOSO_TIMEOUT', 'unknown'],
    ['ECONNRESET', 'read ECONNRESET', 'CONVOSO_CONNECTION_LOST', 'unknown'],
  ])('%s is told as what it is, not as an answer that was cut off', async (code, message, told, outcome) => {
    for (const thrown of [wrapped(code, message), Object.assign(new Error(message), { code })]) {
      const httpRequestWithAuthentication = () => Promise.reject(thrown);
      const context = { helpers: { httpRequestWithAuthentication } } as unknown as IExecuteFunctions;
      const api = convosoApiOf(context, { authToken: 'planted-token-1', baseUrl: '' }, { repeats: false });
      await expect(api.campaigns.search({})).rejects.toMatchObject({ code: told, outcome });
    }
  });
});

it("a call of the API that failed is told in our words, not in n8n's for a code that stands in them", async () => {
  const httpRequestWithAuthentication = () =>
    Promise.reject(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' }));
  const context = { helpers: { httpRequestWithAuthentication } } as unknown as IExecuteFunctions;
  const api = convosoApiOf(context, { authToken: 'planted-token-1', baseUrl: '' }, { repeats: false });
  const thrown: unknown = await api.campaigns.search({}).catch((error: unknown) => error);
  const { message, description } = apiError(nodeOf(new Convoso()), thrown, 0);
  expect(message).toMatch(/^campaigns\/search was not sent: no connection could be made/);
  expect(description).toMatch(/Check the network and the base URL.*\(Item 0\)/);
});

describe('an endpoint with a credential that n8n could not call', () => {
  it.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9', /no connection could be made/],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND crm.example.test', /the host name could not be resolved/],
    ['ECONNABORTED', 'timeout of 1000ms exceeded', /no answer in time|time-?out/i],
  ])('%s is told as what it is', async (code, message, pattern) => {
    const failure = await failureOf(new ConvosoConnect(), {
      parameters: {
        apiUrl: 'https://crm.example.test/in',
        authentication: 'endpoint',
        options: { attempts: 1 },
      },
      credentials: { convosoConnectEndpointApi: { apiAuthentication: '', authorizationHeader: '' } },
      answer: () => {
        throw wrapped(code, message);
      },
    });
    expect(failure).toMatch(pattern);
  });
});

describe("a call that n8n's own protection of networks (N8N_SSRF_PROTECTION_ENABLED) does not let out", () => {
  /** As n8n 2.41 throws it. */
  const blocked = () =>
    Object.assign(new Error('The request was blocked because it resolves to a restricted IP address'), {
      name: 'SsrfBlockedIpError',
    });
  const asIs = blocked;
  const inNodeError = () => new NodeApiError(nodeOf(new Convoso()), blocked() as unknown as JsonObject);

  it.each([asIs, inNodeError])('is told as never sent, with whom to ask (%#)', async (thrown) => {
    const failure = await failureOf(new ConvosoConnect(), {
      parameters: { apiUrl: 'http://10.0.0.7/in' },
      answer: () => {
        throw thrown();
      },
    });
    expect(failure).toMatch(/^Not delivered: the request cannot be sent/);
    expect(failure).toMatch(/n8n itself did not let it out[^]*N8N_SSRF_ALLOWED_HOSTNAMES/);
    expect(failure).not.toMatch(/may have been processed|was cut/);
  });

  it.each([asIs, inNodeError])('is no call of the API that may have been done (%#)', async (thrown) => {
    const httpRequestWithAuthentication = () => Promise.reject(thrown());
    const context = { helpers: { httpRequestWithAuthentication } } as unknown as IExecuteFunctions;
    const api = convosoApiOf(context, { authToken: 'planted-token-1', baseUrl: '' }, { repeats: false });
    await expect(api.campaigns.search({})).rejects.toMatchObject({
      outcome: 'not-sent',
      message: expect.stringContaining('n8n itself did not let it out'),
    });
  });
});
