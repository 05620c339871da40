import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

const AGENT = { agent_email: 'agent@example.test' };

async function relayWith(schedule: object, action: object = {}, settings: object = {}) {
  const crm = await destination();
  const actions = [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm', ...action }];
  const all = workflow('all', ['crm'], { actionSets: [{ id: 's', schedule, actions }], ...settings });
  return {
    crm,
    relay: await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], workflows: [all] }) }),
  };
}

async function textOf(relay: TestRelay, id: string): Promise<string> {
  return (await relay.api(`occurrences/${id}?as=text`)).text;
}

describe('the trail as a person reads it', () => {
  it('tells until when an action is held and why, by the account’s clock with its abbreviation', async () => {
    const { relay } = await relayWith({ minutes: 30, holdUntilHours: '12-5' });
    const id = await relay.post(callOf(1));
    await relay.explain(id);
    const text = await textOf(relay, id);
    expect(text).toMatch(
      /"post" is due 2026-11-20 12:00:00 PST, held: outside 12-5 in America\/Los_Angeles\n/,
    );
    expect(text).toMatch(/all — FIRED: waits until 2026-11-20 12:00:00 PST: held: outside 12-5/);
    expect(text).toMatch(/\]: waiting, due at 2026-11-20 12:00:00 PST\n/);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });

  it('tells of another attempt, and that it is held as well', async () => {
    const { relay, crm } = await relayWith({ holdUntilHours: '9-5' });
    crm.behave(() => ({ status: 503, headers: { 'retry-after': String(8 * 3_600) } }));
    const id = await relay.post(callOf(1));
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    const waiting = await textOf(relay, id);
    expect(waiting).toMatch(/FIRED: waits since 2026-11-20 09:00:00 PST for another attempt: answered 503\n/);
    expect(waiting).toMatch(/\]: waiting, next attempt at 2026-11-20 17:00:00 PST\n/);
    relay.advance(8 * HOUR);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).reason).toMatch(/^held/));
    const held = await textOf(relay, id);
    expect(held).toMatch(/for another attempt: held: outside 9-5/);
    expect(held).toMatch(/next attempt at 2026-11-21 09:00:00 PST\n/);
  });

  it('tells of what waits that what is to stop it was never delivered, so that nothing does', async () => {
    const conditions = [{ section: 'lead', field: 'tier', operator: 'is_equal_to', value: 'gold' }];
    const stopIf = { type: 'leadFilter', conditions };
    const { relay } = await relayWith({ hours: 2 }, {}, { stopIf });
    const id = await relay.post(callOf(1));
    await relay.explain(id);
    expect(await textOf(relay, id)).toMatch(
      /FIRED: waits until [^]*\n {2}! What is to stop this workflow cannot be told, so that nothing stops what waits: lead\.tier was not delivered: map it in Convoso's Adaptor\.\n/,
    );
  });

  it('tells of what waits that its stop names a field with a slip, as a question', async () => {
    const conditions = [{ field: 'statuss', operator: 'is_equal_to', value: 'SALE' }];
    const { relay } = await relayWith({ hours: 2 }, {}, { stopIf: { type: 'leadFilter', conditions } });
    const id = await relay.post(callOf(1));
    await relay.explain(id);
    expect(await textOf(relay, id)).toMatch(/nothing stops what waits: .*: did the rule mean "status"\?\n/);
  });

  it('tells once by whom an action was flushed', async () => {
    const { relay } = await relayWith({ hours: 2 });
    const id = await relay.post(callOf(1));
    const action = only((await relay.explain(id)).actions);
    await relay.api(`pending/${action.id}/flush`, { method: 'POST' });
    const text = await textOf(relay, id);
    expect(text).toMatch(/FIRED: not sent: flushed by an operator at 2026-11-20 09:00:00 PST\n/);
    expect(text).toMatch(/-01\]: flushed\n/);
  });

  it('tells once why an action was skipped, with the checks that were made', async () => {
    const { relay } = await relayWith({ minutes: 1 }, { skipIfLiveCall: true });
    const id = await relay.post({ ...callOf(1, 1), ...AGENT });
    await relay.explain(await relay.post({ ...callOf(9, 90), ...AGENT, status: 'INCALL' }));
    relay.advance(MINUTE);
    await relay.settled(id);
    const text = await textOf(relay, id);
    expect(text).toMatch(/FIRED: not sent: the agent is on a live call since 2026-11-20 09:00:00 PST\n/);
    expect(text).toMatch(/-01\]: skipped\n/);
    expect(text).toMatch(/\n {5}✗ live call: see above\n/);
  });

  it('leaves what was delivered and what was sent as it was', async () => {
    const conditions = [{ field: 'agent_comment', operator: 'is_numeric' }];
    const events = [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions }];
    const instant = '2026-11-20T17:00:00.000Z';
    const { relay } = await relayWith({}, {}, { events });
    const id = await relay.post({ ...callOf(1), agent_comment: instant });
    await relay.explain(id);
    expect(await textOf(relay, id)).toContain(`agent_comment is "${instant}"; asked: is numeric`);
  });

  it('does not call it fired in so few words where every action was skipped', async () => {
    const { relay } = await relayWith({ relativeTo: 'lastCalled' });
    const id = await relay.post(callOf(1));
    await relay.explain(id);
    expect(await textOf(relay, id)).toMatch(
      /all — FIRED, BUT DOES NOTHING: "post" is skipped: last_called was not delivered/,
    );
  });

  it('G6: says no sentence twice about one workflow', async () => {
    const { relay, crm } = await relayWith({}, {}, { skipIfPending: true });
    crm.behave(() => ({ status: 503, body: 'busy' }));
    const first = await relay.post(callOf(1, 1));
    const second = await relay.post(callOf(1, 2));
    await relay.explainWhen(first, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    await relay.explain(second);
    const failing = await textOf(relay, first);
    expect(failing.match(/answered 503 \(it says: busy\)/g)).toHaveLength(1);
    const suppressed = await textOf(relay, second);
    expect(suppressed.match(/one action of this workflow is still pending for this lead/g)).toHaveLength(1);
    expect(suppressed).toMatch(/✗ skip if pending: see above\n/);
  });

  it('G6: names the action that another waits for, and says since when it does', async () => {
    const { relay, crm } = await relayWith({}, {}, { name: 'Every call' });
    crm.behave(() => ({ status: 503 }));
    const head = await relay.post(callOf(1, 1));
    await relay.explainWhen(head, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    const next = await relay.post(callOf(1, 2));
    await relay.explainWhen(next, ({ actions }) => expect(only(actions).reason).toMatch(/waits for/));
    expect(await textOf(relay, next)).toContain(
      `Every call — FIRED: waits since 2026-11-20 09:00:00 PST: it waits for "post" of "Every call" [${head}-01], which comes before it\n`,
    );
  });

  it('G6: counts what came of several actions, and gives the reason with each', async () => {
    const crm = await destination();
    const off = endpoint('off', crm, { name: 'Old CRM', active: false });
    const document = config({
      endpoints: [endpoint('crm', crm), off],
      workflows: [workflow('all', ['crm', 'off'])],
    });
    const relay = await runRelay({ config: document });
    const id = await relay.post(callOf(1));
    await relay.settled(id);
    const text = await textOf(relay, id);
    expect(text).toContain('all — FIRED: 1 sent; 1 not sent\n');
    expect(text).toMatch(
      /to "Old CRM" \[\S+-02\]: skipped: the endpoint "Old CRM" is switched off in the configuration\n/,
    );
  });
});
