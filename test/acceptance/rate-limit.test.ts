import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DISPOSED, callOf, form, type Fields } from '../support/calls.js';
import { MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { decisionOn } from '../support/reports.js';

async function setUp(settings: Readonly<Record<string, unknown>> = {}) {
  const crm = await destination();
  const workflows = [workflow('all', ['crm'], settings)];
  const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], workflows }) });
  return { crm, relay };
}

/** Whether a delivery fired the workflow. */
async function fires(relay: TestRelay, fields: Fields, workflowId = 'all'): Promise<boolean> {
  const report = await relay.explain(await relay.post(fields));
  const { outcome } = decisionOn(report, workflowId);
  expect(['fired', 'suppressed']).toContain(outcome);
  return outcome === 'fired';
}

const NO_LEAD: Fields = { ...DISPOSED, lead_id: '0', phone_number: '' };

describe('the rate limit of a lead, where calls are played again', () => {
  it('counts them when they are, so that no more fire at once than nine', async () => {
    const crm = await destination();
    const hooks = [{ id: 'main' }, { id: 'secret', secret: { secretRef: 'env:HOOK' } }];
    const env = { HOOK: 'a long secret of this test' };
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], hooks }), env });
    for (let call = 1; call <= 4; call++) {
      const body = form(callOf(1, call));
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      expect((await relay.hook('secret', { headers, body })).status).toBe(403);
    }
    relay.advance(MINUTE);
    for (let call = 11; call <= 19; call++) expect(await fires(relay, callOf(1, call))).toBe(true);

    for (const { id } of await relay.quarantine()) {
      const { text } = await relay.replay('quarantine', id);
      const report = await relay.explain((JSON.parse(text) as { id: string }).id);
      expect(decisionOn(report, 'all').outcome).toBe('suppressed');
    }
  });
});

describe('the rate limit of a lead', () => {
  it('suppresses the tenth trigger inside three minutes, and the trail says so', async () => {
    const { crm, relay } = await setUp();
    for (let call = 1; call <= 9; call++) {
      expect(await fires(relay, callOf(1, call))).toBe(true);
      relay.advance(10 * SECOND);
    }

    const tenth = await relay.settled(await relay.post(callOf(1, 10)));

    expect(tenth.actions).toEqual([]);
    const decision = decisionOn(tenth, 'all');
    expect(decision.outcome).toBe('suppressed');
    expect(decision.reason).toBe(
      'over the rate limit: this workflow had 9 triggers for this lead in the last 3 minutes, ' +
        '9 are allowed; the next can fire in 90 s',
    );
    expect(decision.checks.at(-1)).toMatchObject({ check: 'rateLimit', verdict: 'no', code: 'RATE_LIMITED' });
    await relay.stop();
    expect(crm.requests).toHaveLength(9);
  });

  it('lets the next trigger through once the first is three minutes old, and not a moment earlier', async () => {
    const { relay } = await setUp();
    for (let call = 1; call <= 9; call++) {
      await fires(relay, callOf(1, call));
      relay.advance(SECOND);
    }
    relay.advance(3 * MINUTE - 9 * SECOND - 1);
    expect(await fires(relay, callOf(1, 10))).toBe(false);

    relay.advance(1);

    expect(await fires(relay, callOf(1, 11))).toBe(true);
    expect(await fires(relay, callOf(1, 12))).toBe(false);
  });

  it('leaves other leads alone', async () => {
    const { relay } = await setUp({ rateLimit: 1 });
    expect(await fires(relay, callOf(1, 1))).toBe(true);
    expect(await fires(relay, callOf(1, 2))).toBe(false);

    expect(await fires(relay, callOf(2, 3))).toBe(true);
  });

  it('counts each workflow by itself, or all together where they say so', async () => {
    const crm = await destination();
    const together = { rateLimitScope: 'lead', rateLimit: 3 };
    const workflows = [
      workflow('a', ['crm'], together),
      workflow('b', ['crm'], together),
      workflow('alone', ['crm'], { rateLimit: 3 }),
    ];
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], workflows }) });
    await relay.post(callOf(1, 1));

    const second = await relay.explain(await relay.post(callOf(1, 2)));

    expect(second.decisions.map(({ outcome }) => outcome)).toEqual(['fired', 'suppressed', 'fired']);
  });

  it('holds over a restart', async () => {
    const { relay } = await setUp({ rateLimit: 1 });
    await fires(relay, callOf(1, 1));
    await relay.stop();
    const { configFile } = relay.running;

    const again = await runRelay({
      dataFolder: configFile.replace(/connect\.json$/, ''),
      clock: relay.clock,
    });

    expect(await fires(again, callOf(1, 2))).toBe(false);
  });

  it('is what a list of admitted times says, whatever the times', async () => {
    const { relay } = await setUp();
    let lead = 1;
    const gaps = fc.array(fc.integer({ min: 0, max: 40 * SECOND }), { minLength: 10, maxLength: 30 });

    const asModelled = fc.asyncProperty(gaps, async (times) => {
      lead += 1;
      const admitted: number[] = [];
      for (const [call, gap] of times.entries()) {
        relay.advance(gap);
        const now = relay.clock.now();
        const counted = admitted.filter((time) => time > now - 180_000).length;
        if (counted < 9) admitted.push(now);
        expect(await fires(relay, callOf(lead, `${lead}-${call}`))).toBe(counted < 9);
      }
    });

    await fc.assert(asModelled, { numRuns: 2, endOnFailure: true });
  });
});

describe('deliveries without a usable lead id', () => {
  it('never share a limit: where lead_id is 0 and there is no phone, all of them fire', async () => {
    const { crm, relay } = await setUp({ rateLimit: 1 });

    for (let call = 1; call <= 12; call++) {
      const report = await relay.explain(await relay.post({ ...NO_LEAD, call_log_id: String(call) }));
      expect(report.leadKey).toBeNull();
      const decision = decisionOn(report, 'all');
      expect(decision.outcome).toBe('fired');
      expect(decision.checks.find(({ check }) => check === 'rateLimit')?.code).toBe('NO_LEAD');
    }

    await crm.received(12);
  });

  it('never share a lane: one that is not answered holds none of the others', async () => {
    const { crm, relay } = await setUp();
    crm.behave((_request, count) => (count === 1 ? 'silence' : { status: 200 }));
    const first = await relay.post({ ...NO_LEAD, call_log_id: '1' });
    await crm.received(1);

    for (const call of ['2', '3', '4']) {
      await relay.settled(await relay.post({ ...NO_LEAD, call_log_id: call }));
    }

    expect((await relay.explain(first)).actions.map(({ state }) => state)).toEqual(['running']);
    expect(crm.requests).toHaveLength(4);
  });

  it('are told apart by phone number where there is one, however it is written', async () => {
    const { relay } = await setUp({ rateLimit: 2 });
    const from = (phone_number: string) => ({ ...NO_LEAD, phone_number });

    expect(await fires(relay, from('7735550167'))).toBe(true);
    expect(await fires(relay, from('+1 (773) 555-0167'))).toBe(true);
    expect(await fires(relay, from('17735550167'))).toBe(false);
    expect(await fires(relay, from('7735550168'))).toBe(true);
  });
});
