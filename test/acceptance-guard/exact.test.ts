import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { MINUTE, SECOND } from '../support/clock.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { decisionOn } from '../support/reports.js';
import { admission, ask, eventOf, guardingRelay, type Admission } from './asking.js';

const LIMITS = { rule: 'n8n node 1', limits: { rateLimit: 9 } };

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Asks about so many events of one lead at once, each of a call of its own. */
function askAtOnce(relay: TestRelay, count: number, body: object): Promise<readonly string[]> {
  return Promise.all(
    numbers(count).map(async (n) => {
      const event = eventOf(relay, `event ${n}`, { fields: callOf(1, n + 1) });
      const { status, text } = await ask(relay, { ...body, event });
      expect(status).toBe(200);
      return text;
    }),
  );
}

const admittedOf = (texts: readonly string[]): number =>
  texts.filter((text) => (JSON.parse(text) as Admission).admitted).length;

describe('questions about one lead', () => {
  it('are admitted nine times of 200 at once, and the same ones are answered the same, byte for byte', async () => {
    const relay = await guardingRelay();
    const first = await askAtOnce(relay, 200, LIMITS);
    expect(admittedOf(first)).toBe(9);
    relay.advance(4 * MINUTE);
    expect(await askAtOnce(relay, 200, LIMITS)).toEqual(first);
  });

  it('are admitted nine times, though the relay is restarted in between', async () => {
    const dataFolder = tempFolder();
    const relay = await guardingRelay({}, { dataFolder });
    expect(admittedOf(await askAtOnce(relay, 5, LIMITS))).toBe(5);
    await relay.stop();
    const again = await runRelay({ dataFolder, clock: relay.clock });
    const all = await askAtOnce(again, 40, LIMITS);
    expect(admittedOf(all)).toBe(9);
    expect(admittedOf(all.slice(0, 5))).toBe(5);
  });

  it('share the limit of a workflow with the calls that trigger it', async () => {
    const relay = await guardingRelay();
    const answers = numbers(30).map(async (n) => {
      const event = eventOf(relay, `event ${n}`, { fields: callOf(1, 100 + n) });
      return (await admission(relay, { event })).admitted;
    });
    const calls = numbers(30).map(async (n) => {
      const report = await relay.explain(await relay.post(callOf(1, 200 + n)));
      return decisionOn(report, 'all').outcome === 'fired';
    });
    const passed = (await Promise.all([...answers, ...calls])).filter(Boolean);
    expect(passed).toHaveLength(9);
  });

  it('hear when the next would be admitted, and it is', async () => {
    const relay = await guardingRelay();
    for (const n of numbers(9)) {
      await admission(relay, { ...LIMITS, event: eventOf(relay, `event ${n}`) });
      relay.advance(10 * SECOND);
    }
    const held = await admission(relay, { ...LIMITS, event: eventOf(relay, 'tenth') });
    expect(held).toMatchObject({ admitted: false, outcome: 'suppressed', code: 'RATE_LIMITED' });
    expect(held.reason).toContain('9 are allowed');
    const clearsAt = Date.parse(held.clearsAt ?? '');
    relay.advance(clearsAt - relay.clock.now() - 1);
    const early = await admission(relay, { ...LIMITS, event: eventOf(relay, 'early') });
    expect(early.admitted).toBe(false);
    relay.advance(1);
    expect(await admission(relay, { ...LIMITS, event: eventOf(relay, 'then') })).toMatchObject({
      admitted: true,
      code: 'ADMITTED',
      clearsAt: null,
    });
  });

  it('count for other leads and other rules by themselves, and together where the limit is the lead’s', async () => {
    const relay = await guardingRelay();
    const one = (rule: string, lead: number, id: string, rateLimitScope: string) =>
      admission(relay, {
        rule,
        limits: { rateLimit: 1, rateLimitScope },
        event: eventOf(relay, id, { fields: callOf(lead) }),
      });
    expect((await one('a', 1, '1', 'workflow')).admitted).toBe(true);
    expect((await one('a', 1, '2', 'workflow')).admitted).toBe(false);
    expect((await one('b', 1, '3', 'workflow')).admitted).toBe(true);
    expect((await one('a', 2, '4', 'workflow')).admitted).toBe(true);
    expect((await one('c', 3, '5', 'lead')).admitted).toBe(true);
    expect((await one('d', 3, '6', 'lead')).admitted).toBe(false);
  });
});
