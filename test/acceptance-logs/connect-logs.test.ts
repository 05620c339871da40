import { describe, expect, it } from '@jest/globals';
import { callOf, DISPOSED } from '../support/calls.js';
import { HOUR, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { errorOf, runRelay } from '../support/relay.js';
import { allLogs, ask, logs, readCsv, type LogPage } from './log-api.js';

/** Two workflows, two endpoints; what the CRM answers goes by the call. */
async function relayWithLogs() {
  const crm = await destination(({ path, body }) => {
    if (path === '/dialer') return { status: 200, body: '{"success":"OK, queued"}' };
    const { call } = JSON.parse(body) as { call: string };
    if (call === '3') return { status: 400, body: '{"success":"error: no such lead"}' };
    return { status: 200, body: `{"success":${call === '2' ? '"Duplicate"' : 'true'}}` };
  });
  const relay = await runRelay({
    config: config({
      endpoints: [endpoint('crm', crm, { name: 'The CRM' }), endpoint('dialer', crm)],
      workflows: [
        workflow('to-crm', ['crm'], { name: 'To the CRM' }),
        workflow('to-dialer', ['dialer'], { events: [{ type: 'DISPOSITION', values: ['SALE'] }] }),
      ],
    }),
  });
  for (const call of [1, 2, 3]) {
    await relay.settled(await relay.post({ ...callOf(call, call), phone_number: `773555016${call}` }));
    relay.clock.advance(HOUR);
  }
  await relay.settled(await relay.post({ ...callOf(4, 4), status: 'SALE' }));
  return relay;
}

const shown = (entries: readonly { endpointId: string; primaryPhone: string | null; result: unknown }[]) =>
  entries.map(({ endpointId, primaryPhone, result }) => [endpointId, primaryPhone, result]);

const FIRST = ['crm', '7735550161', true];
const SECOND_CALL = ['crm', '7735550162', 'Duplicate'];
const THIRD = ['crm', '7735550163', 'error: no such lead'];
const SALE_CRM = ['crm', '7735550167', true];
const SALE_DIALER = ['dialer', '7735550167', 'OK, queued'];

describe('the Connect logs', () => {
  it('have the columns of Convoso and what one attempt needs besides, in the zone of the account', async () => {
    const relay = await relayWithLogs();
    const page = await ask<LogPage>(relay, 'logs', { limit: '20' });
    expect(page.timeZone).toBe('America/Los_Angeles');
    expect(page.next).toBeNull();
    expect(page.logs.at(-1)).toEqual({
      id: 1,
      date: '2026-11-20 09:00:00 PST',
      at: '2026-11-20T17:00:00.000Z',
      primaryPhone: '7735550161',
      result: true,
      attempt: 1,
      status: 200,
      outcome: 'delivered',
      durationMs: expect.any(Number),
      reason: null,
      workflowId: 'to-crm',
      workflowName: 'To the CRM',
      endpointId: 'crm',
      endpointName: 'The CRM',
      view: '/api/logs/1',
    });
    const ids = page.logs.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
  });

  it('are filtered by each of the filters, and by several at once', async () => {
    const relay = await relayWithLogs();
    const found = async (asked: Record<string, string>) => shown(await logs(relay, asked)).sort();
    expect(await found({})).toEqual([FIRST, SECOND_CALL, THIRD, SALE_CRM, SALE_DIALER].sort());
    expect(await found({ endpoint: 'dialer' })).toEqual([SALE_DIALER]);
    expect(await found({ workflow: 'to-crm' })).toEqual([FIRST, SECOND_CALL, THIRD, SALE_CRM].sort());
    expect(await found({ phone: '(773) 555-0162' })).toEqual([SECOND_CALL]);
    expect(await found({ phone: '+1 773.555.0167' })).toEqual([SALE_CRM, SALE_DIALER]);
    expect(await found({ result: 'dup' })).toEqual([SECOND_CALL]);
    expect(await found({ result: 'TRUE' })).toEqual([FIRST, SALE_CRM]);
    expect(await found({ result: 'uplicate' })).toEqual([]);
    expect(await found({ outcome: 'failed' })).toEqual([THIRD]);
    expect(await found({ from: '2026-11-20T18:00:00Z', to: '2026-11-20T19:00:00Z' })).toEqual([SECOND_CALL]);
    expect(await found({ from: '2026-11-20', to: '2026-11-20' })).toHaveLength(5);
    expect(await found({ from: '2026-11-21' })).toEqual([]);
    expect(await found({ to: '2026-11-19' })).toEqual([]);
    expect(await found({ phone: '7735550167', endpoint: 'crm', result: 't', to: '2026-11-20' })).toEqual([
      SALE_CRM,
    ]);
    expect(await found({ endpoint: ' ', result: '' })).toHaveLength(5);
  });

  it('count a day as the account does, not as UTC', async () => {
    const relay = await relayWithLogs();
    relay.clock.advance(5 * HOUR);
    await relay.settled(await relay.post(callOf(5, 5)));
    const [late] = await logs(relay);
    expect(late).toMatchObject({ at: '2026-11-21T01:00:00.000Z', date: '2026-11-20 17:00:00 PST' });
    expect(await logs(relay, { from: '2026-11-20', to: '2026-11-20' })).toHaveLength(6);
    expect(await logs(relay, { from: '2026-11-21' })).toEqual([]);
  });

  it.each([
    ['phone=12', 'NOT_A_PHONE_NUMBER'],
    ['from=yesterday', 'NOT_A_DATE'],
    ['outcome=good', 'UNKNOWN_VALUE'],
    ['limit=49', 'UNKNOWN_VALUE'],
    ['limit=1001', 'UNKNOWN_VALUE'],
    ['format=xls', 'UNKNOWN_VALUE'],
    ['phon=7735550167', 'UNKNOWN_FILTER'],
    ['phone=7735550167&phone=7735550168', 'UNKNOWN_FILTER'],
    ['after=nonsense', 'UNKNOWN_CURSOR'],
    [`after=${Buffer.from('[1,2]').toString('base64url')}`, 'UNKNOWN_CURSOR'],
  ])('refuse %s with %s, rather than show something else', async (query, code) => {
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    const answer = await relay.api(`logs?${query}`);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).code).toBe(code);
  });

  it('show the exact URL and body of an entry with credentials masked, and lead to its occurrence', async () => {
    const crm = await destination();
    const settings = { apiAuthentication: 'api_key=planted-secret&src=convoso' };
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm, settings)] }) });
    const id = await relay.post(DISPOSED);
    await relay.settled(id);
    const [entry] = await logs(relay);

    const view = JSON.parse((await relay.api(String(entry?.view).replace('/api/', ''))).text) as Record<
      string,
      unknown
    >;

    expect(view).toMatchObject({
      id: entry?.id,
      method: 'POST',
      body: crm.requests[0]?.body,
      occurrenceId: id,
    });
    expect(view['url']).toContain(`${crm.url}/crm?api_key=`);
    expect(view['url']).toContain('src=convoso');
    expect(JSON.stringify(view)).not.toContain('planted-secret');
    expect((await relay.api(String(view['occurrence']).replace('/api/', ''))).status).toBe(200);
    for (const unknown of ['999', '0x1', '1e3', '-1', 'null']) {
      const answer = await relay.api(`logs/${unknown}`);
      expect([answer.status, errorOf(answer).code]).toEqual([404, 'UNKNOWN_LOG_ENTRY']);
    }
  });

  it.each([
    ['JSON', '"auth_token":"[masked]"', '"note":"[masked]"'],
    ['RAW', 'auth_token=[masked]', 'note=[masked]'],
  ])('mask in a %s body what is a secret by its name or by its value', async (postDataType, ...masked) => {
    const crm = await destination();
    const row = (field: string, mappedTo: string, defaultValue: string) => {
      return { section: 'custom', field, mappedTo, defaultValue };
    };
    const fields = [row('a', 'auth_token', 'planted-by-name'), row('b', 'note', 'planted-by-value')];
    const adaptors = [{ id: 'call', fields }];
    const settings = { postDataType, apiAuthentication: 'key=planted-by-value' };
    const relay = await runRelay({
      config: config({ adaptors, endpoints: [endpoint('crm', crm, settings)] }),
    });
    await relay.settled(await relay.post(DISPOSED));

    const { text } = await relay.api('logs/1');

    const { body } = JSON.parse(text) as { body: string };
    for (const part of masked) expect(body).toContain(part);
    expect(text).not.toContain('planted');
    expect((await relay.api('logs?format=csv')).text).not.toContain('planted');
    expect(crm.requests[0]?.body).toContain('planted-by-name');
    expect(crm.requests[0]?.body).toContain('planted-by-value');
  });

  it('tell the attempts of an action apart by their number', async () => {
    const crm = await destination((_request, count) => (count === 1 ? { status: 503 } : { status: 200 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const id = await relay.post(DISPOSED);
    await relay.explainWhen(id, ({ actions }) => expect(actions[0]?.attempts).toHaveLength(1));
    relay.advance(5 * SECOND);
    await relay.settled(id);

    const entries = await logs(relay, { phone: '7735550167' });

    expect(entries.map(({ attempt, outcome, status }) => [attempt, outcome, status])).toEqual([
      [2, 'delivered', 200],
      [1, 'retry', 503],
    ]);
  });
});

describe('the pages of the Connect logs', () => {
  it('together are what was there when the first was read, while more calls are delivered', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    for (let call = 1; call <= 45; call++) await relay.settled(await relay.post(callOf(call, call)));
    let call = 100;
    const oneMore = async () => relay.settled(await relay.post(callOf(call, call++)));

    const read = await allLogs(relay, { limit: '20', endpoint: 'crm', result: 'true' }, oneMore);

    expect(read.map(({ id }) => id)).toEqual(Array.from({ length: 45 }, (_, index) => 45 - index));
    expect(await logs(relay, { limit: '1000' })).toHaveLength(47);
  });
});

