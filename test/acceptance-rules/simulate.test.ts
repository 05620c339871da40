import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination, type Reply } from '../support/destination.js';
import { errorOf, runRelay, tempFolder } from '../support/relay.js';
import { only } from '../support/reports.js';
import { connect } from '../acceptance-process/support/relay-process.js';

interface Result {
  readonly outcome: string;
  readonly reason: string;
  readonly actions: readonly {
    readonly state: string;
    readonly at: string;
    readonly reason: string | null;
  }[];
}

interface Report {
  readonly occurrences: number;
  readonly truncated: boolean;
  readonly workflows: readonly {
    readonly workflowId: string;
    readonly would: object;
    readonly did: object;
  }[];
  readonly results: readonly {
    readonly id: string;
    readonly workflows: readonly {
      readonly workflowId: string;
      readonly would: Result | null;
      readonly did: Result | null;
      readonly differs: boolean;
    }[];
  }[];
}

/** A relay that has delivered four calls of one lead, an hour apart, the last of them a sale. */
async function yesterday() {
  const crm = await destination();
  const endpoints = [endpoint('crm', crm)];
  const dataFolder = tempFolder();
  const relay = await runRelay({ config: config({ endpoints }), dataFolder });
  const ids = [];
  for (const [call, status] of ['NI', 'NA', 'NI', 'SALE'].entries()) {
    const id = await relay.post({ ...callOf(1, call), status });
    await relay.settled(id);
    ids.push(id);
    relay.advance(HOUR);
  }
  const simulate = async (document: unknown, query = ''): Promise<Report> => {
    const answer = await relay.api(`simulate${query}`, { method: 'POST', body: JSON.stringify(document) });
    expect(answer.status).toBe(200);
    return JSON.parse(answer.text) as Report;
  };
  return { crm, relay, dataFolder, endpoints, ids, simulate };
}

