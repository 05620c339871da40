import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CAMPAIGN, LIST, TOKEN, USER } from '../stand-ins/convoso/convoso.js';
import { DISPOSED } from '../support/calls.js';
import { destination } from '../support/destination.js';
import { endpoint } from '../support/config.js';
import { config } from '../support/config.js';
import { runRelay } from '../support/relay.js';
import { dataFolder } from '../acceptance-process/support/folders.js';
import { connect } from '../acceptance-process/support/relay-process.js';
import { SECRETS, examine, faults, sale } from './doctor.js';

/** The beginning and the end of a call, with everything that the whole set-up goes by. */
const CALL = { ...DISPOSED, campaign_id: CAMPAIGN, list_id: LIST, user_id: USER, state: 'CA' };
const STARTED = { ...CALL, status: 'INCALL', length_in_sec: '' };
const ENDED = { ...CALL, term_reason: 'CALLER' };

/** A set-up that uses everything that is checked. */
async function whole() {
  const crm = await destination();
  return {
    endpoints: [endpoint('crm', crm)],
    workflows: [
      sale(
        [
          { type: 'INTEGRATION', endpointId: 'crm' },
          { type: 'MOVE', listId: LIST },
          { type: 'STATUS', status: 'NI' },
          { type: 'CALLBACK', afterSeconds: 60, recipient: 'personal', skipIfLiveCall: true },
          { type: 'DNC', numbers: 'all', campaignId: CAMPAIGN },
          { type: 'REVENUE', amount: 5 },
        ],
        {
          relation: { type: 'campaign', ids: [CAMPAIGN] },
          events: [
            { type: 'DISPOSITION', values: ['SALE', 'ni'] },
            {
              type: 'LEAD_FIELDS_AND_CALL_DATA',
              conditions: [{ field: 'state', operator: 'is_equal_to', value: 'CA' }],
            },
          ],
          stopIf: { type: 'leadFilter', conditions: [{ field: 'state', operator: 'is_blank' }] },
        },
      ),
      {
        id: 'live',
        name: 'Live',
        events: [{ type: 'LEAD_STATUS', to: ['INCALL'] }],
        actionSets: [{ id: 's', schedule: { days: 1, relativeTo: 'lastCalled' }, actions: [] }],
      },
    ],
  };
}

