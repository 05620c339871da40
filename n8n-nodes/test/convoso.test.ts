import { convosoCatalogue } from '@convoso-connect/core/convoso-api';
import { describe, expect, it } from '@jest/globals';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { ConvosoApi } from '../credentials/ConvosoApi.credentials';
import { Convoso } from '../nodes/Convoso/Convoso.node';
import { failureOf, run } from './harness';

const CREDENTIALS = { convosoApi: { authToken: 'planted-token-1', baseUrl: 'https://api.convoso.com/v1' } };
const answering = (body: object) => () => ({
  statusCode: 200,
  headers: {},
  body: Buffer.from(JSON.stringify(body)),
});

describe('the node of the API', () => {
  it('sends the token in the body alone, and custom fields under their names', async () => {
    const { outputs, requests } = await run(new Convoso(), {
      credentials: CREDENTIALS,
      parameters: {
        resource: 'leads',
        operation: 'insert',
        list_id: '333',
        phone_number: '(773) 555-0167',
        additionalFields: { first_name: 'Test', custom: { field: [{ name: 'plan', value: 'gold' }] } },
      },
      answer: answering({ success: true, data: { lead_id: 7 } }),
    });
    expect(requests[0]?.url).toBe('https://api.convoso.com/v1/leads/insert');
    expect(Object.fromEntries(new URLSearchParams(requests[0]?.body as string))).toEqual({
      auth_token: 'planted-token-1',
      list_id: '333',
      phone_number: '7735550167',
      first_name: 'Test',
      plan: 'gold',
    });
    expect(outputs[0]?.[0]?.json).toEqual({ lead_id: '7' });
  });

  it('gives one item for each row up to the limit, and the whole answer where it is not to be simplified', async () => {
    const entries = Array.from({ length: 5 }, (_, index) => ({ id: String(index) }));
    const options = {
      credentials: CREDENTIALS,
      answer: answering({ success: true, data: { offset: 0, limit: 5, total: 5, entries } }),
    };
    const search = { resource: 'leads', operation: 'search', limit: 2 };
    const limited = await run(new Convoso(), { ...options, parameters: search });
    expect(limited.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
    const raw = await run(new Convoso(), { ...options, parameters: { ...search, simplify: false } });
    expect(raw.outputs[0]?.[0]?.json).toMatchObject({ success: true, data: { total: 5 } });
  });

  it('says what is wrong with arguments before anything is sent, and what Convoso refuses', async () => {
    const parameters = { resource: 'leads', operation: 'insert', list_id: 'x', phone_number: '1' };
    const options = { credentials: CREDENTIALS, parameters, answer: answering({ success: true }) };
    expect(await failureOf(new Convoso(), options)).toMatch(
      /Nothing was sent to Convoso: List Name or ID must be .*got "x"\. Phone Number must be [^]*Correct these parameters\. \(Item 0\)/,
    );
    const refused = answering({ success: false, code: 6009, text: 'Phone already exists' });
    const right = { ...parameters, list_id: '333', phone_number: '7735550167' };
    expect(await failureOf(new Convoso(), { ...options, parameters: right, answer: refused })).toMatch(
      /6009/,
    );
  });

  it('never shows the token', async () => {
    const parameters = { resource: 'campaigns', operation: 'search' };
    const failure = await failureOf(new Convoso(), { credentials: CREDENTIALS, parameters });
    expect(failure).not.toContain('planted-token-1');
  });

  it('refuses an operation that its resource does not have', async () => {
    const parameters = { resource: 'campaigns', operation: 'insert' };
    expect(await failureOf(new Convoso(), { credentials: CREDENTIALS, parameters })).toMatch(
      /no such operation/,
    );
  });

  it('offers every endpoint of the table', () => {
    expect(convosoCatalogue().length).toBeGreaterThan(30);
  });
});

describe('the credential of the API', () => {
  it('signs other requests in the query, and leaves those alone that hold the token already', async () => {
    const { authenticate } = new ConvosoApi();
    const credentials = { authToken: 'planted-token-1' };
    const other: IHttpRequestOptions = { url: 'https://api.convoso.com/v1/campaigns/search' };
    expect((await authenticate(credentials, other)).qs).toEqual({ auth_token: 'planted-token-1' });
    const own = { ...other, body: 'auth_token=planted-token-1&query=' };
    expect(await authenticate(credentials, own)).toBe(own);
  });
});
