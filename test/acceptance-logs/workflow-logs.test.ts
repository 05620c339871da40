import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { errorOf, runRelay } from '../support/relay.js';
import type { OccurrenceReport } from '../support/reports.js';
import { ask, readCsv, type ExecutionPage } from './log-api.js';

async function relayWithActions() {
  const crm = await destination(({ body }) =>
    body.includes('"lead":"2"') ? { status: 400 } : { status: 200, body: '{"success":true}' },
  );
  const document = config({
    endpoints: [endpoint('crm', crm), endpoint('dialer', crm)],
    workflows: [
      workflow('both', ['crm', 'dialer']),
      workflow('sales', ['dialer'], { events: [{ type: 'DISPOSITION', values: ['SALE'] }] }),
    ],
  });
  const relay = await runRelay({ config: document });
  const ids: string[] = [];
  for (const fields of [
    { ...callOf(1, 1), list_id: '1001' },
    { ...callOf(2, 2), list_id: '1002' },
    { ...callOf(1, 3), list_id: '1002', status: 'SALE' },
  ]) {
    const id = await relay.post(fields);
    await relay.settled(id);
    ids.push(id);
    relay.clock.advance(HOUR);
  }
  return { relay, ids, document };
}

describe('the workflow logs', () => {
  it('list the actions of a workflow, newest first, each with how far it has come', async () => {
    const { relay, ids } = await relayWithActions();
    const { actions, next } = await ask<ExecutionPage>(relay, 'workflows/both/logs');
    expect(actions.map(({ id }) => id)).toEqual([...ids].reverse().flatMap((id) => [`${id}-02`, `${id}-01`]));
    expect(next).toBeNull();
    expect(actions[2]).toMatchObject({
      type: 'INTEGRATION',
      state: 'dead',
      workflowId: 'both',
      listId: '1002',
      occurrenceId: ids[1],
      date: '2026-11-20 10:00:00 PST',
      dueAt: '2026-11-20T18:00:00.000Z',
      attempts: 1,
    });
  });

  it('are filtered by date range, lead, list, action type and state', async () => {
    const { relay, ids } = await relayWithActions();
    const [first = '', second = '', third = ''] = ids;
    const found = async (place: string, asked: Record<string, string>) => {
      const { actions } = await ask<ExecutionPage>(relay, place, asked);
      return actions.map(({ id }) => id).sort();
    };
    const both = (id: string) => [`${id}-01`, `${id}-02`];
    const sale = `${third}-03`;
    expect(await found('actions', {})).toEqual(
      [...both(first), ...both(second), ...both(third), sale].sort(),
    );
    expect(await found('workflows/sales/logs', {})).toEqual([sale]);
    expect(await found('actions', { workflow: 'sales' })).toEqual([sale]);
    expect(await found('actions', { lead: '1' })).toEqual([...both(first), ...both(third), sale].sort());
    expect(await found('workflows/both/logs', { lead: '1' })).toEqual(
      [...both(first), ...both(third)].sort(),
    );
    expect(await found('actions', { list: '1001' })).toEqual(both(first));
    expect(await found('actions', { list: '1002', state: 'done' })).toEqual([...both(third), sale]);
    expect(await found('actions', { state: 'dead' })).toEqual(both(second));
    for (const type of ['INTEGRATION', 'integration', 'API', 'Convoso Connect']) {
      expect(await found('workflows/sales/logs', { type })).toEqual([sale]);
    }
    for (const type of ['Email', 'MOVE', 'Add to DNC']) expect(await found('actions', { type })).toEqual([]);
    expect(await found('actions', { from: '2026-11-20T18:00:00Z', to: '2026-11-20T18:59:59Z' })).toEqual(
      both(second),
    );
    expect(await found('actions', { to: '2026-11-19' })).toEqual([]);
  });

  it('come in pages, and whole as CSV', async () => {
    const { relay } = await relayWithActions();
    for (let call = 10; call < 20; call++) await relay.settled(await relay.post(callOf(call, call)));
    const first = await ask<ExecutionPage>(relay, 'actions', { limit: '20' });
    const second = await ask<ExecutionPage>(relay, 'actions', { limit: '20', after: String(first.next) });
    expect([first.actions.length, second.actions.length, second.next]).toEqual([20, 7, null]);
    const ids = [...first.actions, ...second.actions].map(({ id }) => id);
    expect(new Set(ids).size).toBe(27);
    const { text } = await relay.api('actions?format=csv');
    expect(readCsv(text).map((row) => row['Id'])).toEqual(ids);
  });

  it('of a workflow that was deleted stay; of one that never was there are none', async () => {
    const { relay, document } = await relayWithActions();
    await relay.reload({ ...document, workflows: [] });
    expect((await ask<ExecutionPage>(relay, 'workflows/sales/logs')).actions).toHaveLength(1);
    const answer = await relay.api('workflows/never/logs');
    expect([answer.status, errorOf(answer).code]).toEqual([404, 'UNKNOWN_WORKFLOW']);
  });

  it('refuse a type or state that there is not', async () => {
    const { relay } = await relayWithActions();
    for (const query of ['type=FAX', 'type=constructor', 'state=lost']) {
      expect(errorOf(await relay.api(`actions?${query}`)).code).toBe('UNKNOWN_VALUE');
    }
  });
});

interface History {
  readonly leadKey: string;
  readonly history: readonly OccurrenceReport[];
  readonly next: string | null;
}

describe('the history of a lead', () => {
  it('tells what happened to it, newest first, with decisions, actions and attempts', async () => {
    const { relay, ids } = await relayWithActions();
    const { history, next, leadKey } = await ask<History>(relay, 'leads/1/history');
    expect([leadKey, next]).toEqual(['lead:1', null]);
    expect(history.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect(history[0]?.decisions.map(({ workflowId, outcome }) => [workflowId, outcome])).toEqual([
      ['both', 'fired'],
      ['sales', 'fired'],
    ]);
    expect(history[1]?.actions.map(({ state, attempts }) => [state, attempts.length])).toEqual([
      ['done', 1],
      ['done', 1],
    ]);
    expect((await ask<History>(relay, 'leads/77/history')).history).toEqual([]);
  });

  it('is found by phone number where no lead id comes, and in pages', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const ids: string[] = [];
    for (let call = 1; call <= 25; call++) {
      ids.push(await relay.post({ call_log_id: String(call), phone_number: '17735550167', status: 'NI' }));
    }
    for (const id of ids) await relay.settled(id);
    const place = `leads/${encodeURIComponent('phone:(773) 555-0167')}/history`;

    const first = await ask<History>(relay, place, { limit: '20' });
    const second = await ask<History>(relay, place, { limit: '20', after: String(first.next) });

    expect([...first.history, ...second.history].map(({ id }) => id)).toEqual([...ids].reverse());
    expect([second.next, second.leadKey]).toEqual([null, 'phone:7735550167']);
    expect((await ask<History>(relay, place, { to: '2026-11-19' })).history).toEqual([]);
  });
});
