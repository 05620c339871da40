import { gzipSync } from 'node:zlib';
import { diagnosisLines, type Diagnosis } from '@convoso-connect/core';
import { parseConfig } from '@convoso-connect/core/config';
import { describe, expect, it } from '@jest/globals';
import { googleAppsScript } from '../stand-ins/google-apps-script.js';
import { N8N_HEADER, n8nWebhook } from '../stand-ins/n8n-webhook.js';
import { callOf } from '../support/calls.js';
import { MINUTE, SECOND } from '../support/clock.js';
import { CALL_ADAPTOR, config, endpoint } from '../support/config.js';
import { ACCEPTED, destination, type Behaviour, type Reply } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { only, type ActionReport, type AttemptReport } from '../support/reports.js';

type Settings = Readonly<Record<string, unknown>>;

function relayTo(url: string, settings: Settings = {}): Promise<TestRelay> {
  const to = endpoint('crm', { url: '' }, { responseKey: '', apiUrl: url, ...settings });
  return runRelay({ config: config({ adaptors: [...ADAPTORS, CALL_ADAPTOR], endpoints: [to] }) });
}

const ADAPTORS = [
  { id: 'one-row', fields: [{ section: 'callLog', field: 'call_log_id', mappedTo: 'call' }] },
  { id: 'absent', fields: [{ section: 'lead', field: 'city', mappedTo: 'city' }] },
];

/** The action of a call once it has been tried this often. */
async function tried(relay: TestRelay, id: string, attempts: number): Promise<ActionReport> {
  const { actions } = await relay.explainWhen(id, (report) => {
    expect(only(report.actions).attempts).toHaveLength(attempts);
  });
  return only(actions);
}

/** The checks as people read them, after one attempt. */
async function checksOf(behaviour: Behaviour, settings: Settings = {}): Promise<string> {
  const { url } = await destination(behaviour);
  return checksAt(url, settings);
}

async function checksAt(url: string, settings: Settings): Promise<string> {
  const relay = await relayTo(url, { adaptorId: 'one-row', ...settings });
  const { attempts } = await tried(relay, await relay.post(callOf(1)), 1);
  const { diagnosis } = only(attempts) as AttemptReport & { readonly diagnosis: Diagnosis | null };
  return diagnosis === null ? '' : diagnosisLines(diagnosis).join('\n');
}

describe('D4: what surely was not processed is sent again', () => {
  it('to an n8n that had not registered the webhook, under the same key, once the workflow is active', async () => {
    const n8n = await n8nWebhook('immediately');
    const relay = await relayTo(n8n.url, { authorizationHeader: `${N8N_HEADER.name}: ${N8N_HEADER.value}` });
    const id = await relay.post(callOf(1));
    const waiting = await tried(relay, id, 1);
    expect({ state: waiting.state, runs: n8n.runs }).toEqual({ state: 'waiting', runs: [] });

    n8n.activate();
    relay.advance(5 * SECOND);

    expect((await relay.settled(id)).actions).toEqual([
      expect.objectContaining({ state: 'done', reason: null }),
    ]);
    expect(n8n.runs).toHaveLength(1);
    expect(new Set(n8n.requests.map(({ key }) => key))).toEqual(new Set([waiting.id]));
  });

  it('through a proxy that had not reached the system, and not where it may have', async () => {
    const crm = await destination((_request, count) =>
      count === 1 ? { status: 502, body: 'no healthy upstream' } : ACCEPTED,
    );
    const relay = await relayTo(crm.url);
    const id = await relay.post(callOf(1));
    expect((await tried(relay, id, 1)).state).toBe('waiting');
    relay.advance(5 * SECOND);
    await relay.settled(id);
    expect(crm.requests).toHaveLength(2);

    crm.behave(() => ({ status: 502, body: 'Bad Gateway' }));
    const other = await relay.settled(await relay.post(callOf(2, 2)));
    expect(only(other.actions)).toMatchObject({ state: 'dead', attempts: [{ outcome: 'failed' }] });
  });

  it('after a 404 of a destination that has taken calls before, for a short while', async () => {
    const crm = await destination();
    const relay = await relayTo(crm.url);
    await relay.settled(await relay.post(callOf(1, 1)));

    crm.behave(() => ({ status: 404 }));
    const id = await relay.post(callOf(1, 2));
    expect((await tried(relay, id, 1)).reason).toContain('may be away for a moment');
    relay.advance(5 * SECOND);
    expect((await tried(relay, id, 2)).state).toBe('waiting');
    relay.advance(5 * MINUTE);
    expect((await tried(relay, id, 3)).state).toBe('dead');
  });
});

describe('D5: a redirect', () => {
  it('of Google Apps Script is the success that it is, where that was said: one row for one call', async () => {
    const script = await googleAppsScript('anyone');
    const relay = await relayTo(script.url, { expect: { redirect: 'delivered' } });
    const report = await relay.settled(await relay.post(callOf(1)));

    expect(only(report.actions)).toMatchObject({ state: 'done', reason: null });
    expect(script.rows).toHaveLength(1);
  });

  it('is never a success where it leads to a page to sign in', async () => {
    const script = await googleAppsScript('only myself');
    const relay = await relayTo(script.url, { expect: { redirect: 'delivered' } });
    const report = await relay.settled(await relay.post(callOf(1)));

    expect(only(report.actions)).toMatchObject({ state: 'dead' });
    expect(only(report.actions).reason).toContain('a page to sign in, so that nothing was processed');
    expect(script.rows).toEqual([]);
  });

  it.each([
    [301, /moved and processed nothing.*put the address it leads to/],
    [302, /probably processed/],
    [303, /probably processed/],
    [307, /moved and processed nothing/],
    [308, /moved and processed nothing/],
    [300, /says nothing of whether the request was processed/],
  ])('%i has advice of its own', async (status, advice) => {
    const crm = await destination(() => ({ status, headers: { location: '/elsewhere' } }));
    const relay = await relayTo(crm.url);
    const report = await relay.settled(await relay.post(callOf(1)));

    expect(only(report.actions).reason).toMatch(advice);
    expect(crm.requests).toHaveLength(1);
  });
});

