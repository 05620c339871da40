import { describe, expect, it } from '@jest/globals';
import { change, refuse, takeAgain } from '../support/beside.js';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';

const KEY = 'a long key for tests only';
const BAD = '666';

interface Withheld {
  readonly what: string;
  readonly id: string;
  readonly reason: string;
}

/** Makes rows of one lead refuse every change, the one with which they would be set aside included. */
function refused(dataFolder: string, rules: readonly string[]): Promise<void> {
  return refuse(
    dataFolder,
    rules.map((rule) => {
      const [of = '', when = ''] = rule.split(' when ');
      return { of, when, saying: 'injected: refused' };
    }),
  );
}

const ACTION = `lead_key = 'lead:${BAD}'`;
const DELIVERY = `(select cast(body as text) like '%lead@_id=${BAD}&%' escape '@' from deliveries where seq = old.seq)`;

/** What cannot be written, with all that would be written in its place. */
const KINDS = {
  'a delivery': [`insert on occurrences when new.${ACTION}`, `delete on inbox when ${DELIVERY}`],
  'an action': [
    `insert on actions when new.${ACTION} and new.state = 'running'`,
    `update on actions when old.${ACTION}`,
  ],
  'the end of an attempt': [`update on actions when old.${ACTION}`],
} as const;

type Kind = keyof typeof KINDS;

async function withheld(relay: TestRelay): Promise<readonly Withheld[]> {
  const { status, text } = await send(`${relay.url}/readyz`, { headers: { authorization: `Bearer ${KEY}` } });
  expect(status).toBe(200);
  const { withheld: those } = JSON.parse(text) as {
    withheld?: { count: number; first: readonly Withheld[] };
  };
  return those?.first ?? [];
}

const isAbout = (lead: string) => (body: string) => (JSON.parse(body) as { lead: string }).lead === lead;

async function start(dataFolder: string, crm: Destination): Promise<TestRelay> {
  return runRelay({ dataFolder, apiKey: KEY, config: config({ endpoints: [endpoint('crm', crm)] }) });
}

/** The keys that have arrived for a lead. */
function keysOf(crm: Destination, lead: string): string[] {
  return crm.requests.filter(({ body }) => isAbout(lead)(body)).map(({ key }) => key);
}

/** Calls of other leads, which all have to go out. */
async function othersGoOut(relay: TestRelay, crm: Destination): Promise<void> {
  for (const number of [1, 2, 3]) {
    const id = await relay.post(callOf(100 + number, number));
    await relay.settled(id);
    expect(keysOf(crm, String(100 + number))).toContain(`${id}-01`);
  }
}

describe.each(Object.keys(KINDS) as Kind[])('B1: %s that refuses even to be set aside', (kind) => {
  it('is kept out of the way of all others, told once, and goes through once the store takes it', async () => {
    const dataFolder = tempFolder();
    const crm = await destination();
    const relay = await start(dataFolder, crm);
    await refused(dataFolder, KINDS[kind]);

    const bad = await relay.post(callOf(BAD, 1));
    await othersGoOut(relay, crm);

    await eventually(async () =>
      expect(await withheld(relay)).toMatchObject([
        { what: kind, id: expect.stringContaining(bad), reason: expect.stringContaining('refused') },
      ]),
    );
    const notice = await relay.notice('withheld');
    expect(notice.message).toContain(bad);
    // It is tried again now and then, and told no second time.
    for (let time = 0; time < 5; time++) {
      relay.advance(10 * MINUTE);
      await othersGoOut(relay, crm);
    }
    expect((await relay.notice('withheld')).count).toBe(1);

    await takeAgain(dataFolder);
    relay.advance(HOUR);
    await relay.settled(bad);
    expect([...new Set(keysOf(crm, BAD))]).toEqual([`${bad}-01`]);
    if (kind === 'the end of an attempt') expect(keysOf(crm, BAD)).toHaveLength(1);
    relay.advance(2 * MINUTE);
    await eventually(async () => expect(await withheld(relay)).toEqual([]));
  });

  it('stops no start of the relay, after which it is tried anew', async () => {
    const dataFolder = tempFolder();
    const crm = await destination();
    const before = await start(dataFolder, crm);
    await refused(dataFolder, KINDS[kind]);
    const bad = await before.post(callOf(BAD, 1));
    await othersGoOut(before, crm);
    await before.stop();

    const after = await start(dataFolder, crm);
    await othersGoOut(after, crm);
    await eventually(async () =>
      expect(await withheld(after)).toMatchObject([{ what: kind, id: expect.stringContaining(bad) }]),
    );
    await after.stop();

    await takeAgain(dataFolder);
    const mended = await start(dataFolder, crm);
    await mended.settled(bad);
    expect([...new Set(keysOf(crm, BAD))]).toEqual([`${bad}-01`]);
  });
});

