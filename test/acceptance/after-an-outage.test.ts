import type { AnswerOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTick } from 'node:timers/promises';
import { failuresText } from '../../relay/src/cli/failures.js';
import { refuse } from '../support/beside.js';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';

type Failures = AnswerOf<RelayApi['failures']['list']>;
type Page = AnswerOf<RelayApi['failures']['actions']>;
type Part = AnswerOf<RelayApi['failures']['replay']>;

async function asked<Answer>(
  relay: TestRelay,
  place: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<Answer> {
  const { status, text } = await relay.api(place, { method });
  expect({ place, status, text: status === 200 ? '' : text }).toEqual({ place, status: 200, text: '' });
  return JSON.parse(text) as Answer;
}

/** All parts of an order, as a client asks for them one after the other. */
async function parts(relay: TestRelay, how: 'replay' | 'run', query: string): Promise<Part[]> {
  const all: Part[] = [];
  let after: string | null = '';
  while (after !== null) {
    const part: Part = await asked(relay, `failures/${how}?${query}&after=${after}`, 'POST');
    all.push(part);
    after = part.next;
  }
  return all;
}

const summed = (all: readonly Part[]) => ({
  found: all.reduce((sum, { found }) => sum + found, 0),
  again: all.reduce((sum, { again }) => sum + again, 0),
  left: all.flatMap(({ left }) => left).reduce((sum, { count }) => sum + count, 0),
});

const CALLS = 300;
const LEADS = 60;
/** The lead whose workflow stops: its status is final by the time the CRM is back. */
const SOLD = 7;

const workflows = [workflow('all', ['crm'], { name: 'Calls', stopIf: { type: 'finalStatus' } })];

/** A CRM that is down while so many calls come in, five of each lead, and is given up after an hour. */
async function outage(dataFolder = tempFolder()) {
  const crm = await destination(() => ({ status: 503 }));
  const endpoints = [
    endpoint('crm', crm, { name: 'CRM', giveUpAfterSeconds: 3_600 }),
    endpoint('other', crm),
  ];
  const statuses = [{ status: 'SALE', name: 'Sale', final: true, reached: true, success: true }];
  const document = { ...config({ endpoints, workflows }), statuses };
  const relay = await runRelay({ dataFolder, config: document });
  const ids: string[] = [];
  for (let call = 1; call <= CALLS; call += 1) {
    ids.push(await relay.post(callOf(1 + (call % LEADS), call)));
    relay.advance(SECOND);
  }
  return { relay, crm, ids, document };
}

/** Goes on until the first call of each lead has failed and waits for another attempt; its others wait behind it. */
async function firstsWaiting(relay: TestRelay): Promise<void> {
  await eventually(async () => {
    relay.advance(SECOND);
    const { failures } = await asked<Failures>(relay, 'failures?endpoint=crm&state=waiting');
    expect(failures.reduce((sum, { waiting }) => sum + waiting, 0)).toBe(LEADS);
  });
}

/** Goes on until as many have been given up. */
async function allGivenUp(relay: TestRelay, count: number): Promise<void> {
  await firstsWaiting(relay);
  await eventually(async () => {
    relay.advance(10 * MINUTE);
    const { failures } = await asked<Failures>(relay, 'failures');
    expect(failures.reduce((sum, { dead }) => sum + dead, 0)).toBe(count);
  });
}

/** Takes everything, and notes the leads of whom two calls were under way at once. */
function oneAtATime(crm: Destination): ReadonlySet<string> {
  const underWay = new Set<string>();
  const atOnce = new Set<string>();
  crm.behave(async ({ body }) => {
    const lead = leadOf(body);
    if (underWay.has(lead)) atOnce.add(lead);
    underWay.add(lead);
    // Whatever else the relay has begun arrives in the meantime.
    for (let turns = 0; turns < 50; turns += 1) await nextTick();
    underWay.delete(lead);
    return ACCEPTED;
  });
  return atOnce;
}

const callNumberOf = (body: string): number => Number((JSON.parse(body) as { call: string }).call);
const leadOf = (body: string): string => (JSON.parse(body) as { lead: string }).lead;

describe('after an outage', () => {
  it('what failed is shown with its cause, and 300 calls go out in order, none twice, those left named', async () => {
    const { relay, crm, ids } = await outage();
    await allGivenUp(relay, CALLS);

    const shown = await asked<Failures>(relay, 'failures?endpoint=crm');
    expect(shown.failures).toMatchObject([
      // The later calls of a lead wait behind its first, until it is too late for them, too.
      { cause: 'not-tried', dead: CALLS - LEADS },
      {
        endpointId: 'crm',
        endpointName: 'CRM',
        cause: 'server-error',
        dead: LEADS,
        waiting: 0,
        first: '2026-11-20 09:00:00 PST',
        command: 'npm run connect -- replay --endpoint crm --cause server-error',
        example: { name: 'Test Lead', phone: '7735550167', lastAttempt: { status: 503 }, nextAttempt: null },
      },
    ]);
    const single = await asked<Page>(relay, 'failures/actions?endpoint=crm&limit=20');
    expect(single.actions).toHaveLength(20);
    expect(single.actions[0]).toMatchObject({ id: `${ids[0] ?? ''}-01`, leadKey: 'lead:2', state: 'dead' });

    // The workflow stops for this lead while its calls lie there.
    await relay.reload({
      ...config({
        endpoints: [endpoint('crm', crm, { name: 'CRM', giveUpAfterSeconds: 3_600 }), endpoint('other', crm)],
        workflows,
      }),
      statuses: [{ status: 'SALE', name: 'Sale', final: true, reached: true, success: true }],
    });
    crm.behave(() => ACCEPTED);
    const before = crm.requests.length;
    const sale = await relay.post({ ...callOf(SOLD, 9_999), status: 'SALE' });
    await relay.explain(sale);
    await eventually(() => expect(crm.requests.length).toBeGreaterThanOrEqual(before));
    await relay.settled(sale);
    const start = crm.requests.length;
    const atOnce = oneAtATime(crm);

    const dry = await parts(relay, 'replay', 'endpoint=crm&dryRun=true&limit=100');
    expect(crm.requests.length).toBe(start);
    const real = await parts(relay, 'replay', 'endpoint=crm&limit=100');
    expect(real.map(({ found, again, held, left }) => ({ found, again, held, left }))).toEqual(
      dry.map(({ found, again, held, left }) => ({ found, again, held, left })),
    );
    expect(summed(real)).toEqual({ found: CALLS, again: CALLS - 5, left: 5 });
    expect(real.flatMap(({ left }) => left)).toEqual(
      expect.arrayContaining([expect.objectContaining({ reason: expect.stringContaining('stopped') })]),
    );

    await crm.received(start + CALLS - 5);
    const sent = crm.requests.slice(start);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(CALLS - 5);
    expect([...atOnce]).toEqual([]);
    for (let lead = 1; lead <= LEADS; lead += 1) {
      const calls = sent
        .filter(({ body }) => leadOf(body) === String(lead))
        .map(({ body }) => callNumberOf(body));
      expect(calls).toEqual([...calls].sort((a, b) => a - b));
    }
    // Given again it doubles nothing, and what was left is still there.
    expect(summed(await parts(relay, 'replay', 'endpoint=crm'))).toEqual({ found: 5, again: 0, left: 5 });
    const { failures } = await asked<Failures>(relay, 'failures');
    expect(failures.reduce((sum, { dead }) => sum + dead, 0)).toBe(5);
  });

  it('what still waits is tried at once, in the order of each lead, and what is scheduled keeps its time', async () => {
    const { relay, crm } = await outage();
    await firstsWaiting(relay);
    expect(await asked<Failures>(relay, 'failures?endpoint=crm')).toMatchObject({
      failures: [
        {
          cause: 'server-error',
          dead: 0,
          command: 'npm run connect -- run --endpoint crm --cause server-error',
        },
      ],
    });
    const { pending } = JSON.parse((await relay.api('pending?endpoint=crm&limit=20')).text) as {
      pending: { name: string; lastAttempt: { status: number } | null }[];
    };
    expect(pending[0]).toMatchObject({ name: 'Test Lead', lastAttempt: { status: 503 } });

    const atOnce = oneAtATime(crm);
    const start = crm.requests.length;
    const dry = await parts(relay, 'run', 'endpoint=crm&cause=server-error&dryRun=true');
    expect(summed(dry)).toEqual({ found: LEADS, again: LEADS, left: 0 });
    expect(summed(await parts(relay, 'run', 'endpoint=crm&cause=server-error'))).toEqual(summed(dry));

    const sent = await eventually(() => {
      relay.advance(SECOND);
      const done = crm.requests.slice(start);
      expect(new Set(done.map(({ key }) => key)).size).toBe(CALLS);
      return done;
    });
    expect(sent).toHaveLength(CALLS);
    expect([...atOnce]).toEqual([]);
    for (let lead = 1; lead <= LEADS; lead += 1) {
      const calls = sent
        .filter(({ body }) => leadOf(body) === String(lead))
        .map(({ body }) => callNumberOf(body));
      expect(calls).toEqual([...calls].sort((a, b) => a - b));
    }
  });

  it('leaves what is switched off where it is, in place of ending it as skipped', async () => {
    const crm = await destination(() => ({ status: 400 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm, { name: 'CRM' })] }) });
    await relay.settled(await relay.post(callOf(1)));
    const headers = { 'content-type': 'application/json' };
    await relay.api('endpoints/crm', { method: 'PATCH', headers, body: '{"active":false}' });

    const [part] = await parts(relay, 'replay', 'endpoint=crm');

    expect(part?.left).toMatchObject([{ code: 'INACTIVE', count: 1 }]);
    expect(part?.left[0]?.reason).toContain('CRM');
    expect(await relay.deadLetters()).toHaveLength(1);
  });

  it('understands times by the clock of the account, and says how', async () => {
    const crm = await destination(() => ({ status: 400 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    await relay.settled(await relay.post(callOf(1)));
    relay.advance(HOUR);
    await relay.settled(await relay.post(callOf(2)));
    const since = await asked<Failures>(relay, 'failures?from=09:30');
    expect(since).toMatchObject({
      since: { at: '2026-11-20T17:30:00.000Z', local: '2026-11-20 09:30:00 PST' },
      until: null,
      failures: [{ dead: 1 }],
    });
    expect((await asked<Failures>(relay, 'failures?from=2h')).failures).toMatchObject([{ dead: 2 }]);
  });

  it('tells of calls that could not be processed, too', async () => {
    const dataFolder = tempFolder();
    const crm = await destination();
    const relay = await runRelay({ dataFolder, config: config({ endpoints: [endpoint('crm', crm)] }) });
    await refuse(dataFolder, [{ of: 'insert on occurrences', saying: 'injected' }]);
    await relay.post(callOf(9, 9));
    await relay.notice('set-aside');
    const all = await asked<Failures>(relay, 'failures');
    expect(all).toMatchObject({ failures: [], calls: 1, workflows: 0 });
    expect(failuresText(all)).toBe(
      'Besides, 1 call could not be processed: listed at /api/dead-letters. Once it is mended: npm run connect -- replay --since <time>\n',
    );
    expect(await asked<Failures>(relay, 'failures?endpoint=crm')).toMatchObject({ calls: 0 });
  });

  it('knows what was deleted from the configuration as long as something of it is listed', async () => {
    const crm = await destination(() => ({ status: 400 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('old', crm)] }) });
    await relay.settled(await relay.post(callOf(1)));
    await relay.reload(config({ endpoints: [endpoint('new', crm)] }));

    const [part] = await parts(relay, 'replay', 'endpoint=old');

    expect(part?.left).toMatchObject([{ code: 'INACTIVE', count: 1 }]);
    expect(part?.left[0]?.reason).toMatch(/deleted/);
  });

  it('refuses what there is not, with what there is', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const order = (query: string) => relay.api(`failures/replay${query}`, { method: 'POST' });
    expect(errorOf(await order('')).code).toBe('NOTHING_CHOSEN');
    expect(errorOf(await order('?dryRun=true')).code).toBe('NOTHING_CHOSEN');
    expect(errorOf(await order('?endpoint=crn'))).toMatchObject({
      code: 'UNKNOWN_ENDPOINT',
      remedy: 'Use one of: crm.',
    });
    expect(errorOf(await order('?workflow=al')).code).toBe('UNKNOWN_WORKFLOW');
    expect(errorOf(await order('?endpoint=crm&cause=slow')).remedy).toContain('not-reached');
    expect(errorOf(await order('?endpont=crm')).remedy).toContain('endpoint');
    expect(errorOf(await order('?endpoint=crm&from=noon')).code).toBe('NOT_A_DATE');
    expect(errorOf(await order('?endpoint=crm&dryRun=')).code).toBe('UNKNOWN_VALUE');
  });
});
