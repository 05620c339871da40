import { describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { LIST, convoso, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import { clientOf, failureOf } from './client.js';

const LEAD = { list_id: LIST, phone_number: '7735550167' };
const HTML = { 'content-type': 'text/html' };

describe('a web page in place of an answer', () => {
  it('is what Convoso has for a path that does not exist, and is told as such', async () => {
    const stand = await convoso();
    const { api } = clientOf({ baseUrl: stand.baseUrl.replace(/\/v1$/, '/v2') });

    const error = await failureOf(api.leads.insert(LEAD));

    expect(error).toMatchObject({
      code: 'CONVOSO_HTML_ANSWER',
      httpStatus: 404,
      outcome: 'refused',
      repeatable: false,
    });
    expect(error.message).toContain('leads/insert was answered with a web page');
    expect(error.remedy).toContain('it ends in /v1');
    expect(error.raw).toMatch(/^<!DOCTYPE html>/);
  });

  it('leaves open what became of the call where it comes with status 200', async () => {
    const stand = await convoso();
    stand.answerNext({ status: 200, headers: HTML, body: '\n <html>Please log in</html>' });

    const error = await failureOf(clientOf(stand).api.leads.insert(LEAD));

    expect(error).toMatchObject({ code: 'CONVOSO_HTML_ANSWER', outcome: 'unknown', repeatable: false });
  });
});

describe('what is no answer of Convoso', () => {
  it.each([
    ['a plain text', 'OK', 'CONVOSO_UNREADABLE_ANSWER'],
    ['nothing', '', 'CONVOSO_UNREADABLE_ANSWER'],
    ['JSON that is cut off', '{"success":true,"data":{"lead', 'CONVOSO_UNREADABLE_ANSWER'],
    ['a list', '[]', 'CONVOSO_UNREADABLE_ANSWER'],
    ['JSON without success', '{"data":{"lead_id":"1"}}', 'CONVOSO_UNEXPECTED_ANSWER'],
    ['a success that is no boolean', '{"success":"yes"}', 'CONVOSO_UNEXPECTED_ANSWER'],
  ])('%s leaves open what became of a write', async (_what, body, code) => {
    const stand = await convoso();
    stand.answerNext({ status: 200, body });

    const error = await failureOf(clientOf(stand).api.leads.insert(LEAD));

    expect(error).toMatchObject({
      code,
      outcome: 'unknown',
      repeatable: false,
      httpStatus: 200,
      attempts: 1,
    });
  });

  it('rows in another place than documented are not taken for none', async () => {
    const stand = await convoso();
    stand.answerNext({ status: 200, body: '{"success":true,"data":{"results":[{"id":1}]}}' });

    const error = await failureOf(clientOf(stand).api.leads.search());

    expect(error).toMatchObject({
      code: 'CONVOSO_UNEXPECTED_ANSWER',
      httpStatus: 200,
      raw: { success: true, data: { results: [{ id: 1 }] } },
    });
  });

  it('an empty list in the place of an object is how PHP writes that there is nothing', async () => {
    const stand = await convoso();
    stand.answerNext({ status: 200, body: '{"success":true,"data":[]}' });

    expect(await clientOf(stand).api.users.search()).toMatchObject({ rows: [], total: null });
  });
});

describe('HTTP statuses', () => {
  const refusal = (code: number) => JSON.stringify({ success: false, code, text: 'as Convoso puts it' });

  it.each([
    [301, '', 'CONVOSO_HTTP_ERROR', 'refused'],
    [400, '', 'CONVOSO_HTTP_ERROR', 'refused'],
    [404, refusal(6001), 'CONVOSO_HTTP_ERROR', 'refused'],
    [401, refusal(401), 'CONVOSO_TOKEN_INVALID', 'refused'],
    [403, refusal(403), 'CONVOSO_FORBIDDEN', 'refused'],
    [408, '', 'CONVOSO_TIMEOUT', 'unknown'],
    [429, refusal(429), 'CONVOSO_RATE_LIMITED', 'refused'],
    [500, '<html>', 'CONVOSO_SERVER_ERROR', 'unknown'],
    [502, '', 'CONVOSO_SERVER_ERROR', 'unknown'],
    [503, '', 'CONVOSO_SERVER_ERROR', 'refused'],
    [500, '{"success":true,"data":{"lead_id":"1"}}', 'CONVOSO_SERVER_ERROR', 'unknown'],
    [400, '{"success":true,"data":{"lead_id":"1"}}', 'CONVOSO_UNEXPECTED_ANSWER', 'unknown'],
  ])('%i with the body %j is %s: %s', async (status, body, code, outcome) => {
    const stand = await convoso();
    const { api } = clientOf(stand, { sleep: undefined });
    stand.answerNext({ status, body, headers: { location: 'https://elsewhere.example.test/' } });

    const error = await failureOf(api.leads.insert(LEAD));

    expect(error).toMatchObject({ code, outcome, httpStatus: status });
    expect(error.message).toContain(`HTTP status ${status}`);
  });
});

describe('a connection that fails', () => {
  it('before it is made: nothing was sent', async () => {
    const { api } = clientOf({ baseUrl: `http://127.0.0.1:${await freePort()}/v1` });

    const error = await failureOf(api.leads.insert(LEAD));

    expect(error).toMatchObject({
      code: 'CONVOSO_UNREACHABLE',
      outcome: 'not-sent',
      repeatable: true,
      httpStatus: null,
      attempts: 4,
    });
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('because its host does not exist: nothing was sent', async () => {
    const { api } = clientOf({ baseUrl: 'https://convoso.invalid/v1' });

    const error = await failureOf(api.dnc.search());

    expect(error).toMatchObject({ code: 'CONVOSO_UNREACHABLE', outcome: 'not-sent' });
  });

  it.each(['before processing', 'after processing'] as const)(
    '%s: what became of a write is unknown, and it is not repeated',
    async (when) => {
      const stand = await convoso();
      stand.hangUpNext(when);

      const error = await failureOf(clientOf(stand).api.leads.insert(LEAD));

      expect(error).toMatchObject({
        code: 'CONVOSO_CONNECTION_LOST',
        outcome: 'unknown',
        repeatable: false,
        attempts: 1,
      });
      expect(error.remedy).toContain('look first whether it has done so');
      expect(stand.requests).toHaveLength(1);
      expect(stand.leads.all()).toHaveLength(when === 'after processing' ? 1 : 0);
    },
  );

  it('by taking too long: what became of a write is unknown', async () => {
    const stand = await convoso();
    const release = stand.holdNext();
    // Its time is up once the request has arrived, and not before on a machine that has much else to do.
    const { api } = clientOf(stand, {
      fetch: async (url, { timeoutMs: _, ...request }) => {
        const time = new AbortController();
        const answer = fetch(url, { ...request, signal: time.signal });
        await stand.received(1);
        time.abort(new DOMException('the time is up', 'TimeoutError'));
        return answer;
      },
    });

    const error = await failureOf(api.leads.insert(LEAD));
    release();

    expect(error).toMatchObject({ code: 'CONVOSO_TIMEOUT', outcome: 'unknown', repeatable: false });
    expect(stand.leads.all()).toHaveLength(1);
  });
});

describe('reads', () => {
  const faults: readonly (readonly [string, (stand: ConvosoStandIn) => void])[] = [
    ['a cut connection', (stand) => stand.hangUpNext('before processing')],
    ['an error inside of Convoso', (stand) => stand.answerNext({ status: 500 })],
    ['an answer that is cut off', (stand) => stand.answerNext({ status: 200, body: '{"success":tr' })],
    ['too many requests', (stand) => stand.answerNext({ status: 429 })],
  ];

  it.each(faults)('are repeated after %s', async (_fault, plan) => {
    const stand = await convoso();
    const { api, waits } = clientOf(stand);
    plan(stand);

    expect((await api.campaigns.search()).rows).toHaveLength(1);
    expect(stand.requests).toHaveLength(2);
    expect(waits).toEqual([1_000]);
  });
});

describe('writes', () => {
  it.each([429, 503])('are repeated after %i, when they were surely not processed', async (status) => {
    const stand = await convoso();
    const { api, waits } = clientOf(stand);
    stand.answerNext({ status });

    await api.leads.insert(LEAD);

    expect(stand.leads.all()).toHaveLength(1);
    expect(waits).toEqual([1_000]);
  });

  it.each([500, 502])('are not repeated after %i, when they may have been', async (status) => {
    const stand = await convoso();
    const { api, waits } = clientOf(stand);
    stand.answerNextAfterProcessing({ status });

    const error = await failureOf(api.leads.insert(LEAD));

    expect(error).toMatchObject({ outcome: 'unknown', repeatable: false, attempts: 1 });
    expect(stand.leads.all()).toHaveLength(1);
    expect(waits).toEqual([]);
  });
});

describe('waiting before a repetition', () => {
  it('doubles each time, and ends after four tries', async () => {
    const stand = await convoso();
    const { api, waits } = clientOf(stand);
    for (let count = 0; count < 5; count += 1) stand.answerNext({ status: 500 });

    const error = await failureOf(api.campaigns.search());

    expect(error).toMatchObject({ code: 'CONVOSO_SERVER_ERROR', attempts: 4, repeatable: true });
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it('is as long as Convoso asks for, in seconds or as a date', async () => {
    const stand = await convoso();
    const now = Date.parse('2026-11-20T17:00:00Z');
    const { api, waits } = clientOf(stand, { now: () => now });
    stand.answerNext({ status: 429, headers: { 'retry-after': '7' } });
    stand.answerNext({ status: 429, headers: { 'retry-after': 'Fri, 20 Nov 2026 17:00:09 GMT' } });
    stand.answerNext({ status: 429, headers: { 'retry-after': '0' } });

    await api.campaigns.search();

    expect(waits).toEqual([7_000, 9_000, 4_000]);
  });

  it('passes over a date without a clock to compare it to', async () => {
    const stand = await convoso();
    const { api, waits } = clientOf(stand);
    stand.answerNext({ status: 429, headers: { 'retry-after': 'Fri, 20 Nov 2026 17:00:09 GMT' } });

    await api.campaigns.search();

    expect(waits).toEqual([1_000]);
  });

  it('is left to the caller where Convoso asks for more than half a minute', async () => {
    const stand = await convoso();
    const { api, waits } = clientOf(stand);
    stand.answerNext({ status: 429, headers: { 'retry-after': '120' } });

    const error = await failureOf(api.campaigns.search());

    expect(error).toMatchObject({ code: 'CONVOSO_RATE_LIMITED', retryAfterMs: 120_000, attempts: 1 });
    expect(waits).toEqual([]);
  });

  it('does not happen without something to wait with', async () => {
    const stand = await convoso();
    const { api } = clientOf(stand, { sleep: undefined });
    stand.answerNext({ status: 429 });

    expect(await failureOf(api.campaigns.search())).toMatchObject({ attempts: 1, repeatable: true });
    expect(stand.requests).toHaveLength(1);
  });
});
