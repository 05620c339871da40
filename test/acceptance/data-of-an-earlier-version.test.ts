/*
 * Before numbers had bounds a schedule could lead out of the calendar: the relay took the configuration, and then every
 * delivery that reached that workflow was set aside for all workflows ("Invalid time value"). The folder is one that
 * commit 1d7d8a0 left behind; make.mjs beside it made it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createLog } from '@convoso-connect/relay';
import { expect, it, jest } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { decisionOn } from '../support/reports.js';
import { ofEmbedded } from '../support/embedded.js';

const FIXTURE = path.join(__dirname, '../fixtures/data-of-1d7d8a0');

interface Document {
  endpoints: { apiUrl: string; giveUpAfterSeconds: number }[];
  workflows: { id: string; actionSets: { schedule?: { days?: number } }[] }[];
}

/** The folder as the earlier version left it, but for the address of the destination. */
async function earlierData() {
  const crm = await destination();
  const dataFolder = tempFolder();
  const database = gunzipSync(readFileSync(path.join(FIXTURE, 'connect.sqlite.gz')));
  writeFileSync(path.join(dataFolder, 'connect.sqlite'), database);
  const document = JSON.parse(readFileSync(path.join(FIXTURE, 'connect.json'), 'utf8')) as Document;
  for (const endpoint of document.endpoints) endpoint.apiUrl = `${crm.url}/crm`;
  const log = createLog({ readable: false, level: 'silent' });
  const warn = jest.spyOn(log, 'warn');
  const warnings = () => warn.mock.calls.map(([, message]) => String(message));
  return { crm, dataFolder, document, log, warnings };
}

const withDays = ({ workflows, ...document }: Document, days: number): unknown => ({
  ...document,
  workflows: workflows.map((workflow) =>
    workflow.id === 'too-far'
      ? { ...workflow, actionSets: [{ ...workflow.actionSets[0], schedule: { days } }] }
      : workflow,
  ),
});

ofEmbedded('where no earlier version kept anything').describe('a data folder of an earlier version', () => {
  it('has no circuit breaker, which that version stored as a default that nobody had asked for', async () => {
    const { dataFolder, log } = await earlierData();
    const relay = await runRelay({ dataFolder, log });
    const { revision, resolved } = relay.running.keeper.current;
    expect(revision.number).toBeGreaterThan(0);
    expect(resolved.settings.breaker).toBeUndefined();
  });

  it('is started on, with a warning for each number that a new configuration could not have', async () => {
    const { dataFolder, document, log, warnings } = await earlierData();
    const relay = await runRelay({ dataFolder, log, config: document });
    expect((await relay.notifications()).filter(({ kind }) => kind === 'config-refused')).toEqual([]);
    const tightened = warnings().filter((message) => message.includes('An earlier version accepted it'));
    expect(tightened.map((message) => message.split(' ')[0]).sort()).toEqual([
      'endpoints[0].giveUpAfterSeconds',
      'settings.liveCallExpiresMinutes',
      'settings.retention.days',
      'workflows[2].actionSets[0].schedule.days',
    ]);
    expect(tightened.every((message) => message.endsWith('[OUT_OF_RANGE]'))).toBe(true);
  });

  it('has what was pending performed, as it was planned under each of its configurations', async () => {
    const { crm, dataFolder, document } = await earlierData();
    const relay = await runRelay({ dataFolder, config: document });
    expect(crm.requests).toEqual([]);
    relay.advance(2 * HOUR);
    const arrived = await crm.received(3);
    expect(arrived.map(({ body }) => (JSON.parse(body) as { call: string }).call).sort()).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('runs its impossible workflow into a failure of its own, and all others of the same call fire', async () => {
    const { crm, dataFolder, document } = await earlierData();
    const relay = await runRelay({ dataFolder, config: document });
    const id = await relay.post({ ...callOf(9), status: 'SALE' });
    const report = await relay.explain(id);
    expect(['every-call', 'sale'].map((each) => decisionOn(report, each).outcome)).toEqual([
      'fired',
      'fired',
    ]);
    const failed = decisionOn(report, 'too-far');
    expect(failed).toMatchObject({ outcome: 'failed', verdict: 'yes' });
    expect(failed.reason).toMatch(/^it could not be decided: a schedule of 100000000 days/);
    expect(failed.checks.at(-1)).toMatchObject({ check: 'failure', code: 'WORKFLOW_FAILED' });
    await eventually(async () => expect(crm.requests).toHaveLength(1));
    const { text } = await relay.api(`occurrences/${id}?as=text`);
    expect(text).toMatch(/too-far — FAILED: it could not be decided: .* Give it a shorter time\.\n/);
  });

  it('is told by a dry run as what it is, beside the workflows that fire', async () => {
    const { dataFolder, document } = await earlierData();
    const relay = await runRelay({ dataFolder, config: document });
    await relay.explain(await relay.post({ ...callOf(9), status: 'SALE' }));
    for (const body of ['', JSON.stringify(document)]) {
      const answer = await relay.api('simulate?since=2026-11-20T16:59:00Z', { method: 'POST', body });
      expect(answer.status).toBe(200);
      const { workflows } = JSON.parse(answer.text) as { workflows: { workflowId: string; would: object }[] };
      const would = new Map(workflows.map((each) => [each.workflowId, each.would]));
      expect(would.get('too-far')).toMatchObject({ fired: 0, failed: 1, performed: 0 });
      expect(would.get('sale')).toMatchObject({ fired: 1, failed: 0 });
    }
  });

  it('takes no change that makes such a number anew, and keeps running', async () => {
    const { dataFolder, document } = await earlierData();
    const relay = await runRelay({ dataFolder, config: document });
    await relay.reload(withDays(document, 100_000_001));
    expect((await relay.notice('config-refused')).message).toMatch(
      /schedule\.days of the workflow "too-far" \(received 100000001\): This must be at most 36500\./,
    );
    const id = await relay.post({ ...callOf(9), status: 'SALE' });
    expect(decisionOn(await relay.explain(id), 'sale').outcome).toBe('fired');
  });

  it('is mended by a new number, and then refuses the old one', async () => {
    const { dataFolder, document } = await earlierData();
    const relay = await runRelay({ dataFolder, config: document });
    await relay.reload(withDays(document, 30));
    const id = await relay.post({ ...callOf(9), status: 'SALE' });
    expect(decisionOn(await relay.explain(id), 'too-far').outcome).toBe('fired');
    await relay.reload(document);
    expect((await relay.notice('config-refused')).message).toMatch(/received 100000000\)/);
  });

  it('runs on the configuration accepted last where the file is broken, and warns all the same', async () => {
    const { dataFolder, log, warnings } = await earlierData();
    const relay = await runRelay({ dataFolder, log, config: '{' });
    expect(relay.running.keeper.current.revision.number).toBe(2);
    expect(warnings().filter((message) => message.includes('An earlier version accepted it'))).toHaveLength(
      4,
    );
  });
});