describe('connect doctor', () => {
  it('finds nothing to mend in a set-up that is whole, a line for each check', async () => {
    const examined = await examine({ parts: await whole(), delivered: [STARTED, ENDED] });
    expect(examined.stderr).toBe('');
    expect(examined.lines).toEqual([
      '– Relay: it is not running: whether it takes calls in shows once it does — Start it: npm start',
      expect.stringContaining('! Configuration: workflows[1].actionSets'),
      '✓ Token: Convoso accepts the token',
      '✓ Rights: the token may call leads/update, leads/search, callbacks/insert, callbacks/search, dnc/insert, revenue/update',
      '✓ Statuses: the 4 loaded ones are those of the account',
      '✓ Status codes: all that workflows mention exist: SALE, ni, NI, INCALL',
      `✓ Lists and campaigns: all that workflows mention exist: campaign ${CAMPAIGN} "Solar West", list ${LIST} "Solar West A"`,
      '✓ Endpoints: every endpoint that a workflow sends to is on',
      '– Alarms: nobody is told when something fails — Set settings.alarms: see docs/alerts.md.',
      '✓ Delivered fields: hooks deliver every field that workflows go by',
      '✓ Rules and calls: what came is spelt as workflows ask for it',
      '✓ Reading: all that was delivered lately was understood as it came',
      '– Public address: nothing says where the relay is reached from outside — Set settings.publicUrl.',
      '✓ Live calls: calls are told of when they begin and when they end',
    ]);
    expect(examined.stdout).toContain('Nothing is broken, 1 worth a look, 3 that could not be told.');
    expect(examined.code).toBe(0);
  });

  it('tells of endpoints that are off and that workflows send to, in the configuration or by a switch', async () => {
    const crm = { ...endpoint('crm', { url: 'https://crm.example.test' }, { name: 'Our CRM' }) };
    const workflows = [sale([{ type: 'INTEGRATION', endpointId: 'crm' }])];
    const offLine =
      '! Endpoints: the endpoint "Our CRM" is switched off in the configuration, and "Sale" sends to it: what comes due is skipped — Switch it on: npm run connect -- switch endpoint crm on';
    const configured = await examine({ parts: { endpoints: [{ ...crm, active: false }], workflows } });
    expect(configured.lines).toContain(offLine);
    const switched = await examine({
      parts: { endpoints: [crm], workflows },
      switchedOff: 'endpoints/crm',
    });
    expect(switched.lines.find((line) => line.includes('Endpoints:'))).toMatch(
      /^! Endpoints: the endpoint "Our CRM" is switched off by an operator at 2026-11-20 09:00:00 PST, and "Sale"/,
    );
  });

  it('changes nothing, asks for nothing undocumented, and sends the token in no URL', async () => {
    const { standIn, folder } = await examine({ parts: await whole(), delivered: [ENDED] });
    expect(standIn.takeViolations()).toEqual([]);
    expect(standIn.leads.size + standIn.account.callbacks.size + standIn.account.dnc.size).toBe(0);
    expect(standIn.requests.filter(({ url }) => url.includes(TOKEN))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });

  it('says what the API URL needs where nothing else tells of what a workflow waits for', async () => {
    const parts = { workflows: [sale([{ type: 'MOVE', listId: LIST }], { events: [{ type: 'CALLBACK' }] })] };
    const { lines } = await examine({ parts, delivered: [ENDED] });
    expect(lines).toContain(
      '– Delivered fields: the workflow "Sale" waits for callback, and no hook has told of that lately — Give it an API URL of its own in Convoso that ends in ?event=callback. Let it happen once in Convoso, with a workflow there that calls the hook, and ask again.',
    );
  });

  it('does not send to the Adaptor of Convoso for what arrives in another section', async () => {
    const conditions = [{ section: 'lead', field: 'term_reason', operator: 'is_equal_to', value: 'CALLER' }];
    const events = [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions }];
    const parts = { workflows: [sale([{ type: 'MOVE', listId: LIST }], { events })] };
    const { lines } = await examine({ parts, delivered: [ENDED] });
    expect(lines).toContain(
      '✗ Delivered fields: an event of the workflow "Sale" goes by lead.term_reason, which no hook delivers: it never starts — term_reason arrives in the section callLog: name that one.',
    );
  });

  it('says of what it cannot tell why, and what to do', async () => {
    const parts = { workflows: [sale([{ type: 'MOVE', listId: LIST, skipIfLiveCall: true }])] };
    const { lines, code } = await examine({ parts });
    expect(lines).toContain(
      '– Delivered fields: the hook "main" has delivered nothing lately — Let it happen once in Convoso, with a workflow there that calls the hook, and ask again.',
    );
    expect(lines).toContain(
      '– Live calls: no hook has delivered anything yet — Make a call in Convoso, and ask again.',
    );
    expect(code).toBe(0);
  });

  it('needs no token where nothing acts in Convoso', async () => {
    const { lines, code } = await examine({
      parts: { workflows: [] },
      plant: (document) => ({ ...document, account: {}, statuses: [] }),
    });
    expect(lines).toContainEqual(expect.stringMatching(/^– Token: the account has no token/));
    expect(lines).toContain('– Rights: no action acts in Convoso');
    expect(code).toBe(0);
  });

  it('does not send anybody to pull statuses without a token', async () => {
    const { lines } = await examine({
      parts: { workflows: [] },
      plant: (document) => ({ ...document, account: {}, statuses: [] }),
    });
    expect(lines).toContain(
      "! Statuses: the account's statuses are not loaded: which are final or reached is a guess — Mend the token first. Then run: npm run connect -- statuses pull",
    );
  });

  it('passes over workflows and actions that are off', async () => {
    const off = sale([{ type: 'MOVE', listId: '9999' }], { active: false });
    const partly = { ...sale([{ type: 'MOVE', listId: '9999', active: false }]), id: 'partly' };
    const { code, lines } = await examine({ parts: { workflows: [off, partly] } });
    expect(code).toBe(0);
    expect(lines).toContain('– Rights: no action acts in Convoso');
  });

  it('looks whether the relay is reached at its public address, and with how much', async () => {
    const relay = await runRelay({ config: config({ endpoints: [] }) });
    const linesAt = async (publicUrl: string) => {
      const settings = { egress: { allow: [] }, publicUrl };
      return (await examine({ parts: { workflows: [], settings } })).lines.filter((line) =>
        line.includes('Public address'),
      );
    };

    expect(await linesAt(relay.url)).toEqual([
      expect.stringContaining('! Public address: http://127.0.0.1:'),
      expect.stringContaining('! Public address: the API is reached at'),
    ]);
    await relay.stop();
    expect(await linesAt(relay.url)).toEqual([
      expect.stringContaining(`✗ Public address: nothing answers at ${relay.url} (connect ECONNREFUSED`),
    ]);
  });

  it('gives the same as JSON', async () => {
    const parts = { workflows: [sale([{ type: 'STATUS', status: 'SALEE' }])] };
    const { stdout, code } = await examine({ parts, args: ['--json'] });
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: object[] };
    expect({ ok, code }).toEqual({ ok: false, code: 1 });
    expect(findings).toContainEqual({
      check: 'statusCodes',
      title: 'Status codes',
      standing: 'broken',
      message: expect.stringContaining('SALEE'),
      remedy: 'Did you mean "SALE"?',
    });
  });

  it('leaves an empty data folder empty', async () => {
    const folder = dataFolder();
    const { code, stdout } = await connect(folder, ['doctor'], SECRETS);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ Configuration: there is no configuration file');
    expect(stdout).toContain('– Token: the configuration cannot be read');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never shows a secret', async () => {
    const env = { TOKEN: 'a-token-of-somebody-else', HOOK: 'the-secret-of-the-hook' };
    const { stdout, stderr } = await examine({ parts: { workflows: [sale([{ type: 'HOPPER' }])] }, env });
    for (const secret of Object.values(env)) expect(stdout + stderr).not.toContain(secret);
  });

  it('finds no fault where none is', async () => {
    const workflows = [sale([{ type: 'HOPPER', expiresInMinutes: 60 }])];
    const examined = await examine({ parts: { workflows }, delivered: [ENDED] });
    expect(faults(examined)).toEqual([]);
  });
});
