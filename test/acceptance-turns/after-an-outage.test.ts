import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';

const LEADS = 6;

/** How many actions wait or are under way. */
async function open(relay: TestRelay): Promise<number> {
  const { text } = await relay.api('pending?limit=200');
  return (JSON.parse(text) as { pending: unknown[] }).pending.length;
}

/** Lets time pass in steps, each until nothing is under way; gives when nothing was left, in milliseconds. */
async function untilDone(relay: TestRelay, step: number, most: number): Promise<number> {
  for (let passed = 0; passed <= most; passed += step) {
    relay.advance(step);
    await quiet(relay);
    if ((await open(relay)) === 0) return passed;
  }
  throw new Error(`after ${most} ms, ${await open(relay)} actions are left`);
}

/** Once no attempt is under way and none begins by itself. */
async function quiet(relay: TestRelay): Promise<void> {
  let before = '';
  await eventually(async () => {
    const { text } = await relay.api('pending?limit=200');
    const isSame = text === before;
    before = text;
    if (!isSame || text.includes('"state":"running"')) throw new Error('something goes on');
  });
}

interface Arrived {
  readonly lead: string;
  readonly call: string;
}

/** The calls that were taken, in the order of their arrival, lead by lead; each must be there once. */
function takenByLead(crm: Destination, takenFrom: number): Record<string, string[]> {
  const taken: Record<string, string[]> = {};
  for (const { body } of crm.requests.slice(takenFrom)) {
    const { lead, call } = JSON.parse(body) as Arrived;
    (taken[lead] ??= []).push(call);
  }
  return taken;
}

const expected = (calls: number, leads = LEADS) =>
  Object.fromEntries(
    Array.from({ length: leads }, (_, lead) => [
      String(100 + lead),
      Array.from({ length: calls }, (_each, call) => `${lead}-${call}`),
    ]),
  );

async function post(relay: TestRelay, call: number, leads = LEADS): Promise<void> {
  for (let lead = 0; lead < leads; lead++) await relay.post(callOf(100 + lead, `${lead}-${call}`));
}

describe('after an outage', () => {
  it.each([
    ['answers 503', { status: 503 }],
    ['hangs up at once', 'hang up'],
  ] as const)(
    'of an hour (%s), everything is sent in the order of its lanes within minutes, and nothing twice',
    async (_what, behaviour) => {
      const crm = await destination(() => behaviour);
      const relay = await runRelay({
        config: config({ endpoints: [endpoint('crm', crm, { retry: 'always' })] }),
      });
      for (let call = 0; call < 6; call++) {
        await post(relay, call);
        await quiet(relay);
        relay.advance(10 * MINUTE);
        await quiet(relay);
      }
      await eventually(async () => expect(await open(relay)).toBe(6 * LEADS));

      crm.behave(() => ACCEPTED);
      const takenFrom = crm.requests.length;
      // All lanes are held by what has failed; one of it asks every minute or, by now, five.
      await post(relay, 6);
      const took = await untilDone(relay, 20 * SECOND, 3 * HOUR);

      expect(takenByLead(crm, takenFrom)).toEqual(expected(7));
      expect(took).toBeLessThanOrEqual(6 * MINUTE);
    },
  );
});

describe('an endpoint that recovers', () => {
  /** Thirty actions that wait for a later try, each of a lead of its own. */
  async function withThirtyWaiting() {
    const crm = await destination(() => ({ status: 503 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    for (let lead = 0; lead < 30; lead++) await relay.post(callOf(100 + lead));
    await quiet(relay);
    for (let minute = 0; minute < 6; minute++) {
      relay.advance(MINUTE);
      await quiet(relay);
    }
    await eventually(async () => expect(await open(relay)).toBe(30));
    return { crm, relay, before: crm.requests.length };
  }

  it('has all that waits for a later try sent at once, whatever their own times are', async () => {
    const { crm, relay, before } = await withThirtyWaiting();
    crm.behave(() => ACCEPTED);
    await relay.post(callOf(500));
    await eventually(async () => expect(await open(relay)).toBe(0));
    expect(crm.requests.length - before).toBe(31);
  });

  it('is sent four at first, until it has taken some of them', async () => {
    const { crm, relay, before } = await withThirtyWaiting();
    crm.behave((_request, count) => (count === before + 1 ? ACCEPTED : 'silence'));
    await relay.post(callOf(500));
    await crm.received(before + 5);
    relay.advance(SECOND);
    await relay.explain(await relay.post(callOf(501)));
    expect(crm.requests).toHaveLength(before + 5);
    await crm.close();
  });
});

describe('one action that its endpoint does not take', () => {
  it('holds its own lane for a minute, while the endpoint takes all others', async () => {
    const crm = await destination(({ body }) => (body.includes('"0-0"') ? { status: 503 } : ACCEPTED));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    await post(relay, 0, 1);
    await quiet(relay);
    await post(relay, 1, 1);
    await quiet(relay);
    expect(crm.requests.some(({ body }) => body.includes('"0-1"'))).toBe(false);

    relay.advance(61 * SECOND);
    await eventually(() => expect(crm.requests.some(({ body }) => body.includes('"0-1"'))).toBe(true));
  });

  it('is dead at once where it is refused, and holds nothing', async () => {
    const crm = await destination(({ body }) => (body.includes('"0-0"') ? { status: 422 } : ACCEPTED));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    for (let call = 0; call < 3; call++) await post(relay, call, 1);
    expect((await crm.received(3)).map(({ body }) => (JSON.parse(body) as Arrived).call)).toEqual([
      '0-0',
      '0-1',
      '0-2',
    ]);
  });
});