describe('the export of the Connect logs', () => {
  const HOSTILE = [
    '=HYPERLINK("https://evil.example.test/","open")',
    '+12135550167',
    '-5.20',
    '@SUM(A1:A9)',
    "+cmd|' /C calc'!A0",
    '\t=1+1',
    'two\r\nlines, "quoted"; Ünal',
  ];
  const GUARDED = new Set(['=', '@', '\t']);
  const guarded = (text: string) =>
    GUARDED.has(text[0] ?? '') || text.startsWith('+cmd') ? `'${text.replace(/^\t/, "\t'")}` : text;

  it('holds every matching row, and no cell of it is a formula', async () => {
    const crm = await destination((_request, count) => ({
      status: 200,
      body: JSON.stringify({ success: HOSTILE[count - 1] ?? 'fine' }),
    }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm, { name: '=CRM' })] }) });
    for (let call = 1; call <= 60; call++) await relay.settled(await relay.post(callOf(call, call)));

    const answer = await relay.api('logs?limit=20', { headers: { accept: 'text/csv' } });

    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename=connect-logs.csv');
    const rows = readCsv(answer.text);
    expect(rows).toHaveLength(60);
    expect(rows.slice(-HOSTILE.length).map((row) => row['Result'])).toEqual(HOSTILE.map(guarded).reverse());
    const entries = await logs(relay, { limit: '100' });
    expect(
      rows.map((row) => [row['Id'], row['UTC'], row['Date'], row['Primary Phone'], row['Endpoint']]),
    ).toEqual(entries.map(({ id, at, date }) => [String(id), at, date, '7735550167', "'=CRM"]));
    expect(rows.map((row) => row['Body'])).toEqual([...crm.requests].reverse().map(({ body }) => body));
  });

  it('has the filters of the list, and its headings even where nothing is found', async () => {
    const relay = await relayWithLogs();
    const { text } = await relay.api('logs?format=csv&phone=7735550162');
    expect(readCsv(text).map((row) => row['Result'])).toEqual(['Duplicate']);
    const empty = await relay.api('logs?format=csv&phone=7735550199');
    expect(readCsv(empty.text)).toEqual([]);
    expect(empty.text).toContain('Primary Phone,Result');
  });

  it('comes whole, however many pages there are', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const calls = Array.from({ length: 1_100 }, (_, index) => index + 1);
    while (calls.length > 0) {
      await Promise.all(calls.splice(0, 50).map((call) => relay.post(callOf(call, call))));
    }
    await crm.received(1_100);
    await eventually(async () => {
      const { text } = await relay.api('logs?format=csv');
      expect(readCsv(text).map((row) => Number(row['Id']))).toEqual(
        Array.from({ length: 1_100 }, (_, index) => 1_100 - index),
      );
    });
  });
});
