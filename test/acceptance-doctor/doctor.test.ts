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
      expect.stringContaining('! Configuration: workflows[1].actionSets'),
      '✓ Token: Convoso accepts the token',
      '✓ Rights: the token may call leads/update, leads/search, callbacks/insert, callbacks/search, dnc/insert, revenue/update',
      '✓ Statuses: the 4 loaded ones are those of the account',
      '✓ Status codes: all that workflows mention exist: SALE, ni, NI, INCALL',
      `✓ Lists and campaigns: all that workflows mention exist: campaign ${CAMPAIGN}, list ${LIST}`,
      '✓ Delivered fields: hooks deliver every field that workflows go by',
      '✓ Reading: all that was delivered lately was understood as it came',
      '– Public address: nothing says where the relay is reached from outside — Set settings.publicUrl.',
      '✓ Live calls: calls are told of when they begin and when they end',
    ]);
    expect(examined.stdout).toContain('Nothing is broken, 1 worth a look, 1 that could not be told.');
    expect(examined.code).toBe(0);
  });

  it('changes nothing, asks for nothing undocumented, and sends the token in no URL', async () => {
    const { standIn, folder } = await examine({ parts: await whole(), delivered: [ENDED] });
    expect(standIn.takeViolations()).toEqual([]);
    expect(standIn.leads.size + standIn.account.callbacks.size + standIn.account.dnc.size).toBe(0);
    expect(standIn.requests.filter(({ url }) => url.includes(TOKEN))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
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
    expect(stdout).toContain('✗ Configuration: the configuration file');
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
