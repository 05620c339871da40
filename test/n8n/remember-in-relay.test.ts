import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { ConvosoConnectRelayApi } from '../../n8n-nodes/credentials/ConvosoConnectRelayApi.credentials';
import { makeKey } from '../acceptance-keys/keys.js';
import { callOf } from '../support/calls.js';
import { MINUTE } from '../support/clock.js';
import { config, workflow } from '../support/config.js';
import { freePort } from '../support/free-port.js';
import { send } from '../support/http.js';
import type { TestRelay } from '../support/relay.js';
import { askedRelay, decisionsOf, runAsking } from './asking-node';

const NOTHING_DONE = { actionSets: [{ id: 'none', actions: [] }] };

/** A relay that has one workflow of its own, and learns calls by its hook. */
const setup = {
  config: config({ endpoints: [], workflows: [workflow('of the relay', [], NOTHING_DONE)] }),
};

/** A call event as a trigger of n8n gives it. */
function eventOf(
  { clock }: TestRelay,
  id: string,
  fields: Partial<Record<string, string>> = {},
): IDataObject {
  const { lead_id, ...call } = { ...callOf('1364887', id), ...fields };
  const received_at = new Date(clock.now()).toISOString();
  return { id, received_at, kinds: ['disposition'], lead: { lead_id }, call, extra: {}, custom: {} };
}

const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => String(from + index));

describe('a workflow node that remembers in a relay', () => {
  it('lets nine of 40 calls of one lead pass, in however many processes they run', async () => {
    const { relay, credential } = await askedRelay(setup);
    const ran = await Promise.all(numbers(40).map((id) => runAsking(credential, [eventOf(relay, id)])));
    const decided = ran.flatMap(decisionsOf);
    const fired = decided.filter(({ outcome }) => outcome === 'fired');
    expect(fired).toHaveLength(9);
    expect(fired[0]).toMatchObject({ by: 'relay', reason: expect.stringContaining('of 9') });
    const suppressed = decided.filter(({ outcome }) => outcome === 'suppressed');
    expect(suppressed).toHaveLength(31);
    expect(suppressed[0]).toMatchObject({
      by: 'relay',
      reason: expect.stringContaining('over the rate limit'),
      clearsAt: expect.stringMatching(/Z$/),
    });
  });

  it('is answered the same when it runs again, and after a restart of the relay', async () => {
    const first = await askedRelay(setup);
    const parameters = { guardrails: { rateLimit: 1 } };
    const items = numbers(3).map((id) => eventOf(first.relay, id));
    const before = decisionsOf(await runAsking(first.credential, items, { parameters }));
    await first.relay.stop();
    const { credential } = await askedRelay({ dataFolder: first.dataFolder, clock: first.relay.clock });
    const after = decisionsOf(await runAsking(credential, items, { parameters }));
    expect(after.map(({ outcome }) => outcome)).toEqual(['fired', 'suppressed', 'suppressed']);
    expect(after.map(({ reason }) => reason)).toEqual(before.map(({ reason }) => reason));
  });

  it('shares the limit of a workflow of the relay with what comes by its hook', async () => {
    const { relay, credential } = await askedRelay(setup);
    for (const call of numbers(6)) await relay.settled(await relay.post(callOf('1364887', call)));
    const parameters = { rememberIn: 'relayWorkflow', relayWorkflow: 'of the relay' };
    const items = numbers(6, 100).map((id) => eventOf(relay, id));
    const decided = decisionsOf(await runAsking(credential, items, { parameters }));
    expect(decided.filter(({ outcome }) => outcome === 'fired')).toHaveLength(3);
  });

  it('is told by the relay that an event is none of its own', async () => {
    const { relay, credential } = await askedRelay(setup);
    const parameters = { events: { DISPOSITION: [{ values: 'SALE' }] } };
    const items = [eventOf(relay, '1'), eventOf(relay, '2', { status: 'SALE' })];
    const decided = decisionsOf(await runAsking(credential, items, { parameters }));
    expect(decided.map(({ outcome }) => outcome)).toEqual(['not-matched', 'fired']);
  });

  it('uses up nothing of production when it is tried in the editor', async () => {
    const { relay, credential } = await askedRelay(setup);
    const parameters = { guardrails: { rateLimit: 1 } };
    const tried = await runAsking(credential, [eventOf(relay, '1')], { parameters, mode: 'manual' });
    expect(decisionsOf(tried)[0]).toMatchObject({
      outcome: 'fired',
      reason: expect.stringContaining('a trial, which is not counted'),
    });
    expect(decisionsOf(await runAsking(credential, [eventOf(relay, '2')], { parameters }))[0]).toMatchObject({
      outcome: 'fired',
    });
  });

  it('asks once about an item without an id, however often Retry On Fail runs it', async () => {
    const { relay, credential } = await askedRelay(setup);
    // Such an item is dated by the clock of n8n.
    relay.advance(Date.now() - relay.clock.now());
    const flat = { lead_id: '7', call_log_id: '7', status: 'NI' };
    const event = { kinds: ['disposition'], lead: { lead_id: '8' }, call: { status: 'NI' } };
    for (const [name, item] of Object.entries({ flat, event })) {
      const again = { parameters: { guardrails: { rateLimit: 1 } }, executionId: name };
      const outcomes = [];
      for (const options of [again, again, { ...again, executionId: `${name}, again` }])
        outcomes.push(decisionsOf(await runAsking(credential, [item], options))[0]?.outcome);
      expect(outcomes).toEqual(['fired', 'fired', 'suppressed']);
    }
  });

  it('acts at its time all the same, and asks the relay then what has stopped it', async () => {
    const { relay, credential } = await askedRelay(setup);
    const parameters = {
      guardrails: { stopIf: 'finalStatus' },
      schedule: { minutes: 30 },
      options: { statuses: '[]' },
    };
    const lead = { lead_id: '50', status: 'CALLBK' };
    const [held] =
      (await runAsking(credential, [eventOf(relay, '1', lead)], { parameters })).outputs[1] ?? [];
    expect(held?.json['decision']).toMatchObject({ outcome: 'later', by: 'relay' });
    const item = withDue(held?.json ?? {}, '2026-01-01T00:00:00.000Z');
    expect(decisionsOf(await runAsking(credential, [item], { parameters }))[0]).toMatchObject({
      outcome: 'fired',
    });
    relay.advance(MINUTE);
    await relay.settled(await relay.post({ ...callOf('50', '2'), status: 'SALE' }));
    expect(decisionsOf(await runAsking(credential, [item], { parameters }))[0]).toMatchObject({
      outcome: 'cancelled',
      by: 'relay',
      reason: expect.stringContaining('SALE'),
    });
  });
});

