import { describe, expect, it } from '@jest/globals';
import { change, numberIn, tablesOf } from '../support/beside.js';
import { callOf } from '../support/calls.js';
import { full } from '../support/check-full.js';
import { MINUTE } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { isRunOnPostgres } from '../support/store.js';

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

describe('however many actions come due in one minute', () => {
  it('60 dead endpoints with 64 each keep nothing from a healthy one, and all of them are tried', async () => {
    const crm = await destination(({ path: at }) => (at === '/crm' ? ACCEPTED : { status: 503 }));
    const dead = numbered(60).map((number) => `dead-${number}`);
    const inFiveMinutes = { schedule: { minutes: 5 } };
    const later = workflow('later', [...dead, 'crm']);
    const [set] = later['actionSets'] as readonly object[];
    const relay = await runRelay({
      config: config({
        endpoints: [...dead, 'crm'].map((id) => endpoint(id, crm)),
        workflows: [{ ...later, actionSets: [{ ...set, ...inFiveMinutes }] }],
      }),
    });
    for (const lead of numbered(64)) await relay.post(callOf(lead, lead));
    await eventually(async () => {
      const { text } = await relay.api('pending?limit=20&endpoint=crm');
      expect((JSON.parse(text) as { pending: unknown[] }).pending).toHaveLength(20);
    });

    relay.advance(5 * MINUTE);

    await crm.received(64, '/crm');
    await crm.received(64 * 61);
    const keys = new Set(crm.requests.map(({ key }) => key));
    expect(keys.size).toBe(64 * 61);
  });

  // In order means one after the other, each with two commits to wait for, in another process on Postgres.
  const answering = full && !isRunOnPostgres() ? 100 : 20;
  it(`one call that ${answering} workflows answer with 15 actions each has all ${15 * answering} carried out, in order`, async () => {
    const crm = await destination();
    const actions = numbered(15).map((number) => ({
      id: `post-${number}`,
      type: 'INTEGRATION',
      endpointId: 'crm',
    }));
    const workflows = numbered(answering).map((number) => ({
      id: `workflow-${number}`,
      events: [{ type: 'DISPOSITION' }],
      actionSets: [{ id: 'now', actions }],
    }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], workflows }) });

    const id = await relay.post(callOf(1, 1));

    const count = 15 * answering;
    const arrived = await crm.received(count);
    expect(arrived.map(({ key }) => key)).toEqual(
      numbered(count).map((number) => `${id}-${String(number).padStart(String(count).length, '0')}`),
    );
  });

  it('300,000 that wait, a third of them due and behind one another, let calls come in and go out', async () => {
    const dataFolder = tempFolder();
    const crm = await destination(({ path: at }) => (at === '/crm' ? ACCEPTED : { status: 503 }));
    const document = config({
      endpoints: [endpoint('crm', crm), endpoint('dead', crm, { orderGroup: 'dead' })],
      workflows: [workflow('all', ['crm']), workflow('dead', ['dead'], { events: [{ type: 'CALLBACK' }] })],
    });
    const first = await runRelay({ dataFolder, config: document });
    const one = await first.post({ ...callOf(1, 1), status: 'NI' });
    await first.settled(one);
    await first.stop();
    await fill(dataFolder, one);

    const relay = await runRelay({ dataFolder });
    const ids = [];
    for (const lead of numbered(50)) ids.push(await relay.post(callOf(lead + 1, lead + 1)));

    for (const id of ids) await relay.settled(id);
    expect(crm.at('/crm')).toHaveLength(51);
    const left = `select count(*) from actions where state in ('waiting', 'running')`;
    expect(await numberIn(dataFolder, left)).toBe(300_000);
  });
});

/** Actions that wait: 200,000 for later, and 100,000 that are due, in one lane of a dead endpoint. */
async function fill(dataFolder: string, occurrenceId: string): Promise<void> {
  const tables = await tablesOf(dataFolder);
  const columns = Object.keys(
    await tables.selectFrom('actions').selectAll().limit(1).executeTakeFirstOrThrow(),
  );
  const changed: Record<string, string> = {
    id: "template.id || '-' || (1000000 + n)",
    endpoint_id: "'dead'",
    workflow_id: "'dead'",
    action_id: "'dead'",
    state: "'waiting'",
    attempts: '0',
    lane: "case when n <= 100000 then 'one lane' else 'lane ' || n end",
    due_at: 'template.due_at + case when n <= 100000 then 0 else 864000000 end',
    next_at: 'template.due_at + case when n <= 100000 then 0 else 864000000 end',
    give_up_at: 'template.give_up_at + 1728000000',
    hold_until: 'null',
  };
  const values = columns.map((column) => changed[column] ?? `template.${column}`);
  await change(
    dataFolder,
    `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 300000)
    insert into actions (${columns.join(', ')})
    select ${values.join(', ')} from numbers, (select * from actions where id = '${occurrenceId}-01') as template`,
  );
}
