import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { callOf, type Fields } from '../support/calls.js';
import { MINUTE } from '../support/clock.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import type { TestRelay } from '../support/relay.js';
import { askedRelay, decisionsOf, runAsking, type AskedRelay } from './asking-node';
import { Published } from './published';

const PARAMETERS = {
  holdIn: 'relay',
  schedule: { minutes: 1 },
  guardrails: { stopIf: 'finalStatus' },
};

interface Flow extends AskedRelay {
  readonly workflow: Published;
  readonly run: (item: IDataObject, options?: { mode?: 'manual' }) => ReturnType<typeof runAsking>;
}

/** A published workflow whose trigger leads into a Convoso Workflow node that has the relay hold what is due later. */
async function flow(): Promise<Flow> {
  const document = config({
    endpoints: [],
    workflows: [],
    settings: { egress: { allow: ['127.0.0.0/8'] } },
  });
  const asked = await askedRelay({
    config: {
      ...document,
      statuses: [{ status: 'DEAD', name: 'Dead', final: true }],
    },
  });
  asked.relay.advance(Date.now() - asked.relay.clock.now());
  const workflow = await Published.start(asked.credential, { topics: ['hold.due'] });
  await workflow.publish();
  const run: Flow['run'] = (item, options = {}) =>
    runAsking(asked.credential, [item], {
      parameters: PARAMETERS,
      before: [{ type: 'n8n-nodes-convoso-connect.convosoRelayTrigger', parameters: workflow.parameters }],
      ...options,
    });
  return { ...asked, workflow, run };
}

function eventOf({ clock }: TestRelay, lead: string): IDataObject {
  const { lead_id, ...call }: Fields = { ...callOf(lead, lead), status: 'CALLBK' };
  const received_at = new Date(clock.now()).toISOString();
  return { id: `event ${lead}`, received_at, kinds: ['disposition'], lead: { lead_id }, call };
}

/** Lets the time pass until what is held is due, and the relay take it up. */
async function due({ relay, workflow }: Flow): Promise<IDataObject> {
  relay.advance(2 * MINUTE);
  return await eventually(() => {
    expect(workflow.items).toHaveLength(1);
    return workflow.items[0]?.json ?? {};
  });
}

describe('what a node has the relay hold', () => {
  it('leaves by Later with its time, comes back by the trigger, and is done then', async () => {
    const running = await flow();
    const held = await running.run(eventOf(running.relay, '1'));
    expect(decisionsOf(held)).toMatchObject([
      { outcome: 'later', by: 'relay', hold: { id: expect.any(String) }, dueAt: expect.stringMatching(/Z$/) },
    ]);
    // Nothing has to wait for it here.
    expect(held.hints).toEqual([]);
    const item = await due(running);
    expect(item).toMatchObject({ lead: { lead_id: '1' }, relay: { topic: 'hold.due', outcome: 'due' } });
    const back = await running.run(item);
    expect(back.outputs.map((items) => items.length)).toEqual([1, 0, 0]);
    expect(decisionsOf(back)).toMatchObject([{ outcome: 'fired', by: 'relay' }]);
  });

  it('is held once, however often Retry On Fail runs the node', async () => {
    const running = await flow();
    const event = eventOf(running.relay, '1');
    const [first] = decisionsOf(await running.run(event));
    const [again] = decisionsOf(await running.run(event));
    expect(again?.hold).toEqual(first?.hold);
    await due(running);
    expect(running.workflow.items).toHaveLength(1);
  });

  it('does not come back where the lead has come to a final status meanwhile', async () => {
    const running = await flow();
    const { relay } = running;
    await running.run(eventOf(relay, '1'));
    await running.run(eventOf(relay, '2'));
    await relay.settled(await relay.post({ ...callOf('1', '3'), status: 'DEAD' }));
    const item = await due(running);
    expect(item).toMatchObject({ lead: { lead_id: '2' } });
    const { text } = await relay.api('holds');
    expect((JSON.parse(text) as { holds: unknown[] }).holds).toMatchObject([
      { state: 'resumed' },
      { state: 'stopped', reason: expect.stringContaining('DEAD') },
    ]);
  });

  it('is refused where no trigger leads into the node that would bring it back', async () => {
    const running = await flow();
    running.workflow.parameters = { topics: ['call.event'] };
    await expect(running.run(eventOf(running.relay, '1'))).rejects.toMatchObject({
      message: expect.stringContaining('Hold Later In'),
      description: expect.stringContaining('Held Actions That Are Due'),
    });
  });

  it('starts no other workflow that has the same key', async () => {
    const running = await flow();
    const other = await Published.start(running.credential, { topics: ['hold.due'] }, 'another-workflow');
    await other.publish();
    await running.run(eventOf(running.relay, '1'));
    await due(running);
    expect(other.server.requests).toEqual([]);
  });

  it('is kept by the relay where its workflow is unpublished, whoever else has the same key, and sent again then', async () => {
    const running = await flow();
    const { relay, workflow, credential } = running;
    const other = await Published.start(credential, { topics: ['hold.due'] }, 'another-workflow');
    await other.publish();
    const [held] = decisionsOf(await running.run(eventOf(relay, '1')));
    await workflow.unpublish();
    relay.advance(2 * MINUTE);
    await relay.running.settle();
    const id = `${(held?.hold as { id: string }).id}-hold`;
    expect(await relay.deadLetters()).toMatchObject([{ id }]);
    expect(other.server.requests).toEqual([]);
    await workflow.publish();
    expect((await relay.replay('dead-letters', id)).status).toBe(200);
    await eventually(() => expect(workflow.items).toHaveLength(1));
    expect(other.server.requests).toEqual([]);
  });

  it('comes to every workflow of the key that asks for what others hold, too', async () => {
    const running = await flow();
    const other = await Published.start(
      running.credential,
      { topics: ['hold.due'], ownHolds: false },
      'another-workflow',
    );
    await other.publish();
    await running.run(eventOf(running.relay, '1'));
    await due(running);
    await eventually(() => expect(other.items).toHaveLength(1));
  });

  it('is not held where the node is tried in the editor', async () => {
    const running = await flow();
    const [decision] = decisionsOf(await running.run(eventOf(running.relay, '1'), { mode: 'manual' }));
    expect(decision).toMatchObject({ outcome: 'later' });
    expect(decision?.hold).toBeUndefined();
  });

  it('is refused where n8n brings it back besides, so that nothing is done twice', async () => {
    const running = await flow();
    const { outputs } = await running.run(eventOf(running.relay, '1'));
    const [later] = outputs[1] ?? [];
    const past = new Date(0).toISOString();
    const decision = { ...(later?.json['decision'] as IDataObject), dueAt: past };
    await expect(running.run({ ...later?.json, decision })).rejects.toMatchObject({
      message: expect.stringContaining('The relay holds this item'),
    });
  });

  it('is left alone by another node that the trigger leads into as well', async () => {
    const running = await flow();
    await running.run(eventOf(running.relay, '1'));
    const item = await due(running);
    const decision = { ...(item['decision'] as IDataObject), decidedBy: 'workflow/another-node' };
    expect(decisionsOf(await running.run({ ...item, decision }))).toMatchObject([
      { outcome: 'not-matched', reason: expect.stringContaining('another Convoso Workflow node') },
    ]);
  });
});
