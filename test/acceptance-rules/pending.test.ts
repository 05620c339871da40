import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { decisionOn, only } from '../support/reports.js';

interface PendingEntry {
  readonly id: string;
  readonly dueAt: string;
  readonly state: string;
  readonly reason: string | null;
  readonly workflowId: string;
}

async function pending(relay: TestRelay, query = ''): Promise<PendingEntry[]> {
  const { status, text } = await relay.api(`pending${query}`);
  expect(status).toBe(200);
  return (JSON.parse(text) as { pending: PendingEntry[] }).pending;
}

const post = async (relay: TestRelay, place: string): Promise<unknown> => {
  const { status, text } = await relay.api(place, { method: 'POST' });
  expect(status).toBe(200);
  return JSON.parse(text);
};

const later = (schedule: object, action: object = {}, settings: object = {}) => {
  const actions = [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm', ...action }];
  return workflow('later', ['crm'], { actionSets: [{ id: 's', schedule, actions }], ...settings });
};

/** A relay with one workflow; it is nine in the morning in Los Angeles, the account's zone. */
async function relayWith(
  workflows: readonly object[],
  { statuses = [], settings = {} }: { statuses?: readonly object[]; settings?: Record<string, unknown> } = {},
) {
  const crm = await destination();
  const document = config({
    endpoints: [endpoint('crm', crm, settings)],
    workflows: workflows as Record<string, unknown>[],
  });
  return { crm, relay: await runRelay({ config: { ...document, statuses } }) };
}

const later503 = (seconds: number) => ({ status: 503, headers: { 'retry-after': String(seconds) } });

describe('an action with a schedule', () => {
  it('waits for its time, and is delivered then, once', async () => {
    const { crm, relay } = await relayWith([later({ hours: 2 })]);
    const id = await relay.post(callOf(1));
    const report = await relay.explain(id);
    expect(only(report.actions)).toMatchObject({
      state: 'waiting',
      nextAttemptAt: '2026-11-20T19:00:00.000Z',
    });
    expect(decisionOn(report, 'later').reason).toMatch(
      /one action planned; .* is due 2026-11-20T19:00:00.000Z/,
    );

    relay.advance(2 * HOUR - 1);
    expect(await pending(relay)).toHaveLength(1);
    relay.advance(1);
    expect(only((await relay.settled(id)).actions).state).toBe('done');
    expect(crm.requests).toHaveLength(1);
    expect(await pending(relay)).toEqual([]);
  });

  it('is held until its hours begin, says why, and keeps the order in which actions were asked for', async () => {
    const { crm, relay } = await relayWith([later({ minutes: 30, holdUntilHours: '12-5' })]);
    const first = await relay.post(callOf(1, 1));
    relay.advance(MINUTE);
    const second = await relay.post(callOf(1, 2));
    const held = only((await relay.explain(first)).actions);
    expect(held).toMatchObject({ state: 'waiting', nextAttemptAt: '2026-11-20T20:00:00.000Z' });
    expect(held.reason).toMatch(/^held: outside 12-5 in America\/Los_Angeles/);

    relay.advance(3 * HOUR);
    await relay.settled(first);
    await relay.settled(second);
    expect(crm.requests.map(({ body }) => (JSON.parse(body) as { call: string }).call)).toEqual(['1', '2']);
  });

  it('is held again when it is retried outside of its hours', async () => {
    const { crm, relay } = await relayWith([later({ holdUntilHours: '9-5' })]);
    crm.behave(() => ({ status: 503, headers: { 'retry-after': String(8 * 3_600) } }));
    const id = await relay.post(callOf(1));
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    crm.behave(() => ({ status: 200 }));
    relay.advance(8 * HOUR + MINUTE);
    const held = await relay.explainWhen(id, ({ actions }) => expect(only(actions).reason).toMatch(/^held/));
    expect(only(held.actions)).toMatchObject({ state: 'waiting', nextAttemptAt: '2026-11-21T17:00:00.000Z' });
    relay.advance(16 * HOUR);
    expect(only((await relay.settled(id)).actions).state).toBe('done');
    expect(crm.requests).toHaveLength(2);
  });
});

describe('the time for giving up of an action that is held', () => {
  it('is the whole of it before the first attempt, however late the hold is noticed', async () => {
    const settings = { giveUpAfterSeconds: 4 * 3_600 };
    const { crm, relay } = await relayWith([later({ hours: 2, holdUntilHours: '9-5' })], { settings });
    crm.behave(() => later503(3 * 3_600));
    const id = await relay.post(callOf(1));
    await relay.explain(id);
    // Due at eleven; a relay that was away finds it at six in the evening.
    relay.advance(9 * HOUR);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).reason).toMatch(/^held/));

    relay.advance(15 * HOUR);
    const tried = await relay.explainWhen(id, ({ actions }) =>
      expect(only(actions).attempts).toHaveLength(1),
    );
    expect(only(tried.actions)).toMatchObject({
      state: 'waiting',
      nextAttemptAt: '2026-11-21T20:00:00.000Z',
    });
    relay.advance(3 * HOUR);
    const action = only((await relay.settled(id)).actions);
    expect(action).toMatchObject({
      state: 'dead',
      reason: expect.stringContaining('the time for giving up'),
    });
    expect(crm.requests).toHaveLength(2);
  });

  it.each([
    ['is over once that time has passed', 1.5, 'dead'],
    ['goes on as long as some of it is left', 0.5, 'waiting'],
  ])('afterwards is what was left of it, and %s', async (_, hours, state) => {
    const settings = { giveUpAfterSeconds: 9 * 3_600 };
    const { crm, relay } = await relayWith([later({ holdUntilHours: '9-5' })], { settings });
    crm.behave(() => later503(8 * 3_600));
    const id = await relay.post(callOf(1));
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    // A minute after five an hour is left, less that minute; it is held until nine.
    relay.advance(8 * HOUR + MINUTE);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).reason).toMatch(/^held/));
    crm.behave(() => later503(hours * 3_600));
    relay.advance(16 * HOUR);

    const report = await relay.explainWhen(id, ({ actions }) =>
      expect(only(actions).attempts).toHaveLength(2),
    );

    expect(only(report.actions).state).toBe(state);
  });
});

