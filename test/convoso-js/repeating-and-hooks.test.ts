import { parseRateLimitHeaders, type ConvosoOptions } from '@convoso-connect/core/convoso-js';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LIST, TOKEN, convoso, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import { clientOf, failureOf } from './client.js';

const LEAD = { list_id: LIST, phone_number: '7735550167' };
const BUSY = { status: 503, body: 'busy' };
const BROKEN = { status: 500, body: 'broken' };

describe('a call that failed', () => {
  const waits: number[] = [];
  const hostTimer = globalThis.setTimeout;
  beforeEach(() => {
    waits.splice(0);
    // The waits of a second and more, which only this client has here, pass at once.
    jest
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((done: () => void, milliseconds = 0, ...rest: []) => {
        if (milliseconds >= 700) waits.push(milliseconds);
        return hostTimer(done, milliseconds >= 700 ? 0 : milliseconds, ...rest);
      });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const sentBy = async (stand: ConvosoStandIn, call: Promise<unknown>): Promise<number> => {
    await call.catch(() => undefined);
    return stand.requests.length;
  };

  it('is not repeated unless it is asked for', async () => {
    const stand = await convoso();
    stand.answerNext(BUSY);
    expect(await sentBy(stand, clientOf(stand).leads.search())).toBe(1);
  });

  it('is repeated as often as maxRetries says, with longer and longer waits', async () => {
    const stand = await convoso();
    for (let count = 0; count < 6; count += 1) stand.answerNext(BUSY);
    expect(await sentBy(stand, clientOf(stand, { maxRetries: 5 }).leads.search())).toBe(6);
    expect(waits).toHaveLength(5);
    expect(waits.map((wait) => Math.round(Math.log2(wait / 1000)) + 0)).toEqual([0, 1, 2, 3, 4]);
  });

  it('that changes something is repeated only where Convoso surely did nothing', async () => {
    const stand = await convoso();
    const client = clientOf(stand, { maxRetries: 3 });
    stand.answerNextAfterProcessing(BROKEN);
    await failureOf(client.leads.insert(LEAD));
    expect(stand.requests).toHaveLength(1);
    expect(stand.leads.all()).toHaveLength(1);

    stand.answerNext(BUSY);
    await client.leads.insert({ ...LEAD, phone_number: '7735550168' });
    expect(stand.requests).toHaveLength(3);
    expect(stand.leads.all()).toHaveLength(2);
  });
});

describe('the hooks', () => {
  it('see the path and the parameters of a call, without the token, and then its answer', async () => {
    const stand = await convoso();
    const seen: unknown[] = [];
    const client = clientOf(stand, {
      onRequest: (path, params) => void seen.push([path, params.toString()]),
      onResponse: async (path, response, data) => {
        await Promise.resolve();
        seen.push([path, response.status, data, parseRateLimitHeaders(response)]);
      },
    });
    await client.leads.insert(LEAD);
    expect(seen).toEqual([
      ['/leads/insert', `list_id=${LIST}&phone_number=7735550167`],
      ['/leads/insert', 200, { success: true, data: { lead_id: '1364885' } }, {}],
    ]);
    expect(JSON.stringify(seen)).not.toContain(TOKEN);
  });

  it('may add a parameter, and no other token', async () => {
    const stand = await convoso();
    const client = clientOf(stand, {
      onRequest: (_path, params) => {
        params.append('city', 'Chicago');
        params.append('auth_token', 'another-token');
      },
    });
    await client.leads.insert(LEAD);
    expect(stand.leads.all()[0]).toMatchObject({ city: 'Chicago' });
  });

  it('are methods of the options, if these are an object with a state', async () => {
    const stand = await convoso();
    const options = {
      paths: [] as string[],
      onRequest(path: string) {
        this.paths.push(path);
      },
    };
    const merged: ConvosoOptions & typeof options = Object.assign(options, {
      authToken: TOKEN,
      baseUrl: stand.baseUrl,
    });
    const { Convoso } = await import('@convoso-connect/core/convoso-js');
    await new Convoso(merged).campaigns.search();
    expect(options.paths).toEqual(['/campaigns/search']);
  });

  it('see an answer that refuses, too, and none that is no JSON of HTTP status 2xx', async () => {
    const stand = await convoso();
    const seen: unknown[] = [];
    const client = clientOf(stand, { onResponse: (_path, _response, data) => void seen.push(data) });
    stand.refuseNext(6002, 'No such list');
    await failureOf(client.leads.insert(LEAD));
    stand.answerNext({ status: 500, body: '{"success":false}' });
    await failureOf(client.leads.insert(LEAD));
    expect(seen).toEqual([{ success: false, code: 6002, text: 'No such list' }]);
  });

  it('that throw end the call with what they throw, and it is not sent again', async () => {
    const stand = await convoso();
    const options = { maxRetries: 3, onResponse: () => Promise.reject(new Error('the log is full')) };
    const error = await failureOf(clientOf(stand, options).leads.insert(LEAD));
    expect(error).toEqual(new Error('the log is full'));
    expect(stand.leads.all()).toHaveLength(1);
    const refusing = { onRequest: () => Promise.reject(new Error('not now')) };
    expect(await failureOf(clientOf(stand, refusing).leads.insert(LEAD))).toEqual(new Error('not now'));
    expect(stand.requests).toHaveLength(1);
  });

  it('are not needed, nor is a fetch: one that is given is used', async () => {
    const urls: string[] = [];
    const given: typeof fetch = (input, init) => {
      urls.push(typeof input === 'string' ? input : 'no text');
      return fetch(input, init);
    };
    const stand = await convoso();
    await clientOf(stand, { fetch: given }).campaigns.search();
    expect(urls).toEqual([`${stand.baseUrl}/campaigns/search`]);
  });
});
