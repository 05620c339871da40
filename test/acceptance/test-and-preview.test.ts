import { describe, expect, it } from '@jest/globals';
import { connect } from '../acceptance-process/support/relay-process.js';
import { DISPOSED, callOf } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { errorOf, runRelay, tempFolder } from '../support/relay.js';
import { only } from '../support/reports.js';

interface Tested {
  readonly status: number | null;
  readonly result: unknown;
  readonly delivered: boolean;
  readonly reason: string | null;
  readonly occurrenceId: string;
  readonly url: string;
  readonly diagnosis: unknown;
}

async function setUp(settings = {}) {
  const crm = await destination();
  const dataFolder = tempFolder();
  const document = config({ endpoints: [endpoint('crm', crm, settings)] });
  const relay = await runRelay({ config: document, dataFolder });
  const test = async (query = '') => {
    const answer = await relay.api(`endpoints/crm/test${query}`, { method: 'POST' });
    return JSON.parse(answer.text) as Tested;
  };
  const cli = async (...args: string[]) => {
    const { code, stdout, stderr } = await connect(dataFolder, args, { PORT: String(relay.running.port) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };
  return { crm, relay, test, cli };
}

describe("an endpoint's test", () => {
  it('fires a live request with the data of the latest call, and says what came of it', async () => {
    const { crm, relay, test } = await setUp();
    await relay.settled(await relay.post(callOf('1364888')));
    const id = await relay.post(DISPOSED);
    await relay.settled(id);
    const before = crm.requests.length;

    const outcome = await test();

    expect(outcome).toMatchObject({
      status: 200,
      result: true,
      delivered: true,
      occurrenceId: id,
      diagnosis: null,
    });
    expect(crm.requests).toHaveLength(before + 1);
    const [real, tested] = crm.requests.slice(-2);
    expect(tested?.body).toBe(real?.body);
    expect(tested?.headers['idempotency-key']).not.toBe(real?.headers['idempotency-key']);
  });

  it('takes the lead that is asked for', async () => {
    const { crm, relay, test } = await setUp();
    await relay.settled(await relay.post(callOf('1364888')));
    await relay.settled(await relay.post(DISPOSED));
    await test('?lead=1364888');
    expect(JSON.parse(crm.requests.at(-1)?.body ?? '')).toMatchObject({ lead: '1364888' });
  });

  it('is logged like a delivery, under the name Test, and shows in the trail', async () => {
    const { relay, test } = await setUp();
    const id = await relay.post(DISPOSED);
    await relay.settled(id);
    await test();
    const logs = JSON.parse((await relay.api('logs')).text) as { logs: { workflowName: string }[] };
    expect(logs.logs.map(({ workflowName }) => workflowName)).toEqual(['Test', 'all']);
    expect((await relay.api(`occurrences/${id}?as=text`)).text).toMatch(/^Tests\n {2}→ Integration/m);
  });

  it('works before an endpoint goes live, and is not repeated when it fails', async () => {
    const { crm, relay, test } = await setUp({ active: false, retry: 'always' });
    await relay.settled(await relay.post(DISPOSED));
    expect(crm.requests).toEqual([]);
    crm.behave(() => ({ status: 503, body: '{"success":"busy"}' }));
    expect(await test()).toMatchObject({ status: 503, result: 'busy', delivered: false });
    const { logs } = JSON.parse((await relay.api('logs')).text) as { logs: { outcome: string }[] };
    expect(logs.map(({ outcome }) => outcome)).toEqual(['failed']);
    relay.advance(3_600_000);
    await test();
    expect(crm.requests).toHaveLength(2);
    expect(await relay.deadLetters()).toEqual([]);
  });

  it('explains a null result by the five checks', async () => {
    const { crm, relay, test } = await setUp();
    await relay.settled(await relay.post(DISPOSED));
    crm.behave(() => ({ status: 200, body: '<html>login</html>' }));
    const { result, diagnosis } = await test();
    expect(result).toBeNull();
    expect(JSON.stringify(diagnosis)).toContain('Response Data Type');
  });

  it('is made with the built-in sample lead, named as such, before anything was delivered', async () => {
    const { crm, relay } = await setUp();
    const { text } = await relay.api('endpoints/crm/test', { method: 'POST' });
    expect(JSON.parse(text)).toMatchObject({ from: 'sample', delivered: true, occurrenceId: 'sample-lead' });
    expect(crm.requests).toHaveLength(1);
    const named = await relay.api('endpoints/crm/test?lead=7', { method: 'POST' });
    expect(JSON.parse(named.text)).toMatchObject({
      from: 'sample',
      because:
        'lead 7 has never been delivered, and there is no token to ask Convoso for it (account.authToken)',
    });
  });

  it('says what is missing where the endpoint does not exist', async () => {
    const { relay } = await setUp();
    expect(errorOf(await relay.api('endpoints/cmr/test', { method: 'POST' })).remedy).toContain('crm');
  });

  it('can be asked for at the command line', async () => {
    const { relay, cli } = await setUp();
    await relay.settled(await relay.post(DISPOSED));
    expect(await cli('test', 'crm')).toMatch(
      /^POST http:\S+\/crm\n.*\nanswered 200 in \d+ ms, result true\n$/s,
    );
  });
});

describe('the preview of an adaptor', () => {
  it('is what is sent, over the API and at the command line', async () => {
    const { crm, relay, cli } = await setUp();
    await relay.settled(await relay.post(DISPOSED));
    const sent = JSON.parse(only(crm.requests).body) as unknown;

    const shown = JSON.parse((await relay.api('adaptors/call/preview', { method: 'POST' })).text) as {
      fields: unknown;
    };

    expect(shown.fields).toEqual(sent);
    const printed = await cli('preview', 'call');
    expect(JSON.parse(/\{[^}]*\}/.exec(printed)?.[0] ?? '')).toEqual(sent);
  });

  it('warns of what the hook never delivers', async () => {
    const { relay, cli } = await setUp();
    const { agent_comment: _, ...fields } = DISPOSED;
    await relay.settled(await relay.post(fields));
    expect(await cli('preview', 'call')).toContain('callLog.agent_comment has never been delivered');
  });

  it('lists what a renamed field would break', async () => {
    const { relay, cli } = await setUp();
    await relay.settled(await relay.post(DISPOSED));
    expect(await cli('uses', 'callLog.status')).toBe(
      'These go by callLog.status:\n' +
        '  adaptors[0].fields[3].field   in adaptor "call"\n' +
        '  workflows[0].events[0]   in workflow "all"\n',
    );
    const { text } = await relay.api('fields/callLog.status/uses');
    expect(JSON.parse(text)).toMatchObject({
      uses: [{ path: 'adaptors[0].fields[3].field' }, { path: 'workflows[0].events[0]' }],
    });
  });
});