describe('pending actions', () => {
  it('are listed, what is due first in front, and found by lead, workflow, endpoint, type and time', async () => {
    const { relay } = await relayWith([
      later({ hours: 2 }),
      workflow('other', ['crm'], {
        actionSets: [
          { id: 's', schedule: { hours: 1 }, actions: [{ id: 'x', type: 'INTEGRATION', endpointId: 'crm' }] },
        ],
      }),
    ]);
    for (const lead of [1, 2]) await relay.explain(await relay.post(callOf(lead, lead)));
    expect((await pending(relay)).map(({ workflowId }) => workflowId)).toEqual([
      'other',
      'other',
      'later',
      'later',
    ]);
    expect(await pending(relay, '?lead=1')).toHaveLength(2);
    expect(await pending(relay, '?workflow=later')).toHaveLength(2);
    expect(await pending(relay, '?workflow=later&lead=2&endpoint=crm&type=integration')).toHaveLength(1);
    expect(await pending(relay, '?type=EMAIL')).toEqual([]);
    expect(await pending(relay, '?to=2026-11-20T18:30:00Z')).toHaveLength(2);
    expect(errorOf(await relay.api('pending?leed=1')).code).toBe('UNKNOWN_FILTER');
  });

  it('are flushed one by one, by lead or by workflow: ended without being performed, with a reason', async () => {
    const { crm, relay } = await relayWith([later({ hours: 2 })]);
    const ids = [];
    for (const lead of [1, 2, 3, 3]) ids.push(await relay.post(callOf(lead, ids.length)));
    for (const id of ids) await relay.explain(id);

    const [first] = await pending(relay, '?lead=1');
    await post(relay, `pending/${String(first?.id)}/flush`);
    expect(only((await relay.explain(String(ids[0]))).actions)).toMatchObject({
      state: 'flushed',
      reason: 'flushed by an operator at 2026-11-20T17:00:00.000Z',
    });
    const looked = await post(relay, 'pending/flush?lead=3&dryRun=true');
    expect(looked).toMatchObject({ dryRun: true, flushed: 2 });
    expect(await pending(relay, '?lead=3')).toHaveLength(2);
    expect(await post(relay, 'pending/flush?lead=3')).toMatchObject({ dryRun: false, flushed: 2 });
    expect(await post(relay, 'pending/flush?workflow=later')).toMatchObject({ flushed: 1 });
    expect(await pending(relay)).toEqual([]);
    relay.advance(3 * HOUR);
    for (const id of ids) await relay.settled(id);
    expect(crm.requests).toEqual([]);
  });

  it('that is flushed lets the next of its lead have its turn at once', async () => {
    const { crm, relay } = await relayWith([workflow('now', ['crm'])]);
    crm.behave(() => ({ status: 503 }));
    const head = await relay.post(callOf(1, 1));
    await relay.explainWhen(head, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    const next = await relay.post(callOf(1, 2));
    await relay.explainWhen(next, ({ actions }) => {
      expect(only(actions).reason).toBe(`it waits for "crm" of "now" [${head}-01], which comes before it`);
    });
    crm.behave(() => ACCEPTED);

    await post(relay, `pending/${head}-01/flush`);

    expect(only((await relay.settled(next)).actions).state).toBe('done');
  });

  it('are never flushed all at once by leaving the choice out, and only while they wait', async () => {
    const { relay } = await relayWith([later({})]);
    expect(errorOf(await relay.api('pending/flush', { method: 'POST' })).code).toBe('NOTHING_CHOSEN');
    const done = only((await relay.settled(await relay.post(callOf(1)))).actions);
    const refused = await relay.api(`pending/${done.id}/flush`, { method: 'POST' });
    expect({ status: refused.status, code: errorOf(refused).code }).toEqual({
      status: 409,
      code: 'NOT_WAITING',
    });
    const unknown = await relay.api('pending/nothing/run', { method: 'POST' });
    expect({ status: unknown.status, code: errorOf(unknown).code }).toEqual({
      status: 404,
      code: 'UNKNOWN_ACTION',
    });
  });

  it('are run now on an operator’s word, whatever their own hours say', async () => {
    const { crm, relay } = await relayWith([later({ hours: 2, holdUntilHours: '5-9' })]);
    const id = await relay.post(callOf(1));
    const action = only((await relay.explain(id)).actions);
    await post(relay, `pending/${action.id}/run`);
    expect(only((await relay.settled(id)).actions).state).toBe('done');
    expect(crm.requests).toHaveLength(1);
  });

  it('hold their workflow back with Skip If Pending, until they are done', async () => {
    const { crm, relay } = await relayWith([later({ hours: 2 }, {}, { skipIfPending: true })]);
    const first = await relay.post(callOf(1, 1));
    const second = await relay.explain(await relay.post(callOf(1, 2)));
    expect(decisionOn(second, 'later')).toMatchObject({ outcome: 'suppressed' });
    expect(decisionOn(second, 'later').reason).toMatch(/one action of this workflow is still pending/);
    expect(decisionOn(await relay.explain(await relay.post(callOf(2, 3))), 'later').outcome).toBe('fired');

    relay.advance(2 * HOUR);
    await relay.settled(first);
    expect(decisionOn(await relay.explain(await relay.post(callOf(1, 4))), 'later').outcome).toBe('fired');
    expect(crm.requests.length).toBeGreaterThan(0);
  });
});

describe('Stop Workflow If', () => {
  const SALE = { status: 'SALE', final: true, reached: true };

  it('cancels what is pending for the lead as soon as the lead has such a status, and says so', async () => {
    const { crm, relay } = await relayWith([later({ hours: 2 }, {}, { stopIf: { type: 'finalStatus' } })], {
      statuses: [SALE, { status: 'NI' }],
    });
    const first = await relay.post(callOf(1, 1));
    const other = await relay.post(callOf(2, 2));
    await relay.explain(other);
    const sale = await relay.post({ ...callOf(1, 3), status: 'SALE' });
    await relay.explain(sale);
    const stopped = only((await relay.explain(first)).actions);
    expect(stopped).toMatchObject({
      state: 'cancelled',
      reason: 'stopped: the lead now has the final status SALE',
    });
    // The call that stopped it says so.
    const { text } = await relay.api(`occurrences/${sale}?as=text`);
    expect(text).toMatch(new RegExp(`^ {2}stopped: Integration .* of "later" \\[${stopped.id}\\]$`, 'm'));
    expect((await relay.api(`occurrences/${first}?as=text`)).text).not.toContain('  stopped: ');
    relay.advance(2 * HOUR);
    await relay.settled(other);
    expect(crm.requests.map(({ body }) => (JSON.parse(body) as { lead: string }).lead)).toEqual(['2', '1']);
  });

  it('cancels by an advanced lead filter, also when the matching field arrives without a call', async () => {
    const stopIf = {
      type: 'leadFilter',
      conditions: [{ field: 'city', operator: 'is_equal_to', value: 'Springfield' }],
    };
    const { relay } = await relayWith([later({ hours: 2 }, {}, { stopIf })]);
    const first = await relay.post(callOf(1, 1));
    await relay.explain(await relay.post({ lead_id: '1', city: 'springfield' }));
    expect(only((await relay.explain(first)).actions)).toMatchObject({ state: 'cancelled' });
  });
});

describe('Skip If Live Call', () => {
  it('suppresses an action while the agent of its call is on another call, and not after that', async () => {
    const { crm, relay } = await relayWith([later({ minutes: 1 }, { skipIfLiveCall: true })]);
    const agent = { agent_email: 'agent@example.test' };
    const incall = { ...callOf(9, 90), ...agent, status: 'INCALL', call_type: 'OUTBOUND' };
    const during = await relay.post({ ...callOf(1, 1), ...agent });
    await relay.explain(await relay.post(incall));
    relay.advance(MINUTE);
    const skipped = await relay.settled(during);
    expect(only(skipped.actions)).toMatchObject({ state: 'skipped' });
    expect(only(skipped.actions).reason).toMatch(/the agent is on a live call since/);

    await relay.explain(await relay.post({ ...callOf(9, 90), ...agent, status: 'NI' }));
    const after = await relay.post({ ...callOf(1, 2), ...agent });
    await relay.explain(after);
    relay.advance(MINUTE);
    expect(only((await relay.settled(after)).actions).state).toBe('done');
    expect(crm.requests.length).toBeGreaterThan(0);
  });
});
