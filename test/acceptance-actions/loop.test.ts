import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { explained } from '../../relay/src/cli/explain.js';
import { InProcessReader } from '../../relay/src/reads/in-process-reader.js';
import { openReadsAt } from '../../relay/src/store/place.js';
import { convoso, TOKEN, type ConvosoStandIn } from '../stand-ins/convoso/convoso.js';
import { closeAfterTest } from '../support/closing.js';
import { endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { postTogether } from '../support/pipelined.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { storeFor } from '../support/store.js';
import { LEAD, documentWith, withLead } from './account.js';

const SAVED = {
  type: 'LEAD_FIELDS_AND_CALL_DATA',
  conditions: [{ field: 'first_name', operator: 'is_equal_to', value: 'Test' }],
};
const WRITE = { id: 'a', type: 'FIELD', field: 'city', operation: 'set', value: 'Springfield' };

const LOOP_LIMIT = 100;
/** The first save is somebody else's, and its echo no iteration yet. */
const WRITES_UNTIL_OFF = LOOP_LIMIT + 1;

interface Pending {
  readonly id: string;
  readonly type: string;
}

async function pendingOf(relay: TestRelay, query = ''): Promise<readonly Pending[]> {
  return (JSON.parse((await relay.api(`pending${query}`)).text) as { pending: Pending[] }).pending;
}

/** What is due within a minute, whatever else waits for longer. */
function pendingSoon(relay: TestRelay): Promise<readonly Pending[]> {
  return pendingOf(relay, `?to=${new Date(relay.clock.now() + 60_001).toISOString()}`);
}

/** Waits until so many are due soon; looked at in hundreds of turns, so without `expect`, which would print them all. */
function dueSoon(relay: TestRelay, count: number): Promise<void> {
  return eventually(async () => {
    const { length } = await pendingSoon(relay);
    if (length !== count) throw new Error(`${length} actions are due soon, and ${count} are waited for`);
  });
}

/** The next turn of the loop is planned. */
function oneIsPending(relay: TestRelay): Promise<void> {
  return dueSoon(relay, 1);
}

/** Whatever was planned for now or soon is done and settled. */
function nothingIsDue(relay: TestRelay): Promise<void> {
  return dueSoon(relay, 0);
}

/** Lets the loop go round until it is stopped: a minute apart, because a faster one is held back by the rate limit. */
async function goRound(relay: TestRelay, standIn: ConvosoStandIn): Promise<void> {
  await relay.post({ lead_id: LEAD, first_name: 'Test', phone_number: '7735550167' });
  for (let turn = 0; turn < WRITES_UNTIL_OFF; turn += 1) {
    await oneIsPending(relay);
    relay.advance(60_000);
    await eventually(async () => expect(standIn.deliveries).toHaveLength(turn + 1));
  }
}

/** What is wrong now, as whoever asks for an explanation reads it first. */
async function wrongIn({ running, clock }: TestRelay): Promise<string> {
  const dataFolder = path.dirname(running.configFile);
  const place = { dataFolder, ...(await storeFor(dataFolder)) };
  const reader = new InProcessReader(() => openReadsAt(place));
  closeAfterTest(() => reader.close());
  const asked = { id: undefined, options: { limit: '1' }, now: clock.now() };
  const [first = ''] = await explained(reader, {
    ...asked,
    relay: { kind: 'running' },
    where: 'data folder',
  });
  return first.startsWith('What is wrong now') ? first : '';
}

describe('a workflow that triggers itself by saving the lead', () => {
  it('runs until it has caused itself a hundred times, is switched off once and tells of it once', async () => {
    const port = await freePort();
    const standIn = await convoso({ echoTo: `http://127.0.0.1:${port}/hooks/main` });
    withLead(standIn);
    const actionSets = [{ id: 's', schedule: { minutes: 1 }, actions: [WRITE] }];
    const workflow = { name: 'Greedy', events: [SAVED], actionSets };
    const relay = await runRelay({ config: documentWith(standIn, [], { workflow }), env: { TOKEN }, port });
    await goRound(relay, standIn);

    const notice = await relay.notice('loop');
    expect(notice.message).toMatch(
      /The workflow "Greedy" has been switched off: it caused itself 100 times, .* It writes city, and/,
    );
    expect(notice.count).toBe(1);
    const { text } = await relay.api('workflows/w');
    expect(JSON.parse(text)).toMatchObject({
      active: false,
      configured: true,
      switched: { reason: expect.stringMatching(/^switched off by loop protection/) },
    });
    const audit = await relay.api('audit?what=workflows.switch');
    const occurrence = expect.any(String);
    expect((JSON.parse(audit.text) as { changes: unknown }).changes).toEqual([
      expect.objectContaining({
        who: 'loop protection',
        part: 'workflow:w',
        before: { active: true },
        after: { active: false, occurrence },
      }),
    ]);

    expect(await wrongIn(relay)).toMatch(/! .*"Greedy" has been switched off: .* switch workflow w on/);
    const writes = standIn.requests.length;
    expect(writes).toBe(WRITES_UNTIL_OFF);
    await relay.settled(await relay.post({ lead_id: LEAD, first_name: 'Test', phone_number: '7735550167' }));
    expect(standIn.requests).toHaveLength(writes);
    expect((await relay.notice('loop')).count).toBe(1);

    const headers = { 'content-type': 'application/json' };
    await relay.api('workflows/w', { method: 'PATCH', headers, body: '{"active":true}' });
    expect(await wrongIn(relay)).toBe('');
  });

  it('takes what it still meant to save with it, and leaves its messages pending', async () => {
    const port = await freePort();
    const standIn = await convoso({ echoTo: `http://127.0.0.1:${port}/hooks/main` });
    withLead(standIn);
    const crm = await destination();
    const message = { id: 'm', type: 'INTEGRATION', endpointId: 'crm' };
    const actionSets = [
      { id: 's', schedule: { minutes: 1 }, actions: [WRITE] },
      { id: 'later', schedule: { hours: 12 }, actions: [{ ...WRITE, id: 'b', field: 'address1' }, message] },
    ];
    const relay = await runRelay({
      config: documentWith(standIn, [], {
        endpoints: [endpoint('crm', crm)],
        workflow: { events: [SAVED], actionSets },
      }),
      env: { TOKEN },
      port,
    });
    const ofAnother = await relay.post({ lead_id: '7', first_name: 'Test', phone_number: '7735550168' });
    const [soon] = (await relay.explain(ofAnother)).actions;
    await relay.api(`pending/${soon?.id ?? ''}/flush`, { method: 'POST' });
    await goRound(relay, standIn);
    await relay.notice('loop');

    expect((await pendingOf(relay, '?type=FIELD')).length).toBe(0);
    expect((await pendingOf(relay, '?type=INTEGRATION&limit=200')).length).toBe(WRITES_UNTIL_OFF + 1);
    // Of another lead too: the workflow is at fault, not the lead.
    const reason = expect.stringMatching(/^its workflow was switched off by loop protection at /);
    const { actions } = await relay.explain(ofAnother);
    expect(actions.map(({ state, reason: why }) => [state, why])).toEqual([
      ['flushed', expect.any(String)],
      ['cancelled', reason],
      ['waiting', null],
    ]);
  });

  it('tells of what it took that the loop was the cause, whatever arrives in the same moment', async () => {
    const standIn = await convoso();
    withLead(standIn);
    const later = {
      id: 'later',
      schedule: { hours: 12 },
      actions: [{ ...WRITE, id: 'b', field: 'address1' }],
    };
    const relay = await runRelay({
      config: {
        ...(documentWith(standIn, [], {
          workflow: {
            events: [SAVED],
            stopIf: { type: 'finalStatus' },
            actionSets: [{ id: 's', actions: [WRITE] }, later],
          },
        }) as object),
        statuses: [{ status: 'SALE', final: true }],
      },
      env: { TOKEN },
    });
    const save = { lead_id: LEAD, first_name: 'Test', city: 'Springfield' };
    const turn = async (): Promise<string> => {
      const id = await relay.post(save);
      await relay.running.settle();
      relay.advance(25_000);
      return id;
    };
    const first = await turn();
    for (let turns = 1; turns < WRITES_UNTIL_OFF; turns += 1) await turn();
    // The last comes together with a status that would stop the workflow all the same.
    expect(await postTogether(relay, [save, { ...save, status: 'SALE' }])).toHaveLength(2);
    await relay.notice('loop');

    const reason = expect.stringMatching(/^its workflow was switched off by loop protection at /);
    const { actions } = await relay.explain(first);
    expect(actions.map(({ state, reason: why }) => [state, why])).toEqual([
      ['done', null],
      ['cancelled', reason],
    ]);
  });

  it('counts from nothing after it was switched on again', async () => {
    const standIn = await convoso();
    withLead(standIn);
    const relay = await runRelay({
      config: documentWith(standIn, [WRITE], { workflow: { events: [SAVED] } }),
      env: { TOKEN },
    });
    const save = { lead_id: LEAD, first_name: 'Test', city: 'Springfield' };
    const iteration = async (): Promise<string> => {
      relay.advance(25_000);
      const report = await relay.settled(await relay.post(save));
      return report.decisions[0]?.checks.find(({ check }) => check === 'loop')?.reason ?? '';
    };
    await iteration();
    expect(await iteration()).toContain('one echo of a save is no loop');
    expect(await iteration()).toContain('iteration 1 of 100');
    expect(await iteration()).toContain('iteration 2 of 100');
    const headers = { 'content-type': 'application/json' };
    for (const active of [false, true]) {
      await relay.api('workflows/w', { method: 'PATCH', headers, body: JSON.stringify({ active }) });
    }
    expect(await iteration()).toContain('iteration 1 of 100');
  });
});

describe.each(['before the answer', 'after the answer'] as const)(
  'in an account that tells of every save %s',
  (echoes) => {
    it.each([3, 300])(
      'such a workflow is told of at once and off within 100 iterations, with %d leads',
      async (count) => {
        const port = await freePort();
        const standIn = await convoso({ echoTo: `http://127.0.0.1:${port}/hooks/main`, echoes });
        const leads = Array.from({ length: count }, (_, index) => String(1_364_887 + index));
        for (const id of leads) withLead(standIn, { id });
        const workflow = { name: 'Greedy', events: [SAVED] };
        const relay = await runRelay({
          config: documentWith(standIn, [WRITE], { workflow }),
          env: { TOKEN },
          port,
        });
        const isOff = async (): Promise<boolean> => {
          const { text } = await relay.api('workflows/w');
          return !(JSON.parse(text) as { active: boolean }).active;
        };
        let saves = 0;
        for (let round = 0; round < 8 && !(await isOff()); round += 1) {
          for (const lead_id of leads) {
            if (await isOff()) break;
            await relay.post({ lead_id, first_name: 'Test', phone_number: '7735550167' });
            saves += 1;
            await nothingIsDue(relay);
          }
          if (round === 0)
            expect((await relay.notice('self-causing')).message).toContain(
              'It writes city, and the delivery',
            );
          relay.advance(200_000);
        }
        expect(await isOff()).toBe(true);
        await nothingIsDue(relay);
        // Of each save by somebody else, the write that it causes and the one that the echo of that causes are no iterations.
        expect(standIn.requests.length).toBeLessThanOrEqual(LOOP_LIMIT + 2 * saves);
        expect((await relay.notice('loop')).count).toBe(1);
      },
    );
  },
);

describe.each(['before the answer', 'after the answer'] as const)(
  'two workflows that trigger each other, in an account that tells of every save %s',
  (echoes) => {
    it('are told of at once, both by name, and one of them is off within 100 iterations', async () => {
      const port = await freePort();
      const standIn = await convoso({ echoTo: `http://127.0.0.1:${port}/hooks/main`, echoes });
      const leads = Array.from({ length: 20 }, (_, index) => String(1_364_887 + index));
      for (const id of leads) withLead(standIn, { id });
      const answering = (id: string, asked: string, value: string) => ({
        id,
        name: `Writes ${value}`,
        events: [
          {
            type: 'LEAD_FIELDS_AND_CALL_DATA',
            conditions: [{ field: 'city', operator: 'is_equal_to', value: asked }],
          },
        ],
        actionSets: [{ id: 's', actions: [{ ...WRITE, value }] }],
      });
      const relay = await runRelay({
        config: documentWith(standIn, [], {
          workflows: [answering('a', 'Ping', 'Pong'), answering('b', 'Pong', 'Ping')],
        }),
        env: { TOKEN },
        port,
      });
      const isOff = async (id: string): Promise<boolean> => {
        const { text } = await relay.api(`workflows/${id}`);
        return !(JSON.parse(text) as { active: boolean }).active;
      };
      const oneIsOff = async (): Promise<boolean> => (await isOff('a')) || (await isOff('b'));
      let saves = 0;
      for (let round = 0; round < 3 && !(await oneIsOff()); round += 1) {
        for (const lead_id of leads) {
          if (await oneIsOff()) break;
          await relay.post({ lead_id, city: 'Ping', phone_number: '7735550167' });
          saves += 1;
          await nothingIsDue(relay);
        }
        if (round === 0) {
          const { message } = await relay.notice('self-causing');
          expect(message).toMatch(
            /^The workflow "Writes P.ng" triggers itself by way of "Writes P.ng": the rate limit has held it back for lead \d+\. /,
          );
          expect(message).toContain(
            'writes city, and the deliveries that bring this back trigger them in turn. ' +
              'Change one of them so that what the others write does not trigger it',
          );
        }
        relay.advance(200_000);
      }
      expect(await oneIsOff()).toBe(true);
      await nothingIsDue(relay);
      expect(standIn.requests.length).toBeLessThanOrEqual(2 * LOOP_LIMIT + 4 * saves);
      expect((await relay.notice('loop')).message).toContain(
        'it caused itself 100 times by way of "Writes P',
      );

      const writes = standIn.requests.length;
      relay.advance(200_000);
      await relay.post({ lead_id: LEAD, city: 'Ping', phone_number: '7735550167' });
      await nothingIsDue(relay);
      expect(standIn.requests.length - writes).toBeLessThanOrEqual(1);
    });
  },
);
