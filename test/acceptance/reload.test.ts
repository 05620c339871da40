import { writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { SECOND } from '../support/clock.js';
import { CALL_ADAPTOR, config, endpoint, workflow, type Parts } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';
import { only } from '../support/reports.js';
import { ofEmbedded } from '../support/embedded.js';

/** A document with one endpoint and one workflow, changed here and there. */
function documentFor(
  crm: Destination,
  changes: Partial<Parts> & { crm?: object; all?: object } = {},
): unknown {
  const { crm: endpointChanges = {}, all = {}, ...parts } = changes;
  return config({
    endpoints: [endpoint('crm', crm, { ...endpointChanges })],
    workflows: [workflow('all', ['crm'], { ...all })],
    ...parts,
  });
}

/** A relay with one action whose first attempt was turned away, so that it waits for its second. */
async function withPending(settings: object = {}) {
  const crm = await destination(() => ({ status: 503 }));
  const relay = await runRelay({ config: documentFor(crm, { crm: settings }) });
  const id = await relay.post(callOf(1));
  await relay.explainWhen(id, ({ actions }) => {
    expect(only(actions)).toMatchObject({ state: 'waiting', attempts: [{ outcome: 'retry' }] });
  });
  crm.behave(() => ACCEPTED);
  return { crm, relay, id };
}

async function revisionOf(relay: TestRelay): Promise<number> {
  return (JSON.parse((await relay.api('config')).text) as { revision: number }).revision;
}

const OTHER_MAPPING = [
  { id: 'call', fields: [{ section: 'callLog', field: 'status', mappedTo: 'renamed' }] },
];

describe('a changed configuration file', () => {
  ofEmbedded('where no file is watched').it(
    'becomes a new revision by itself, and an equal one does not',
    async () => {
      const crm = await destination();
      const relay = await runRelay({ config: documentFor(crm) });
      expect(await revisionOf(relay)).toBe(1);
      await relay.reload(documentFor(crm));
      expect(await revisionOf(relay)).toBe(1);

      // Nobody tells the relay: it looks at the file.
      writeFileSync(relay.running.configFile, JSON.stringify(documentFor(crm, { adaptors: OTHER_MAPPING })));

      await eventually(async () => expect(await revisionOf(relay)).toBe(2));
      const report = await relay.settled(await relay.post(callOf(1)));
      expect(report.revision).toBe(2);
      expect(crm.requests.map(({ body }) => body)).toEqual(['{"renamed":"NI"}']);
      const { text } = await relay.api('config/revisions');
      expect((JSON.parse(text) as { revisions: unknown[] }).revisions).toHaveLength(2);
    },
  );

  it('leaves what was decided before explained by the revision of its time', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: documentFor(crm, { all: { name: 'As it was' } }) });
    const before = await relay.settled(await relay.post(callOf(1)));

    await relay.reload(documentFor(crm, { workflows: [] }));

    expect(await relay.explain(before.id)).toEqual(before);
    expect((await relay.explain(await relay.post(callOf(1, 2)))).decisions).toEqual([]);
  });

  it('changes nothing about the body of an action that has been attempted', async () => {
    const { crm, relay, id } = await withPending();

    await relay.reload(documentFor(crm, { adaptors: OTHER_MAPPING, crm: { postDataType: 'RAW' } }));
    relay.advance(5 * SECOND);

    await relay.settled(id);
    const [first, second] = crm.requests;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['content-type']).toBe('application/json');
  });

  it('leaves an action its mapping that was planned before and not attempted yet', async () => {
    const crm = await destination(() => 'silence');
    const relay = await runRelay({ config: documentFor(crm) });
    await relay.post(callOf(1, 1));
    await crm.received(1);
    const follower = await relay.post(callOf(1, 2));
    await relay.explain(follower);

    await relay.reload(documentFor(crm, { adaptors: OTHER_MAPPING }));
    crm.behave(() => ACCEPTED);
    relay.advance(60 * SECOND);

    await relay.settled(follower);
    expect(crm.requests.map(({ body }) => Object.keys(JSON.parse(body) as object))).toEqual([
      CALL_ADAPTOR.fields.map(({ mappedTo }) => mappedTo),
      CALL_ADAPTOR.fields.map(({ mappedTo }) => mappedTo),
    ]);
  });

  it('gives a pending action the new URL and credentials', async () => {
    const { crm, relay, id } = await withPending({
      apiAuthentication: 'token=old-token',
      authorizationHeader: 'X-Key: old-key',
    });
    const moved = await destination();

    const live = { apiAuthentication: 'token=new-token', authorizationHeader: 'X-Key: new-key' };
    await relay.reload(documentFor(moved, { crm: live }));
    relay.advance(5 * SECOND);

    await relay.settled(id);
    expect(crm.requests).toHaveLength(1);
    expect(crm.requests[0]).toMatchObject({ url: '/crm?token=old-token', headers: { 'x-key': 'old-key' } });
    const request = only(moved.requests);
    expect(request).toMatchObject({ url: '/crm?token=new-token', headers: { 'x-key': 'new-key' } });
    expect(request.body).toBe(crm.requests[0]?.body);
  });

  it.each<[what: string, changes: Parameters<typeof documentFor>[1], reason: string]>([
    [
      'an endpoint switched off',
      { crm: { active: false, name: 'CRM' } },
      'the endpoint "CRM" is switched off in the configuration',
    ],
    ['an endpoint deleted', { endpoints: [], workflows: [workflow('all', [])] }, 'action "crm" was deleted'],
    [
      'a workflow switched off',
      { all: { active: false, name: 'All' } },
      'the workflow "All" is switched off in the configuration',
    ],
    ['a workflow deleted', { workflows: [] }, 'the workflow "all" was deleted'],
    [
      'an action switched off',
      {
        all: {
          actionSets: [
            { id: 'now', actions: [{ id: 'crm', type: 'INTEGRATION', endpointId: 'crm', active: false }] },
          ],
        },
      },
      'the action "crm" is switched off in the configuration',
    ],
  ])('ends a pending action with its reason: %s', async (_what, changes, reason) => {
    const { crm, relay, id } = await withPending();

    await relay.reload(documentFor(crm, changes));
    relay.advance(5 * SECOND);

    const report = await relay.settled(id);
    expect(only(report.actions).state).toBe('skipped');
    expect(only(report.actions).reason).toContain(reason);
    expect(crm.requests).toHaveLength(1);
  });
});