describe('B1: an action that refuses even to be set aside', () => {
  it('does not hold the next of its lead', async () => {
    const dataFolder = tempFolder();
    const crm = await destination();
    const relay = await start(dataFolder, crm);
    const first = `old.occurrence_id = (select min(occurrence_id) from actions where ${ACTION})`;
    await refused(dataFolder, [
      `insert on actions when new.${ACTION} and new.state = 'running'`,
      `update on actions when ${first}`,
    ]);
    await relay.post(callOf(BAD, 1));
    await eventually(async () => expect(await withheld(relay)).toHaveLength(1));

    const next = await relay.post(callOf(BAD, 2));

    await relay.settled(next);
    expect(keysOf(crm, BAD)).toEqual([`${next}-01`]);
  });
});

describe('B1: an action behind another of its lead that refuses to be parked', () => {
  it('keeps nothing else at its endpoint from going out', async () => {
    const dataFolder = tempFolder();
    const crm = await destination(({ body }, count) =>
      isAbout(BAD)(body) && count === 1 ? 'silence' : { status: 200, body: '{"success":true}' },
    );
    const relay = await start(dataFolder, crm);
    await relay.post(callOf(BAD, 1));
    await crm.received(1);
    await refused(dataFolder, [`update on actions when old.${ACTION} and old.state = 'waiting'`]);
    const behind = await relay.post(callOf(BAD, 2));

    await othersGoOut(relay, crm);

    await eventually(async () =>
      expect(await withheld(relay)).toMatchObject([{ what: 'an action', id: `${behind}-01` }]),
    );
  });

  it('keeps the end of the attempt before it from being lost neither', async () => {
    const dataFolder = tempFolder();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const crm = await destination(async ({ body }, count) => {
      if (isAbout(BAD)(body) && count === 1) await answered;
      return { status: 200, body: '{"success":true}' };
    });
    const relay = await start(dataFolder, crm);
    const first = await relay.post(callOf(BAD, 1));
    await crm.received(1);
    const behind = await relay.post(callOf(BAD, 2));
    await eventually(async () => {
      const { actions } = await relay.explain(behind);
      expect(actions[0]?.reason).toContain('it waits for');
    });
    await refused(dataFolder, [`update on actions when old.${ACTION} and old.state = 'waiting'`]);
    answer();

    await relay.settled(first);
    await othersGoOut(relay, crm);
  });
});

describe('B1: an action that refuses to be woken', () => {
  it('does not keep the call from being processed that cancels what stands before it', async () => {
    const dataFolder = tempFolder();
    const crm = await destination(() => 'silence');
    const stopped = { stopIf: { type: 'finalStatus' }, events: [{ type: 'DISPOSITION', values: ['NI'] }] };
    const workflows = [
      workflow('first', ['crm'], { events: stopped.events }),
      workflow('stopped', ['crm'], stopped),
      workflow('behind', ['crm'], { events: stopped.events }),
    ];
    const document = config({ endpoints: [endpoint('crm', crm)], workflows });
    const statuses = [{ status: 'SALE', final: true }];
    const relay = await runRelay({ dataFolder, apiKey: KEY, config: { ...document, statuses } });
    const call = await relay.post(callOf(BAD, 1));
    await crm.received(1);
    await relay.explainWhen(call, ({ actions }) => {
      for (const { reason } of actions.slice(1)) expect(reason).toContain('it waits for');
    });
    // The head is out of the way, and the next to be woken is what stood behind the one that is cancelled.
    await change(dataFolder, `update actions set state = 'done' where workflow_id = 'first'`);
    await refused(dataFolder, [`update on actions when old.workflow_id = 'behind'`]);

    const sale = await relay.post({ ...callOf(BAD, 2), status: 'SALE' });

    expect((await relay.explain(sale)).id).toBe(sale);
    const { actions } = await relay.explain(call);
    expect(actions.map(({ state }) => state)).toEqual(['done', 'cancelled', 'waiting']);
  });
});

describe('B1: a notification whose row refuses to be changed', () => {
  it('is not sent over and over, and keeps no other from being sent', async () => {
    const dataFolder = tempFolder();
    const ops = await destination(({ path: at }) => ({ status: at === '/ops' ? 200 : 400 }));
    const endpoints = [
      endpoint('crm', ops),
      endpoint('other', ops),
      endpoint('ops', ops, { postDataType: 'RAW' }),
    ];
    const settings = { egress: { allow: ['127.0.0.0/8'] }, notifications: { endpointId: 'ops' } };
    const workflows = [workflow('all', ['crm', 'other'])];
    const relay = await runRelay({
      dataFolder,
      apiKey: KEY,
      config: config({ endpoints, workflows, settings }),
    });
    await refused(dataFolder, [`update on notifications when old.key = 'dead:crm'`]);

    await relay.settled(await relay.post(callOf(1, 1)));

    await eventually(() => expect(new Set(ops.at('/ops').map(({ body }) => keyIn(body))).size).toBe(2));
    for (let beat = 0; beat < 10; beat++) {
      relay.advance(1_000);
      await relay.api('notifications');
    }
    const sent = ops.at('/ops').map(({ body }) => keyIn(body));
    expect(sent.sort()).toEqual(['dead:crm', 'dead:other']);
  });
});

function keyIn(body: string): string {
  return new URLSearchParams(body).get('key') ?? '';
}
