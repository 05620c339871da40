import { describe, expect, it } from '@jest/globals';
import { change } from '../support/beside.js';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

interface LogEntry {
  readonly endpointId: string;
  readonly url: string;
  readonly body: string;
  readonly result: unknown;
}

async function logOf(relay: TestRelay, endpointId: string): Promise<LogEntry> {
  const { text } = await relay.api(`logs?endpoint=${endpointId}`);
  const entry = only((JSON.parse(text) as { logs: { view: string }[] }).logs);
  const answer = await relay.api(entry.view.replace('/api/', ''));
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as LogEntry;
}

/** Endpoints whose secrets stand bare in what their destinations answer. */
const BARE: readonly (readonly [id: string, settings: object, answer: string, result: unknown])[] = [
  ['literal', { authorizationHeader: 'X-Sandbox: true' }, '{"success":true}', { success: true }],
  ['short', { apiAuthentication: 'pass=4455' }, '{"lead":14455}', { lead: 14455 }],
  ['digits', { apiAuthentication: 'pass=12345678' }, '{"lead":9912345678}', { lead: '99[masked]' }],
  ['alone', { authorizationHeader: 'X-Api-Key: 12345678' }, '12345678', '[masked]'],
  ['quotes', { authorizationHeader: 'X-Api-Key: ":{"a":"' }, '{"x":{"a":"b"}}', { x: { a: 'b' } }],
];

async function bareRelay() {
  const to = await destination(({ path }) => {
    const answer = BARE.find(([id]) => path === `/${id}`)?.[2] ?? '{"success":true}';
    return { status: 200, body: answer };
  });
  const endpoints = [
    ...BARE.map(([id, settings]) => endpoint(id, to, { responseKey: '', ...settings })),
    endpoint('healthy', to),
  ];
  const workflows = [workflow('all', [...BARE.map(([id]) => id), 'healthy'])];
  return { to, relay: await runRelay({ config: config({ endpoints, workflows }) }) };
}

describe('a secret that stands bare in an answer', () => {
  it('neither spoils the result nor keeps any attempt from being settled', async () => {
    const { relay } = await bareRelay();
    for (let call = 1; call <= 3; call += 1) {
      const { actions } = await relay.settled(await relay.post(callOf(call, call)));
      expect(actions.map(({ endpointId, state, attempts }) => [endpointId, state, attempts.length])).toEqual(
        [...BARE.map(([id]) => id), 'healthy'].map((id) => [id, 'done', 1]),
      );
      expect(actions.map(({ attempts }) => attempts[0]?.result)).toEqual([
        ...BARE.map(([, , , result]) => result),
        true,
      ]);
    }
  });

  it('is masked where it is sent, however short it is', async () => {
    const { to, relay } = await bareRelay();
    await relay.settled(await relay.post(callOf(1)));
    expect((await logOf(relay, 'short')).url).toBe(`${to.url}/short?pass=[masked]`);
    expect(to.at('/short')[0]?.url).toBe('/short?pass=4455');
  });

  it('is masked, too, where what the destination says is shortened in the middle of it', async () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.${'aB3'.repeat(80)}`;
    const to = await destination(({ path }) =>
      path === '/doubtful'
        ? { status: 200, body: JSON.stringify({ error: `no such token ${token}` }) }
        : { status: 400, body: JSON.stringify({ message: `Invalid token: ${token}` }) },
    );
    const secret = { authorizationHeader: `X-Api-Key: ${token}` };
    const endpoints = [
      endpoint('refusing', to, secret),
      endpoint('doubtful', to, { ...secret, responseKey: '' }),
    ];
    const relay = await runRelay({ config: config({ endpoints }) });
    const id = await relay.post(callOf(1));
    const { actions } = await relay.settled(id);
    expect(actions.map(({ reason }) => reason)).toEqual([
      'answered 400 (it says: Invalid token: [masked]…)',
      expect.stringContaining('no such token [masked]'),
    ]);
    await relay.notice('not-delivered');
    for (const place of [
      `occurrences/${id}`,
      `occurrences/${id}?as=text`,
      'notifications',
      'dead-letters',
      'doubtful',
    ])
      expect((await relay.api(place)).text).not.toContain(token.slice(0, 6));
  });

  it('leaves a body that can be read as JSON', async () => {
    const to = await destination();
    const field = { section: 'callLog', field: 'length_in_sec', mappedTo: 'seconds' };
    const relay = await runRelay({
      config: config({
        adaptors: [{ id: 'call', fields: [field] }],
        endpoints: [
          endpoint('crm', to, { authorizationHeader: 'X-Api-Key: 12345678', numbersAsNumbers: true }),
        ],
      }),
    });
    await relay.settled(await relay.post({ ...callOf(1), length_in_sec: '9912345678' }));
    expect(to.requests[0]?.body).toBe('{"seconds":9912345678}');
    expect((await logOf(relay, 'crm')).body).toBe('{"seconds":"99[masked]"}');
  });
});

describe('a result or diagnosis that an earlier version stored and that is no JSON', () => {
  it('is shown as it is, in every view, and found by its text', async () => {
    const crm = await destination(() => ({ status: 200, body: '' }));
    const folder = tempFolder();
    const document = config({ endpoints: [endpoint('crm', crm)] });
    const first = await runRelay({ config: document, dataFolder: folder });
    const id = await first.post(callOf(1));
    await first.settled(id);
    await first.stop();
    const broken = '{"success":[masked]}';
    await change(
      folder,
      `update attempts set result = '${broken}', result_key = '${broken}', diagnosis = '{"checks":[masked]'`,
    );

    const relay = await runRelay({ dataFolder: folder });

    const { attempts } = only((await relay.explain(id)).actions);
    expect(attempts).toMatchObject([{ result: broken, diagnosis: null }]);
    expect((await relay.api(`occurrences/${id}?as=text`)).text).toContain('[masked]');
    expect(await logOf(relay, 'crm')).toMatchObject({ result: broken, diagnosis: null });
    const found = await relay.api(`logs?result=${encodeURIComponent('{"success":')}`);
    expect(JSON.parse(found.text)).toMatchObject({ logs: [{ result: broken }] });
    expect((await relay.api('logs?format=csv')).text).toContain('[masked]');
  });
});