ofEmbedded('where no file is read that could be broken').describe('a broken configuration file', () => {
  const BROKEN: readonly (readonly [what: string, text: (good: unknown) => string, names: string])[] = [
    ['that is no JSON', (good) => JSON.stringify(good).slice(0, -10), 'JSON'],
    ['with an unknown key', (good) => JSON.stringify({ ...(good as object), endpionts: [] }), 'endpionts'],
    ['that is empty', () => '', 'configuration'],
  ];

  it.each(BROKEN)('%s leaves the running revision in place, and says why', async (_what, text, names) => {
    const crm = await destination();
    const good = documentFor(crm);
    const relay = await runRelay({ config: good });
    const before = await relay.settled(await relay.post(callOf(1, 1)));

    await relay.reload(text(good));

    expect(await revisionOf(relay)).toBe(1);
    const notice = await relay.notice('config-refused');
    expect(notice).toMatchObject({ key: 'config', count: 1 });
    expect(notice.message).toContain(names);
    expect(notice.message).toContain('Revision 1 keeps running');
    expect(await relay.explain(before.id)).toEqual(before);
    const after = await relay.settled(await relay.post(callOf(1, 2)));
    expect(only(after.actions).state).toBe('done');
    expect(crm.requests).toHaveLength(2);
  });

  it('is followed by the mended one', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: documentFor(crm) });
    await relay.reload('{');
    await relay.reload(documentFor(crm, { adaptors: OTHER_MAPPING }));

    expect(await revisionOf(relay)).toBe(2);
    await relay.settled(await relay.post(callOf(1)));
    expect(only(crm.requests).body).toBe('{"renamed":"NI"}');
  });
});