describe('a dry run over stored occurrences', () => {
  it('shows what a configuration would have done, beside what was done, and sends nothing', async () => {
    const { crm, ids, endpoints, simulate } = await yesterday();
    const sale = workflow('sale', ['crm'], { events: [{ type: 'DISPOSITION', values: ['SALE'] }] });
    const report = await simulate(config({ endpoints, workflows: [sale] }));

    expect(report).toMatchObject({ occurrences: 4, truncated: false });
    expect(report.workflows).toMatchObject([
      { workflowId: 'sale', would: { fired: 1, performed: 1 }, did: { fired: 0 } },
      { workflowId: 'all', would: { fired: 0 }, did: { fired: 4, performed: 4 } },
    ]);
    expect(report.results.map(({ id }) => id)).toEqual(ids);
    expect(report.results.at(-1)?.workflows).toMatchObject([
      {
        workflowId: 'all',
        would: null,
        did: { outcome: 'fired', actions: [{ state: 'performed' }] },
        differs: true,
      },
      {
        workflowId: 'sale',
        would: { outcome: 'fired', actions: [{ state: 'performed' }] },
        did: null,
        differs: true,
      },
    ]);
    expect(crm.requests).toHaveLength(4);
  });

  it('shows what would have been held, suppressed and cancelled, with the reason', async () => {
    const { endpoints, simulate } = await yesterday();
    const held = workflow('all', ['crm'], {
      rateLimit: 1,
      stopIf: { type: 'finalStatus' },
      actionSets: [
        {
          id: 's',
          schedule: { hours: 2, holdUntilHours: '12-5' },
          actions: [{ id: 'a', type: 'INTEGRATION', endpointId: 'crm' }],
        },
      ],
    });
    const document = {
      ...config({ endpoints, workflows: [held] }),
      statuses: [{ status: 'SALE', final: true }, { status: 'NI' }, { status: 'NA' }],
    };
    const report = await simulate(document);
    const would = report.results.map(({ workflows }) => workflows[0]?.would);
    expect(would.map((each) => each?.actions[0]?.state)).toEqual([
      'performed',
      'performed',
      'cancelled',
      'held',
    ]);
    expect(would[0]?.actions[0]).toMatchObject({ at: '2026-11-20T20:00:00.000Z' });
    expect(would[2]?.actions[0]?.reason).toMatch(/^stopped: the lead now has the final status SALE/);
    expect(report.workflows[0]?.would).toMatchObject({ fired: 4, performed: 2, cancelled: 1, held: 2 });
  });

  it('does not take an action for held whose answer looks like no success, and counts what ended undelivered', async () => {
    const { crm, relay, endpoints, simulate } = await yesterday();
    crm.behave(() => ({ status: 200, body: '{"success":false}' }));
    await relay.settled(await relay.post(callOf(2, 'doubtful')));
    crm.behave(() => ({ status: 400 }));
    await relay.settled(await relay.post(callOf(3, 'refused')));

    const { did } = only((await simulate(config({ endpoints }))).workflows);

    expect(did).toMatchObject({ fired: 6, performed: 5, held: 0, undelivered: 1, cancelled: 0, skipped: 0 });
  });

  it('says of what is being sent that it is under way, and not that it was performed', async () => {
    const { crm, dataFolder, endpoints, relay, simulate } = await yesterday();
    let answer = (): void => undefined;
    const answered = new Promise<Reply>((resolve) => {
      answer = () => resolve(ACCEPTED);
    });
    crm.behave(() => answered);
    const id = await relay.post(callOf(2, 'unanswered'));
    await crm.received(5);

    const { workflows, results } = await simulate(config({ endpoints, workflows: [] }));

    expect(only(workflows).did).toMatchObject({ fired: 5, performed: 4, running: 1, held: 0 });
    expect(results.at(-1)?.workflows[0]?.did?.actions).toMatchObject([{ state: 'running' }]);
    const file = path.join(tempFolder(), 'trial.json');
    writeFileSync(file, JSON.stringify(config({ endpoints, workflows: [] })));
    const { stdout } = await connect(dataFolder, [
      'simulate',
      '--config',
      file,
      '--since',
      '2026-11-01',
      '--until',
      '2026-12-01',
    ]);
    expect(stdout).toContain('did:   fired 5, suppressed 0, actions performed 4, under way 1\n');
    expect(stdout).toMatch(/" under way, due 2026-11-20 /);
    answer();
    await relay.settled(id);
  });

  it('counts what was done once it had waited as performed and held', async () => {
    const endpoints = [endpoint('crm', await destination())];
    const held = workflow('all', ['crm'], {
      actionSets: [
        {
          id: 's',
          schedule: { holdUntilHours: '12-5' },
          actions: [{ id: 'a', type: 'INTEGRATION', endpointId: 'crm' }],
        },
      ],
    });
    const relay = await runRelay({ config: config({ endpoints, workflows: [held] }) });
    const tally = async (): Promise<object> => {
      const { text } = await relay.api('simulate', { method: 'POST' });
      return only((JSON.parse(text) as Report).workflows).did;
    };
    const id = await relay.post(callOf(1));
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).state).toBe('waiting'));
    relay.advance(HOUR);
    expect(await tally()).toMatchObject({ performed: 0, held: 1 });
    relay.advance(3 * HOUR);
    await relay.settled(id);
    relay.advance(HOUR);
    expect(await tally()).toMatchObject({ performed: 1, held: 1 });
  });

  it('takes part of the time only, where asked to', async () => {
    const { endpoints, ids, simulate } = await yesterday();
    const report = await simulate(
      config({ endpoints }),
      '?since=2026-11-20T18:00:00Z&until=2026-11-20T20:00:00Z',
    );
    expect(report.results.map(({ id }) => id)).toEqual(ids.slice(1, 3));
    expect(report.results.every(({ workflows }) => workflows.every(({ differs }) => !differs))).toBe(true);
  });

  it('refuses a configuration with mistakes as the relay itself would', async () => {
    const { relay } = await yesterday();
    const answer = await relay.api('simulate', { method: 'POST', body: '{"version":1,"workflow":[]}' });
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({
      code: 'CONFIG_REFUSED',
      message: expect.stringContaining('Did you mean "workflows"?'),
    });
  });

  it('is printed by the command line, from the data folder alone', async () => {
    const { relay, dataFolder, endpoints } = await yesterday();
    await relay.stop();
    const file = path.join(dataFolder, 'new.json');
    const sale = workflow('sale', ['crm'], {
      name: 'Sale to CRM',
      events: [{ type: 'DISPOSITION', values: ['SALE'] }],
    });
    writeFileSync(file, JSON.stringify(config({ endpoints, workflows: [sale] })));
    const { code, stdout, stderr } = await connect(dataFolder, [
      'simulate',
      '--config',
      file,
      '--since',
      '2026-11-20',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('4 occurrences. Nothing was sent.');
    expect(stdout).toMatch(
      /Sale to CRM\n {2}would: fired 1, suppressed 0, actions performed 1\n {2}did: {3}fired 0/,
    );
    expect(stdout).toMatch(/did: {3}fired: one action planned; "crm" performed 2026-11-20 09:00:00 PST/);
  });
});

describe('a dry run of one lead', () => {
  it('takes the calls of that lead alone, by its id or its number', async () => {
    const { relay, endpoints, simulate } = await yesterday();
    await relay.settled(await relay.post({ ...callOf(2, 'other'), phone_number: '7735550168' }));
    const document = config({ endpoints });
    expect((await simulate(document)).occurrences).toBe(5);
    expect((await simulate(document, '?lead=1')).occurrences).toBe(4);
    expect((await simulate(document, '?phone=(773)%20555-0168')).occurrences).toBe(1);
    expect((await simulate(document, '?lead=3')).occurrences).toBe(0);
  });

  it('takes one that was never delivered as Convoso has it, and without a token the sample, named as such', async () => {
    const { dataFolder } = await yesterday();
    const span = ['--since', '2026-11-01', '--until', '2026-12-01'];
    const stored = await connect(dataFolder, ['simulate', '--lead', '1', ...span]);
    expect(stored).toMatchObject({ code: 0, stderr: '' });
    expect(stored.stdout).toMatch(/^4 occurrences\. Nothing was sent\./);
    const never = await connect(dataFolder, ['simulate', '--phone', '773 555 0199', ...span]);
    expect(never.stdout).toMatch(
      /^Phone 7735550199 has never been delivered, and there is no token .*: this is with the built-in sample lead, a SALE\. Nothing was sent\.\n\nall\n {2}would: fired 1/,
    );
    const both = await connect(dataFolder, ['simulate', '--phone', '7735550199', '--lead', '1']);
    expect(both).toMatchObject({ code: 1 });
    expect(both.stderr).toContain('[SEVERAL_SOUGHT]');
  });
});
