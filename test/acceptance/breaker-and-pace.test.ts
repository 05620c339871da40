import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination, type Behaviour } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';
import { isRunOnPostgres } from '../support/store.js';

async function setUp(
  behaviour: Behaviour,
  { settings, ...of }: { settings?: Record<string, unknown> } & Record<string, unknown> = {},
) {
  const crm = await destination(behaviour);
  const other = await destination();
  const endpoints = [endpoint('crm', crm, of), endpoint('other', other)];
  const relay = await runRelay({
    config: config({
      endpoints,
      ...(settings && { settings: { egress: { allow: ['127.0.0.0/8'] }, ...settings } }),
    }),
  });
  return { crm, other, relay };
}

interface Halt {
  readonly cause: string;
  readonly since: string;
  readonly until: string | null;
}

async function halts(relay: TestRelay): Promise<readonly Halt[]> {
  const { text } = await relay.api('endpoints/crm');
  return (JSON.parse(text) as { halts: Halt[] }).halts;
}

const causes = async (relay: TestRelay) => (await halts(relay)).map(({ cause }) => cause);

describe('a circuit breaker', () => {
  const breaker = { failures: 3, windowMinutes: 10 };

  it('opens, lets one action ask, closes, and none of it counts towards giving up', async () => {
    const { crm, other, relay } = await setUp(() => ({ status: 503 }), {
      settings: { breaker },
      giveUpAfterSeconds: 1_800,
    });
    for (let lead = 1; lead <= 3; lead++) await relay.post(callOf(lead));
    await eventually(async () => expect(await causes(relay)).toEqual(['breaker', 'failing']));
    for (let lead = 4; lead <= 8; lead++) await relay.post(callOf(lead));
    await other.received(8);
    expect(crm.requests).toHaveLength(3);

    relay.advance(31 * SECOND);
    await crm.received(4);
    await eventually(async () => expect((await halts(relay))[0]?.until).toBe('2026-11-20T17:01:31.000Z'));
    relay.advance(3 * HOUR);
    await crm.received(5);
    crm.behave(() => ACCEPTED);

    await eventually(async () => {
      // The fifth may not have been answered yet: the next one asks five minutes after that.
      relay.advance(MINUTE);
      const { text } = await relay.api('pending');
      expect((JSON.parse(text) as { pending: unknown[] }).pending).toEqual([]);
    });
    expect(await causes(relay)).toEqual([]);
    expect(await relay.deadLetters()).toEqual([]);
  });

  it.each([
    ['by a status that says so', {}],
    ['by an endpoint that says what success is', { expect: { status: '2xx' } }],
  ])('20 refusals by validation stop nothing, %s', async (_how, overrides) => {
    const { crm, relay } = await setUp((_request, count) => (count <= 20 ? { status: 422 } : ACCEPTED), {
      ...{ settings: { breaker }, ...overrides },
    });
    for (let lead = 1; lead <= 21; lead++) await relay.post(callOf(lead));
    await crm.received(21);
    expect(await causes(relay)).toEqual([]);
  });
});

describe('an endpoint that answers 429', () => {
  it('is left alone as long as it asks, with all its actions, over a restart, while others are served', async () => {
    const { crm, other, relay } = await setUp(() => ({ status: 429, headers: { 'retry-after': '600' } }));
    const id = await relay.post(callOf(1));
    await relay.explainWhen(id, ({ actions }) =>
      expect(actions.find(({ endpointId }) => endpointId === 'crm')?.attempts).toHaveLength(1),
    );
    await eventually(async () => expect(await causes(relay)).toEqual(['asked']));
    for (let lead = 2; lead <= 5; lead++) await relay.post(callOf(lead));
    await other.received(5);
    relay.advance(599 * SECOND);
    expect(crm.requests).toHaveLength(1);
    await relay.stop();

    crm.behave(() => ACCEPTED);
    const dataFolder = relay.running.configFile.replace(/[^/\\]+$/, '');
    const again = await runRelay({ dataFolder, clock: relay.clock });
    const late = await again.post(callOf(6));
    await other.received(6);
    const held = await again.explain(late);
    expect(held.actions.find(({ endpointId }) => endpointId === 'crm')).toMatchObject({
      heldBy: { cause: 'asked', until: '2026-11-20T17:10:00.000Z' },
    });
    expect(crm.requests).toHaveLength(1);
    again.advance(SECOND);
    await eventually(() => {
      again.advance(SECOND);
      expect(crm.requests).toHaveLength(7);
    });
  });
});

describe('a pace that is set', () => {
  it('is kept in any second, loses no try, and keeps nothing from others', async () => {
    const { crm, other, relay } = await setUp(() => ACCEPTED, { pace: { maxPerSecond: 2 } });
    const ids: string[] = [];
    for (let lead = 1; lead <= 9; lead++) ids.push(await relay.post(callOf(lead)));
    await other.received(9);
    // Where there can be several, another one may have ended a moment ago, and used the pace of this second.
    if (isRunOnPostgres()) relay.advance(2 * SECOND);
    await crm.received(1);
    for (let second = 0; second < 12; second++) {
      const before = crm.requests.length;
      relay.advance(1_000);
      await other.received(9);
      await eventually(() => expect(crm.requests.length).toBeGreaterThanOrEqual(Math.min(9, before + 1)));
      expect(crm.requests.length).toBeLessThanOrEqual(before + 2);
    }
    const report = await relay.settled(ids[8] ?? '');
    expect(report.actions.map(({ attempts }) => only(attempts).number)).toEqual([1, 1]);
  });

  it('keeps no more under way than it says', async () => {
    const { crm, relay } = await setUp(() => 'silence', { pace: { maxInFlight: 2 }, timeoutSeconds: 600 });
    for (let lead = 1; lead <= 6; lead++) await relay.post(callOf(lead));
    await crm.received(2);
    relay.advance(MINUTE);
    await relay.explain(await relay.post(callOf(7)));
    expect(crm.requests).toHaveLength(2);
    await crm.close();
  });
});
