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
    expect(text).toMatch(/\]: waiting, due at 2026-11-20 12:00:00 PST: held: outside 12-5/);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });

  it('tells of another attempt, and that it is held as well', async () => {
    const { relay, crm } = await relayWith({ holdUntilHours: '9-5' });
    crm.behave(() => ({ status: 503, headers: { 'retry-after': String(8 * 3_600) } }));
    const id = await relay.post(callOf(1));
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    expect(await textOf(relay, id)).toMatch(
      /\]: waiting, next attempt at 2026-11-20 17:00:00 PST: answered 503\n/,
    );
    relay.advance(8 * HOUR);
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).reason).toMatch(/^held/));
    expect(await textOf(relay, id)).toMatch(/next attempt at 2026-11-21 09:00:00 PST: held: outside 9-5/);
  });

  it('tells once by whom an action was flushed', async () => {
    const { relay } = await relayWith({ hours: 2 });
    const id = await relay.post(callOf(1));
    const action = only((await relay.explain(id)).actions);
    await relay.api(`pending/${action.id}/flush`, { method: 'POST' });
    expect(await textOf(relay, id)).toMatch(/-01\]: flushed by an operator at 2026-11-20 09:00:00 PST\n/);
  });

  it('tells once why an action was skipped, with the checks that were made', async () => {
    const { relay } = await relayWith({ minutes: 1 }, { skipIfLiveCall: true });
    const id = await relay.post({ ...callOf(1, 1), ...AGENT });
    await relay.explain(await relay.post({ ...callOf(9, 90), ...AGENT, status: 'INCALL' }));
    relay.advance(MINUTE);
    await relay.settled(id);
    const text = await textOf(relay, id);
    expect(text).toMatch(/-01\]: skipped: the agent is on a live call since 2026-11-20 09:00:00 PST\n/);
    expect(text).toMatch(/\n {5}✗ live call: /);
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
});
