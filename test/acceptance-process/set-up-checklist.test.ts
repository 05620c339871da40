import { describe, expect, it } from '@jest/globals';
import { LEAD, withLead } from '../acceptance-actions/account.js';
import { TOKEN, convoso, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import { callOf } from '../support/calls.js';
import { CALL_ADAPTOR, config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { dataFolder, writeConfig } from './support/folders.js';
import { deliver } from './support/hook.js';
import { connect, startRelayProcess, type RelayProcess } from './support/relay-process.js';

type Json = Readonly<Record<string, unknown>>;

/** What a user has after the steps 1 and 2 of the checklist: an adaptor, and nothing that uses it. */
const adaptorOnly = (account: Json): Json => ({
  ...config({ endpoints: [], workflows: [] }),
  account: { id: 'main', timeZone: 'America/Los_Angeles', ...account },
});

const accountOf = ({ baseUrl }: ConvosoStandIn): Json => ({
  apiBaseUrl: baseUrl,
  authToken: { secretRef: 'env:TOKEN' },
});

/** A command that has to succeed; what it printed. */
async function run(folder: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await connect(folder, args, env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

const sentAs = (stdout: string): unknown => JSON.parse(/\{[^}]*\}/.exec(stdout)?.[0] ?? 'null');

const portOf = ({ url }: RelayProcess): { PORT: string } => ({ PORT: new URL(url).port });

describe('G5: the checklist of setting up, on an empty data folder', () => {
  it('step 3: shows the Generated Data of an adaptor before a relay has ever run, with the sample lead', async () => {
    const folder = dataFolder(adaptorOnly({}));
    const shown = await run(folder, ['preview', 'call'], {});
    expect(shown).toContain(
      'With the data of the built-in sample lead, because nothing has been delivered yet, the adaptor "call" sends:',
    );
    expect(sentAs(shown)).toMatchObject({ lead: '1364887', name: 'Sample', outcome: 'SALE' });
  });

  it.each([['preview', 'call'], ['doctor'], ['simulate'], ['statuses', 'pull']])(
    'before there is any configuration, %s says to start the relay once',
    async (...command) => {
      const { code, stdout, stderr } = await connect(dataFolder(), command, {});
      expect(code).toBe(1);
      expect(`${stdout}${stderr}`).toMatch(
        /there is no configuration file .*connect\.json[^]*Start the relay once, which writes a sample there: npm start/,
      );
      expect(`${stdout}${stderr}`).not.toContain('CONNECT_CONFIG');
    },
  );

  it('a configuration that was named and is not there is a matter of its name', async () => {
    const env = { CONNECT_CONFIG: '/nowhere/connect.json' };
    const { stdout } = await connect(dataFolder(), ['doctor'], env);
    expect(stdout).toContain('Set CONNECT_CONFIG to a file that exists and can be read.');
  });

  it('step 3: shows it with a real lead, as Convoso has it, where there is a token', async () => {
    const standIn = await convoso();
    withLead(standIn, { first_name: 'Fetched' });
    const folder = dataFolder(adaptorOnly(accountOf(standIn)));
    const shown = await run(folder, ['preview', 'call', '--lead', LEAD], { TOKEN });
    expect(shown).toContain(
      `With the data of lead ${LEAD} as Convoso has it, because it has never been delivered, the adaptor "call" sends:`,
    );
    expect(sentAs(shown)).toMatchObject({ lead: LEAD, name: 'Fetched' });
  });

  it('step 3: names the sample lead as such where a real lead is asked for and there is no token', async () => {
    const folder = dataFolder(adaptorOnly({}));
    const shown = await run(folder, ['preview', 'call', '--lead', LEAD], {});
    expect(shown).toContain(
      `the built-in sample lead, because lead ${LEAD} has never been delivered, and there is no token to ask Convoso for it (account.authToken),`,
    );
  });

  it('step 3: says that Convoso has no such lead, and what to do', async () => {
    const folder = dataFolder(adaptorOnly(accountOf(await convoso())));
    const refused = await connect(folder, ['preview', 'call', '--lead', '999'], { TOKEN });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/nothing is known of lead 999\n.*Lead ID.*\[NOTHING_DELIVERED\]/);
  });

  it('step 9: tries a workflow before a relay has ever run, with the sample lead', async () => {
    const rule = { ...workflow('all', ['crm']), name: 'Every call' };
    const document = config({
      endpoints: [endpoint('crm', { url: 'https://crm.example.test' })],
      workflows: [rule],
    });
    const shown = await run(dataFolder(document), ['simulate'], {});
    expect(shown).toContain('sample');
    expect(shown).toMatch(/Every call\n +would: fired 1, .*performed 1/);
  });

  it('steps 4 to 10: the test of an endpoint with a real Lead ID arrives before any call has', async () => {
    const standIn = await convoso();
    withLead(standIn, { first_name: 'Fetched' });
    const crm = await destination();
    const folder = dataFolder(adaptorOnly(accountOf(standIn)));
    const relay = await startRelayProcess(folder, { TOKEN });
    const env = { TOKEN, ...portOf(relay) };

    // Steps 4 to 6: the endpoint, not active yet, in the file of the running relay.
    const withEndpoint = (parts: Json, workflows: readonly Json[]): Json => ({
      ...config({ endpoints: [endpoint('crm', crm, parts)], workflows, adaptors: [CALL_ADAPTOR] }),
      account: { id: 'main', timeZone: 'America/Los_Angeles', ...accountOf(standIn) },
    });
    writeConfig(folder, withEndpoint({ active: false }, []));
    const tested = await whenKnown(() => connect(folder, ['test', 'crm', '--lead', LEAD], env));
    expect(tested).toMatchObject({ code: 0, stderr: '' });
    expect(tested.stdout).toMatch(
      /^With the lead as Convoso has it, because it has never been delivered; the test is not logged\.\nPOST /,
    );
    expect(tested.stdout).toMatch(/\nanswered 200 in \d+ ms, result true\n$/);
    expect(JSON.parse(crm.requests[0]?.body ?? '')).toMatchObject({ lead: LEAD, name: 'Fetched' });

    // Step 8: a null says where to look.
    crm.behave(() => ({ status: 200, body: '<html>login</html>' }));
    const nothing = await connect(folder, ['test', 'crm'], env);
    expect(nothing.stderr).toBe('');
    expect(nothing.stdout).toContain('result null');
    expect(nothing.stdout).toContain('Response Data Type');
    expect(nothing.stdout).toMatch(/^With the built-in sample lead, because nothing has been delivered yet;/);

    // Steps 9 and 10: the workflow, tried before it goes live, and live.
    crm.behave(() => ({ status: 200, body: '{"success":true}' }));
    const live = withEndpoint({}, [workflow('all', ['crm'])]);
    writeConfig(folder, live);
    const dryRun = await whenKnown(() => connect(folder, ['simulate'], env), /fired 1/);
    expect(dryRun.stdout).toContain('sample');
    await deliver(relay, callOf(LEAD, '1'));
    await crm.received(3);
    expect(JSON.parse(crm.requests[2]?.body ?? '')).toMatchObject({ lead: LEAD, outcome: 'NI' });
    await relay.stop();
  });
});

/** Asks again until the relay has taken the changed file over. */
function whenKnown(ask: () => ReturnType<typeof connect>, expected = /answered/): ReturnType<typeof connect> {
  return eventually(async () => {
    const ended = await ask();
    expect(ended.stdout).toMatch(expected);
    return ended;
  });
}
