import { describe, expect, it } from '@jest/globals';
import type { Diagnosis } from '@convoso-connect/core';
import { callOf } from '../support/calls.js';
import { CALL_ADAPTOR, config, endpoint } from '../support/config.js';
import { destination, type Reply } from '../support/destination.js';
import { freePort } from '../support/free-port.js';
import { runRelay } from '../support/relay.js';
import { only, type AttemptReport } from '../support/reports.js';

const ADAPTORS = [
  CALL_ADAPTOR,
  { id: 'filled', fields: [{ section: 'callLog', field: 'call_log_id', mappedTo: 'call' }] },
  {
    id: 'poor',
    fields: [
      { section: 'lead', field: 'emial', mappedTo: 'email' },
      { section: 'lead', field: 'city', mappedTo: 'city' },
      { section: 'lead', field: 'state', mappedTo: 'state' },
      { section: 'lead', field: 'first_name', mappedTo: 'name' },
    ],
  },
];

type Settings = Readonly<Record<string, unknown>>;

/** Delivers one call and gives its only attempt, with the trail as text. */
async function deliver(answer: Reply | { url: string }, settings: Settings = {}) {
  const to = 'url' in answer ? answer : await destination(() => answer);
  const relay = await runRelay({
    config: config({ adaptors: ADAPTORS, endpoints: [endpoint('crm', to, settings)] }),
  });
  const id = await relay.post({ ...callOf(1), state: '' });
  const { actions } = await relay.explainWhen(id, (report) =>
    expect(report.actions[0]?.attempts).toHaveLength(1),
  );
  const attempt = only(actions[0]?.attempts ?? []) as AttemptReport & {
    readonly diagnosis: Diagnosis | null;
  };
  const { text } = await relay.api(`occurrences/${id}?as=text`);
  return { attempt, text };
}

const suspects = (diagnosis: Diagnosis | null) =>
  diagnosis?.checks.filter(({ verdict }) => verdict === 'suspect').map(({ check }) => check);

describe('an answer', () => {
  const XML = '<?xml version="1.0"?><Values><value>1</value><value>Smith &amp; Co</value></Values>';

  it.each([
    ['JSON', { responseKey: 'data.id' }, '{"data":{"id":7}}', 7],
    ['XML', { responseDataType: 'XML', responseKey: 'value' }, XML, ['1', 'Smith & Co']],
    ['TEXT', { responseDataType: 'TEXT', responseKey: '', delimiter: ',' }, ' a,b , c\n', ['a', 'b', 'c']],
    ['TEXT with pairs', { responseDataType: 'TEXT', responseKey: 'id', delimiter: '=' }, 'ok=1&id=5', '5'],
  ])('is read as %s', async (_type, settings, body, result) => {
    const { attempt } = await deliver({ status: 200, body }, settings);

    expect(attempt).toMatchObject({ result, diagnosis: null });
  });

  it('that is nested without end is a null and nothing worse', async () => {
    const { attempt } = await deliver({ status: 200, body: '['.repeat(30_000) + ']'.repeat(30_000) });

    expect(attempt.result).toBeNull();
    expect(attempt.reason).toContain('nested deeper');
  });
});

describe('a null result', () => {
  it('comes with the five checks in the order of the documents, in the API and in the text', async () => {
    const page = '<!DOCTYPE html><html><body>Sign in</body></html>';
    const headers = { 'content-type': 'text/html' };

    const { attempt, text } = await deliver({ status: 200, headers, body: page });

    expect(attempt.result).toBeNull();
    expect(attempt.diagnosis?.checks.map(({ check }) => check)).toEqual([
      'url',
      'credentials',
      'ipAllowList',
      'responseDataType',
      'adaptor',
    ]);
    for (const { text: said } of attempt.diagnosis?.checks ?? []) expect(text).toContain(said);
    expect(text).toContain(
      '✗ Response Data Type: the answer is a web page (HTML), labelled text/html; Response Data Type is JSON',
    );
  });

  it.each<[string, Reply, string[]]>([
    ['XML where JSON is configured', { status: 200, body: '<a>1</a>' }, ['responseDataType']],
    ['no key', { status: 200, body: '{"ok":1}' }, ['responseDataType']],
    ['an empty answer', { status: 200 }, ['responseDataType']],
    ['refused credentials', { status: 401, body: 'no' }, ['credentials']],
    ['a caller not let in', { status: 403, body: 'no' }, ['credentials', 'ipAllowList']],
    ['a wrong path', { status: 404, body: 'no' }, ['url']],
    ['a redirect', { status: 302, headers: { location: '/leads/7' } }, ['url']],
    [
      'a redirect to a page to sign in',
      { status: 302, headers: { location: '/login' } },
      ['url', 'credentials'],
    ],
  ])('points at the cause: %s', async (_what, answer, expected) => {
    const { attempt } = await deliver(answer, { adaptorId: 'filled' });

    expect(attempt.result).toBeNull();
    expect(suspects(attempt.diagnosis)).toEqual(expected);
  });

  it('of a system that is not there points at the URL alone; that a firewall rejects is possible and not known', async () => {
    const { attempt } = await deliver({ url: `http://127.0.0.1:${await freePort()}` });

    expect(suspects(attempt.diagnosis)).toEqual(['url']);
    const { verdict, text, remedy } = attempt.diagnosis?.checks[2] ?? {};
    expect(verdict).toBe('unknown');
    expect(text).toBe('the connection was refused: nothing listens there, or a firewall rejects this caller');
    expect(remedy).toContain("the relay's own outgoing address");
    expect(remedy).toContain('66.85.240.0/21');
  });

  it('of a host without an address points at the URL', async () => {
    const { attempt } = await deliver({ url: 'https://nobody.invalid' });

    expect(suspects(attempt.diagnosis)).toEqual(['url']);
  });

  it('names the mapped fields that had nothing to send', async () => {
    const { attempt } = await deliver({ status: 200, body: 'failed' }, { adaptorId: 'poor' });

    expect(attempt.diagnosis?.checks[4]).toEqual({
      check: 'adaptor',
      verdict: 'suspect',
      text: 'no such field: lead.emial (as email); not delivered: lead.city (as city); empty: lead.state (as state)',
      remedy: expect.stringContaining("Map what is missing in Convoso's own Adaptor."),
    });
  });

  it('shows no secret', async () => {
    const settings = { apiAuthentication: 'api_key=planted-secret' };
    const answer = {
      status: 302,
      headers: { location: '/x?api_key=planted-secret' },
      body: 'planted-secret',
    };

    const { attempt, text } = await deliver(answer, settings);

    expect(JSON.stringify(attempt) + text).not.toContain('planted-secret');
  });
});
