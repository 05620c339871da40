/*
 * Three ways in which one call's trouble was once everybody's: an answer that held a configured word bare, so that no
 * attempt could be settled any more; more actions at once than a statement takes; and a workflow that led out of the
 * calendar. Each through the built relay, with a SIGKILL and a restart in between.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { decisionOn, type OccurrenceReport } from '../support/reports.js';
import { dataFolder, writeConfig } from './support/folders.js';
import { api, deliver } from './support/hook.js';
import { startRelayProcess, type RelayProcess } from './support/relay-process.js';

const EARLIER = path.join(__dirname, '../fixtures/data-of-1d7d8a0');

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** The trail of a delivery, once nothing of it is left to do. */
function settled(relay: RelayProcess, id: string): Promise<OccurrenceReport> {
  return eventually(async () => {
    const report = await api<OccurrenceReport>(relay, `occurrences/${id}`);
    const open = report.actions.filter(({ state }) => state === 'waiting' || state === 'running');
    // Without `expect`, which would print all of them at every look.
    if (open.length > 0) throw new Error(`${open.length} actions are not done`);
    return report;
  });
}

/** The trail of a delivery, once the workflow with the impossible schedule has come to this. */
function trailWhen(relay: RelayProcess, id: string, outcome: string): Promise<OccurrenceReport> {
  return eventually(async () => {
    const report = await api<OccurrenceReport>(relay, `occurrences/${id}`);
    expect(decisionOn(report, 'too-far').outcome).toBe(outcome);
    return report;
  });
}

/** What arrived, by key: the bodies that came under it. */
function byKey({ requests }: Destination): Map<string, Set<string>> {
  const arrived = new Map<string, Set<string>>();
  for (const { key, body } of requests) arrived.set(key, (arrived.get(key) ?? new Set()).add(body));
  return arrived;
}

describe("one call's trouble", () => {
  it('in an answer that holds a configured word bare is no trouble of the 54 calls around it', async () => {
    const crm = await destination();
    const settings = {
      authorizationHeader: 'X-Sandbox: true',
      apiAuthentication: 'pass=4455',
      responseKey: '',
    };
    const folder = dataFolder(
      config({ endpoints: [endpoint('sandbox', crm, settings), endpoint('crm', crm)] }),
    );
    const first = await startRelayProcess(folder);
    const ids: string[] = [];
    for (const call of numbered(27)) ids.push(await deliver(first, callOf(call, call)));
    await first.kill();
    const second = await startRelayProcess(folder);
    for (const call of numbered(27)) ids.push(await deliver(second, callOf(100 + call, 100 + call)));

    for (const id of ids) {
      const { actions } = await settled(second, id);
      expect(actions.map(({ state }) => state)).toEqual(['done', 'done']);
      expect(actions[0]?.attempts.at(-1)?.result).toEqual({ success: true });
    }
    expect([...byKey(crm).keys()].sort()).toEqual(ids.flatMap((id) => [`${id}-01`, `${id}-02`]).sort());
    expect([...byKey(crm).values()].filter((bodies) => bodies.size > 1)).toEqual([]);
  });

  it('of having 1,500 actions keeps none of them from going out, and nothing of the next call', async () => {
    const crm = await destination();
    const actions = numbered(15).map((number) => ({
      id: `post-${number}`,
      type: 'INTEGRATION',
      endpointId: `crm-${number}`,
    }));
    const workflows = numbered(100).map((number) =>
      workflow(`workflow-${number}`, [], { actionSets: [{ id: 'now', actions }] }),
    );
    const endpoints = [...actions.map(({ endpointId }) => endpoint(endpointId, crm)), endpoint('next', crm)];
    const next = workflow('next', ['next'], { events: [{ type: 'DISPOSITION', values: ['SALE'] }] });
    const ofOthers = workflows.map((each) => ({
      ...each,
      events: [{ type: 'DISPOSITION', values: ['NI'] }],
    }));
    const folder = dataFolder(config({ endpoints, workflows: [...ofOthers, next] }));
    const first = await startRelayProcess(folder);
    const large = await deliver(first, callOf(1, 1));
    const small = await deliver(first, { ...callOf(2, 2), status: 'SALE' });
    await settled(first, small);
    await eventually(() => expect(crm.requests.length).toBeGreaterThan(100));
    await first.kill();

    const second = await startRelayProcess(folder);

    const { actions: done } = await settled(second, large);
    expect(done.map(({ state }) => state)).toEqual(numbered(1_500).map(() => 'done'));
    expect([...byKey(crm).keys()].sort()).toEqual(
      [`${small}-01`, ...numbered(1_500).map((n) => `${large}-${String(n).padStart(4, '0')}`)].sort(),
    );
    expect([...byKey(crm).values()].filter((bodies) => bodies.size > 1)).toEqual([]);
  });

  it('with a workflow that leads out of the calendar fails that workflow alone, and is played again', async () => {
    const crm = await destination(() => ACCEPTED);
    const folder = dataFolder();
    writeFileSync(
      path.join(folder, 'connect.sqlite'),
      gunzipSync(readFileSync(path.join(EARLIER, 'connect.sqlite.gz'))),
    );
    const document = JSON.parse(readFileSync(path.join(EARLIER, 'connect.json'), 'utf8')) as {
      endpoints: { apiUrl: string }[];
      workflows: { id: string; actionSets: { schedule?: object }[] }[];
    };
    for (const each of document.endpoints) each.apiUrl = `${crm.url}/crm`;
    writeConfig(folder, document);
    const first = await startRelayProcess(folder);
    const id = await deliver(first, { ...callOf(9, 9), status: 'SALE' });
    const failed = await trailWhen(first, id, 'failed');
    expect(failed.decisions.map(({ outcome }) => outcome)).toContain('fired');
    await first.kill();
    const second = await startRelayProcess(folder);
    const { workflows } = await api<{ workflows: { id: string }[] }>(second, 'dead-letters');
    expect(workflows.map((each) => each.id)).toEqual([`${id}~too-far`]);

    const mended = document.workflows.map((each) =>
      each.id === 'too-far'
        ? { ...each, actionSets: [{ ...each.actionSets[0], schedule: { days: 0 } }] }
        : each,
    );
    writeConfig(folder, { ...document, workflows: mended });
    const replay = `${second.url}/api/dead-letters/${encodeURIComponent(`${id}~too-far`)}/replay`;
    await eventually(async () =>
      expect((await fetch(replay, { method: 'POST', headers: second.authorization })).status).toBe(200),
    );

    const trail = await trailWhen(second, id, 'fired');
    expect(trail.actions).toHaveLength(failed.actions.length + 1);
    const keys = trail.actions.map((action) => action.id);
    expect(new Set(keys).size).toBe(keys.length);
    const replayed = trail.actions.find(({ workflowId }) => workflowId === 'too-far');
    await eventually(() => expect([...byKey(crm).keys()]).toContain(replayed?.id));
    expect((await api<{ workflows: unknown[] }>(second, 'dead-letters')).workflows).toEqual([]);
  });
});
