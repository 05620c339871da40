import { inspect } from 'node:util';
import { createConvosoApi, type ConvosoFetch } from '@convoso-connect/core/convoso-api';
import { describe, expect, it } from '@jest/globals';
import { convoso } from '../stand-ins/convoso/convoso.js';
import { CALLS } from './calls-by-path.js';
import { clientOf, failureOf } from './client.js';

/** With characters that a form, a URL and JSON write differently. */
const TOKEN = 'planted/token+with "all\'&of=(it)!';

function expectNoToken(thing: unknown): void {
  const shown = [inspect(thing, { depth: null, showHidden: true }), JSON.stringify(thing), String(thing)];
  if (thing instanceof Error) shown.push(thing.message, thing.stack ?? '');
  expect(shown.join('\n')).not.toMatch(/planted|token.{1,3}with|of.{1,6}it/);
}

async function setUp() {
  const stand = await convoso({ rights: { [TOKEN]: 'all' } });
  return { stand, ...clientOf(stand, { authToken: TOKEN }) };
}

describe('the auth token', () => {
  it.each(Object.keys(CALLS))('travels in the body alone: %s', async (path) => {
    const { stand, api } = await setUp();

    await CALLS[path]?.(api).catch(() => undefined);

    expect(stand.requests.map(({ method, url }) => [method, url])).toEqual([['POST', `/v1/${path}`]]);
    const [request] = stand.requests;
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(new URLSearchParams(request?.body).get('auth_token')).toBe(TOKEN);
    expectNoToken({ url: request?.url, headers: request?.headers });
  });

  it('is masked where an answer repeats it, in rows, in what is raw, and in refusals', async () => {
    const { stand, api } = await setUp();
    stand.answerNext({
      status: 200,
      body: JSON.stringify({
        success: true,
        request: { auth_token: TOKEN, url: `/v1/dnc/search?auth_token=${encodeURIComponent(TOKEN)}` },
        data: { total: 1, entries: [{ id: 1, reason: `from ${TOKEN}` }] },
      }),
    });
    stand.refuseNext(6001, `No such Lead for ${TOKEN}`);
    stand.answerNext({ status: 200, body: `<html>${TOKEN}</html>` });

    const page = await api.dnc.search();
    const refusal = await failureOf(api.leads.delete({ lead_id: 1 }));
    const html = await failureOf(api.leads.delete({ lead_id: 1 }));

    expect(page.rows[0]?.reason).toBe('from [masked]');
    expect(refusal.convosoText).toBe('No such Lead for [masked]');
    expect(html.raw).toBe('<html>[masked]</html>');
    for (const thing of [page, refusal, html]) expectNoToken(thing);
  });

  const ANSWER = { success: true, data: { total: 1, entries: [{ id: 14455, campaign_id: 9912345678 }] } };

  it.each([
    ['true', ANSWER],
    ['4455', ANSWER],
    ['12345678', { ...ANSWER, data: { total: 1, entries: [{ id: 14455, campaign_id: '99[masked]' }] } }],
  ])('leaves an answer that holds it bare one that can be read: %s', async (authToken, raw) => {
    const stand = await convoso({ rights: { [authToken]: 'all' } });
    const { api } = clientOf(stand, { authToken });
    stand.answerNext({ status: 200, body: JSON.stringify(ANSWER) });

    const page = await api.dnc.search();

    expect(JSON.stringify(page.raw)).toBe(JSON.stringify(raw));
    expect(page.rows).toHaveLength(1);
  });

  it('is not in the error of an HTTP library that attaches the request', async () => {
    const attaching: ConvosoFetch = (url, request) =>
      Promise.reject(
        Object.assign(new Error(`POST ${url} with ${request.body} failed`), {
          code: 'ECONNRESET',
          config: request,
          cause: new Error(request.body),
        }),
      );
    const api = createConvosoApi({ authToken: TOKEN, fetch: attaching });

    const error = await failureOf(api.leads.delete({ lead_id: 1 }));

    expect(error).toMatchObject({ code: 'CONVOSO_CONNECTION_LOST', outcome: 'unknown' });
    expect(error.message).toContain('ECONNRESET');
    expectNoToken(error);
  });

  it('cannot be seen in the client', async () => {
    const { api } = await setUp();

    expectNoToken(api);
  });

  it('cannot be set or replaced by what is sent', async () => {
    const { stand, api } = await setUp();

    const error = await failureOf(
      api.leads.update({
        lead_id: 1,
        auth_token: 'mine',
        custom: { auth_token: 'mine', lead_id: '2' },
      } as never),
    );

    expect(error.findings.map(({ message }) => message)).toEqual([
      'custom cannot hold auth_token: that is no Field Name.',
      'custom cannot hold lead_id: that is no Field Name.',
      "auth_token is no parameter of this call; an account's own fields go under custom.",
    ]);
    expect(stand.requests).toEqual([]);
  });

  it('does not follow a redirect', async () => {
    const { stand, api } = await setUp();
    const elsewhere = await convoso({ rights: { [TOKEN]: 'all' } });
    stand.answerNext({ status: 307, headers: { location: `${elsewhere.baseUrl}/leads/delete` } });

    const error = await failureOf(api.leads.delete({ lead_id: 1 }));

    expect(error).toMatchObject({ code: 'CONVOSO_HTTP_ERROR', httpStatus: 307 });
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([undefined, '', '   ', 'abc'])('is asked for where there is none: %j', (authToken) => {
    expect(() => createConvosoApi({ authToken, fetch })).toThrow('authToken is missing.');
  });

  it.each([
    'http://api.convoso.example.test/v1',
    'ftp://127.0.0.1/v1',
    'https://user:pass@api.example.test/v1',
    'https://api.example.test/v1?auth_token=1',
    'https://api.example.test/v1#top',
    'http://127.0.0.1.example.test/v1',
    'http://localhost@example.test/v1',
    'api.convoso.com/v1',
    '',
  ])('goes nowhere in the clear: %j is refused as a base URL', (baseUrl) => {
    expect(() => createConvosoApi({ authToken: TOKEN, fetch, baseUrl })).toThrow('baseUrl has to be https');
  });

  it.each([
    'https://api.example.test:8443/v1/',
    'http://localhost:3000/v1',
    'http://[::1]:3000',
    'HTTPS://A.test',
  ])('goes to %s', (baseUrl) => {
    expect(() => createConvosoApi({ authToken: TOKEN, fetch, baseUrl })).not.toThrow();
  });
});