describe('the credential of a relay', () => {
  it('is tested by a question that needs the key, and counts nothing', async () => {
    const { relay, credential } = await askedRelay(setup);
    const { request, rules = [] } = new ConvosoConnectRelayApi().test;
    const ask = async (key: string) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const body = JSON.stringify(request.body);
      return await send(`${relay.url}${request.url}`, { method: 'POST', headers, body });
    };
    const answer = await ask(credential.key);
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([200, { admitted: true }]);
    // Each way to be refused has words of its own.
    const refused = await ask('no-key-of-this-relay');
    expect(rules.map(({ properties }) => Number(properties.value))).toContain(refused.status);
    const reader = await makeKey(relay, { name: 'reader', scopes: ['read'] });
    expect(rules.map(({ properties }) => Number(properties.value))).toContain((await ask(reader.key)).status);
  });
});

describe('a relay that is away', () => {
  const away = async () => ({ url: `http://127.0.0.1:${await freePort()}`, key: 'a-key' });
  const event = {
    ...{ id: 'e', received_at: '2026-11-20T17:00:00.000Z', kinds: ['disposition'] },
    ...{ lead: { lead_id: '4711' }, call: { status: 'NI' } },
  };
  const relayOptions = { timeoutSeconds: 1 };

  it('stops the node, which says so and what to do, and fires nothing', async () => {
    const credential = await away();
    const parameters = { relayOptions };
    await expect(runAsking(credential, [event], { parameters })).rejects.toMatchObject({
      message: expect.stringContaining('could not be reached'),
      description: expect.stringMatching(/Nothing was done.*asking again is safe.*RELAY_UNREACHABLE/),
    });
    const { outputs } = await runAsking(credential, [event], { parameters, continueOnFail: true });
    expect(outputs.map((items) => items.length)).toEqual([0, 0, 1]);
  });

  it('is gone on without where that was chosen, by what this process knows, and told on the output', async () => {
    const parameters = {
      ...{ relayOptions, whenAway: 'go-on' },
      events: { DISPOSITION: [{ values: 'NI' }] },
      guardrails: { rateLimit: 1, whenNotKnown: 'fire' },
    };
    const items = [event, { ...event, id: 'f' }, { ...event, id: 'g', call: { status: 'SALE' } }];
    const ran = await runAsking(await away(), items, { parameters });
    expect(decisionsOf(ran)).toMatchObject([
      { outcome: 'fired', by: 'go-on', reason: expect.stringContaining('could not be asked') },
      { outcome: 'suppressed', by: 'go-on' },
      { outcome: 'not-matched', by: 'go-on' },
    ]);
    expect(ran.hints.map(({ message }) => message).join('\n')).toMatch(/3 items went on without the relay/);
  });
});

function withDue(json: IDataObject, dueAt: string): IDataObject {
  return { ...json, decision: { ...(json['decision'] as IDataObject), dueAt } };
}