describe('D7: PUT, PATCH and DELETE', () => {
  it.each(['PUT', 'PATCH', 'DELETE'])(
    '%s arrives with its body, its type and its key',
    async (requestMethod) => {
      const crm = await destination();
      const relay = await relayTo(crm.url, { requestMethod, adaptorId: 'one-row' });
      const report = await relay.settled(await relay.post(callOf(1, 7)));

      expect(only(report.actions).state).toBe('done');
      expect(only(crm.requests)).toMatchObject({
        method: requestMethod,
        body: '{"call":"7"}',
        key: only(report.actions).id,
        headers: expect.objectContaining({ 'content-type': 'application/json' }),
      });
    },
  );

  it.each(['PUT', 'PATCH', 'DELETE'])('%s needs an adaptor, as POST does', (requestMethod) => {
    const { adaptorId: _, ...bare } = endpoint('crm', { url: 'https://crm.example.test' }, { requestMethod });
    const parsed = parseConfig(config({ endpoints: [bare] }));
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual([
      expect.stringContaining('endpoints[0]'),
    ]);
  });
});

describe('D8: a status that is all there is', () => {
  it.each([200, 202, 204])(
    'of %i is a success where that was said, and doubtful where nothing was',
    async (status) => {
      const crm = await destination(() => ({ status }));
      for (const [settings, reason] of [
        [{ expect: { empty: 'ok' } }, null],
        [{}, expect.stringContaining('looks like no success: the answer is empty')],
      ] as const) {
        const relay = await relayTo(crm.url, settings);
        const report = await relay.settled(await relay.post(callOf(1)));
        expect(only(report.actions)).toMatchObject({ state: 'done', reason });
      }
    },
  );
});

describe('D9: the checks look at what was reached, at the status, at the headers and at the body', () => {
  const answers = (body: string | Buffer, more: Partial<Reply> = {}) =>
    checksOf(() => ({ status: 200, body, ...more }));

  it('a notice of PHP is no reason to read XML', async () => {
    const said = await answers('<br />\n<b>Notice</b>: x in /var/www/y.php on line 3<br />\n{"id":1}');
    expect(said).toContain('✗ Response Data Type: a notice stands before the JSON');
    expect(said).not.toContain('to XML');
  });

  it('an answer that was compressed unasked is read, and one that cannot be unpacked is told as what it is', async () => {
    const headers = { 'content-encoding': 'gzip' };
    expect(await answers(gzipSync('{"success":true}'), { headers })).toBe('');
    const broken = await answers(gzipSync('{"success":true}').subarray(0, 12), { headers });
    expect(broken).toContain('✗ Response Data Type: the answer is compressed (gzip)');
    expect(broken).not.toContain('to TEXT');
  });

  it('blank lines before an XML declaration do no harm', async () => {
    const crm = () => ({ status: 200, body: '\n\n<?xml version="1.0"?><id>7</id>' });
    expect(await checksOf(crm, { responseDataType: 'XML', responseKey: 'id' })).toBe('');
  });

  it('the JSON value null is no plain text', async () => {
    const said = await answers('null');
    expect(said).toContain('the answer is the JSON value null');
    expect(said).not.toContain('plain text');
  });

  it('https to a port of http is told in words of people', async () => {
    const crm = await destination();
    const said = await checksAt(crm.url.replace('http:', 'https:'), {});
    expect(said).toContain('✗ Endpoint URL: the port does not speak https, most likely plain http');
    expect(said).not.toMatch(/SSL routines/i);
  });

  it('silence after the connection is no firewall, and no yes either', async () => {
    const said = await checksOf(() => 'silence', { timeoutSeconds: 1 });
    expect(said).toContain('✓ Endpoint URL: the address took the connection; no answer came in time');
    expect(said).not.toContain('✗');
  });

  it('503 has words and a remedy of its own', async () => {
    const said = await checksOf(() => ({ status: 503, body: 'Down for maintenance' }));
    expect(said).toContain('which says that the system takes nothing now (it says: Down for maintenance)');
    expect(said).not.toContain('Set Response Data Type');
  });

  it('a row that was not delivered is no ✗ where nobody saw the data', async () => {
    expect(await checksAt('https://nobody.invalid/', { adaptorId: 'absent' })).toContain(
      '? Adaptor field mappings: not delivered: lead.city',
    );
  });

  it('a Response Key that is not there comes with the names that are', async () => {
    const said = await checksOf(() => ({ status: 200, body: '{"status":"ok","lead_id":7}' }), {
      responseKey: 'success',
    });
    expect(said).toContain('no value at Response Key "success"; it holds status, lead_id');
  });
});

describe('D10: Retry-After', () => {
  it('with decimals is waited for like any other', async () => {
    const crm = await destination(() => ({ status: 429, headers: { 'retry-after': '9.5' } }));
    const relay = await relayTo(crm.url);
    const { nextAttemptAt } = await tried(relay, await relay.post(callOf(1)), 1);

    expect(Date.parse(nextAttemptAt ?? '') - relay.clock.now()).toBe(9.5 * SECOND);
  });
});
