import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { CALL_ADAPTOR, config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { decisionOn, only } from '../support/reports.js';

interface Standing {
  readonly active: boolean;
  readonly configured: boolean;
  readonly switched: { readonly reason: string; readonly at: string } | null;
}

async function turn(relay: TestRelay, place: string, active: boolean): Promise<Standing> {
  const headers = { 'content-type': 'application/json' };
  const answer = await relay.api(place, { method: 'PATCH', headers, body: JSON.stringify({ active }) });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as Standing;
}

async function standing(relay: TestRelay, place: string): Promise<Standing> {
  return JSON.parse((await relay.api(place)).text) as Standing;
}

async function relayOn(folder: string, settings: object = {}) {
  const crm = await destination();
  const document = (changes: object = {}) =>
    config({
      endpoints: [endpoint('crm', crm)],
      workflows: [workflow('all', ['crm'], { ...settings, ...changes })],
    });
  return { crm, document, relay: await runRelay({ config: document(), dataFolder: folder }) };
}

const outcome = async (relay: TestRelay, call: number) =>
  decisionOn(await relay.settled(await relay.post(callOf(1, call))), 'all');

describe('switches at run time', () => {
  it('D12: do not bring about an endpoint that is on and uses an adaptor that is off', async () => {
    const crm = await destination();
    const document = (isOn: boolean) =>
      config({
        adaptors: [{ ...CALL_ADAPTOR, active: isOn }],
        endpoints: [endpoint('crm', crm, { active: false })],
      });
    const relay = await runRelay({ config: document(false) });
    const headers = { 'content-type': 'application/json' };
    const answer = await relay.api('endpoints/crm', { method: 'PATCH', headers, body: '{"active":true}' });

    expect({ status: answer.status, code: errorOf(answer).code }).toEqual({
      status: 400,
      code: 'ADAPTOR_SWITCHED_OFF',
    });
    await relay.settled(await relay.post(callOf(1, 1)));
    expect(crm.requests).toEqual([]);

    await relay.reload(document(true));
    expect(await turn(relay, 'endpoints/crm', true)).toMatchObject({ active: true });
    await relay.settled(await relay.post(callOf(1, 2)));
    expect(crm.requests).toHaveLength(1);

    await relay.reload(document(false));
    expect(await standing(relay, 'endpoints/crm')).toMatchObject({ active: false, switched: null });
    await relay.settled(await relay.post(callOf(1, 3)));
    expect(crm.requests).toHaveLength(1);
  });

  it.each([
    ['a workflow', 'workflows/all', 'inactive'],
    ['an action', 'workflows/all/actions/crm', 'fired'],
    ['an endpoint', 'endpoints/crm', 'fired'],
  ])('switch %s off and on, and the trail says by whom', async (_, place, decided) => {
    const { crm, relay } = await relayOn(tempFolder());
    expect(await standing(relay, place)).toMatchObject({ active: true, configured: true, switched: null });
    expect(await turn(relay, place, false)).toMatchObject({
      active: false,
      configured: true,
      switched: { reason: 'switched off by an operator at 2026-11-20T17:00:00.000Z' },
    });
    const off = await relay.settled(await relay.post(callOf(1, 1)));
    expect(decisionOn(off, 'all').outcome).toBe(decided);
    const told = JSON.stringify(off);
    expect(told).toContain('switched off by an operator');
    expect(crm.requests).toEqual([]);

    expect(await turn(relay, place, true)).toMatchObject({ active: true, switched: null });
    expect((await outcome(relay, 2)).outcome).toBe('fired');
    expect(crm.requests).toHaveLength(1);
  });

  it('switch on what the configuration has off', async () => {
    const { crm, relay } = await relayOn(tempFolder(), { active: false });
    expect((await outcome(relay, 1)).outcome).toBe('inactive');
    await turn(relay, 'workflows/all', true);
    expect((await outcome(relay, 2)).outcome).toBe('fired');
    expect(crm.requests).toHaveLength(1);
  });

  it('end what is pending of a workflow when it comes due, with the reason', async () => {
    const schedule = { hours: 1 };
    const actions = [{ id: 'crm', type: 'INTEGRATION', endpointId: 'crm' }];
    const { relay } = await relayOn(tempFolder(), { actionSets: [{ id: 's', schedule, actions }] });
    const id = await relay.post(callOf(1));
    await relay.explain(id);
    await turn(relay, 'workflows/all', false);
    relay.advance(HOUR);
    const action = only((await relay.settled(id)).actions);
    expect(action.state).toBe('skipped');
    expect(action.reason).toMatch(/^the workflow "all" is off: switched off by an operator/);
  });

  it('outlive a restart and a reload, until the configuration says something else about the part', async () => {
    const folder = tempFolder();
    const first = await relayOn(folder);
    await turn(first.relay, 'workflows/all', false);
    await first.relay.stop();

    const { relay, document } = await relayOn(folder);
    expect((await standing(relay, 'workflows/all')).active).toBe(false);
    await relay.reload(document({ rateLimit: 5 }));
    expect((await standing(relay, 'workflows/all')).active).toBe(false);
    await relay.reload(document({ active: false }));
    expect(await standing(relay, 'workflows/all')).toMatchObject({
      active: false,
      configured: false,
      switched: null,
    });
    await relay.reload(document({ active: true }));
    expect(await standing(relay, 'workflows/all')).toMatchObject({ active: true, switched: null });
  });

  it('that a configuration has put an end to stay ended after a restart', async () => {
    const folder = tempFolder();
    const first = await relayOn(folder);
    await turn(first.relay, 'workflows/all', false);
    await first.relay.reload(first.document({ active: false }));
    await first.relay.reload(first.document({ active: true }));
    await first.relay.stop();

    const { relay, crm } = await relayOn(folder);

    expect(await standing(relay, 'workflows/all')).toMatchObject({ active: true, switched: null });
    expect((await outcome(relay, 1)).outcome).toBe('fired');
    expect(await crm.received(1)).toHaveLength(1);
  });

  it('refuse what is no switch and what is not there', async () => {
    const { relay } = await relayOn(tempFolder());
    const headers = { 'content-type': 'application/json' };
    for (const body of ['{}', '{"active":"yes"}', '{"active":true,"name":"x"}', '[]']) {
      const answer = await relay.api('workflows/all', { method: 'PATCH', headers, body });
      expect({ status: answer.status, code: errorOf(answer).code }).toEqual({
        status: 400,
        code: 'BAD_SWITCH',
      });
    }
    const unknown = await relay.api('workflows/al', { method: 'PATCH', headers, body: '{"active":true}' });
    expect(errorOf(unknown)).toMatchObject({ code: 'UNKNOWN_WORKFLOW', remedy: 'Use one of: all.' });
  });
});
