import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DISPOSITION, deliver } from './deliveries.mjs';
import { itemsOf } from './n8n-client.mjs';
import { activated } from './scenarios-trigger.mjs';
import { until } from './until.mjs';
import { chain, connect, node, trigger } from './workflows.mjs';

/** @returns what is to be run when the items that are held over a restart are due */
export async function guardScenarios(run) {
  const { report, client, vendors } = run;
  const held = await heldOverRestart(run);

  await report.step('of 40 concurrent calls for one lead exactly 9 fire', async () => {
    vendors.sink.behave(() => ({ status: 200, body: '{"ok":true}' }));
    const before = vendors.sink.requests.length;
    const workflow = chain(
      'Guarded',
      trigger(),
      node('Workflow', 'convosoWorkflow', { events: { DISPOSITION: [{}] } }),
      node('Connect', 'convosoConnect', {
        apiUrl: `${vendors.sink.url}/guarded`,
        send: 'adaptor',
        rows: { row: [{ field: 'callLog.call_log_id', mappedTo: 'call' }] },
      }),
    );
    const { id, url } = await activated(run, workflow);
    const calls = Array.from({ length: 40 }, (_, index) => ({
      ...DISPOSITION,
      call_log_id: String(20_000 + index),
    }));
    await Promise.all(calls.map((call) => deliver(url, call)));
    const executions = await client.ended(id, 40);
    const fired = executions.flatMap((each) => itemsOf(each, 'Workflow', 0));
    const notFired = executions.flatMap((each) => itemsOf(each, 'Workflow', 2));
    assert.deepEqual([fired.length, notFired.length], [9, 31]);
    assert.equal(vendors.sink.requests.length - before, 9);
    for (const { decision } of notFired) assert.match(decision.reason, /over the rate limit/);
    return `${fired.length} fired, ${notFired.length} not`;
  });

  await report.step('N5: what is tried in the editor uses up nothing of production', async () => {
    const start = trigger();
    const deciding = node('Workflow', 'convosoWorkflow', { guardrails: { rateLimit: 2 } });
    const call = { ...DISPOSITION, lead_id: '50002', call_log_id: '50002' };
    const workflow = chain('Tried', start, deciding);
    const { id, url } = await activated(run, { ...workflow, pinData: { [start.name]: [{ json: call }] } });
    for (let tries = 1; tries <= 3; tries += 1) {
      await client.runManually(id, start.name);
      await client.ended(id, tries);
    }
    await deliver(url, call);
    const executions = (await client.ended(id, 4)).toReversed();
    const told = executions.map((each) => [
      each.mode,
      itemsOf(each, 'Workflow', 0).map(({ decision }) => decision.reason),
    ]);
    assert.deepEqual(
      told.map(([mode, reasons]) => [mode, reasons.length]),
      [
        ['manual', 1],
        ['manual', 1],
        ['manual', 0],
        ['webhook', 1],
      ],
    );
    assert.match(told[0][1][0], /^a trial, which counts for itself alone: trigger 1 of 2/);
  });

  await report.step('each item that does not fire carries the reason', async () => {
    const events = { DISPOSITION: [{ values: 'SALE' }] };
    const workflow = chain('Reasons', trigger(), node('Workflow', 'convosoWorkflow', { events }));
    const { id, url } = await activated(run, workflow);
    await deliver(url, DISPOSITION);
    const [execution] = await client.ended(id, 1);
    const [{ decision, lead }] = itemsOf(execution, 'Workflow', 2);
    assert.equal(decision.outcome, 'not-matched');
    assert.match(decision.reason, /NI/);
    assert.ok(decision.checks.length >= 3);
    assert.equal(lead.lead_id, '1364887');
  });

  return () =>
    report.step('N3: what came of a held lead before a restart is not taken for nothing', async () => {
      const decided = {};
      for (const [whenNotKnown, id] of Object.entries(held)) {
        const [execution] = await until(`the item held by ${whenNotKnown} is done`, async () => {
          const all = await client.executions(id);
          // While it goes on it is in no list, and the other call stands there alone.
          const areDone = all.length === 2 && all.every(({ status }) => status === 'success');
          return areDone ? all.slice(-1) : null;
        });
        decided[whenNotKnown] = [0, 2].map((output) =>
          itemsOf(execution, 'Workflow', output).map(({ decision }) => decision.reason),
        );
      }
      assert.match(JSON.stringify(decided.skip), /^\[\[\],\["skipped: [^"]*not known[^"]*"\]\]$/);
      assert.match(JSON.stringify(decided.fire), /^\[\["due; [^"]*not known[^"]*"\],\[\]\]$/);
    });
}

/** Until then n8n keeps a wait in its database and not in its memory, where a restart would end it. */
const LONGER_THAN_IN_MEMORY_MS = 75_000;

/**
 * An item that is held while its lead comes to a final status, and then n8n is restarted.
 *
 * @returns {Promise<Record<'skip' | 'fire', string>>} the workflow's id for each choice of When Not Known
 */
async function heldOverRestart(run) {
  const { client, n8n } = run;
  const ids = {};
  for (const whenNotKnown of ['skip', 'fire']) {
    const start = trigger();
    const deciding = node('Workflow', 'convosoWorkflow', {
      events: { DISPOSITION: [{ values: 'CALLBK' }] },
      schedule: { relativeTo: 'field', relativeField: 'start_date' },
      guardrails: { stopIf: 'finalStatus', whenNotKnown },
      timeZone: 'UTC',
      options: { statuses: '[{"status":"DEAD","name":"Dead","final":"Y"}]' },
    });
    const wait = node(
      'Wait',
      'n8n-nodes-base.wait',
      { resume: 'specificTime', dateTime: '={{ $json.decision.dueAt }}' },
      { typeVersion: 1.1, webhookId: randomUUID() },
    );
    const workflow = {
      name: `Held over a restart, ${whenNotKnown}`,
      nodes: [start, deciding, wait],
      connections: connect([
        [start.name, 0, 'Workflow'],
        ['Workflow', 1, 'Wait'],
        ['Wait', 0, 'Workflow'],
      ]),
    };
    const { id, url } = await activated(run, workflow);
    const due = new Date(Date.now() + LONGER_THAN_IN_MEMORY_MS).toISOString().slice(0, 19).replace('T', ' ');
    const call = { ...DISPOSITION, lead_id: '60002', start_date: due };
    await deliver(url, { ...call, status: 'CALLBK', call_log_id: '60002' });
    await until('it waits', async () => {
      const [execution] = await client.executions(id, { includeData: false });
      return execution?.status === 'waiting' ? true : null;
    });
    await deliver(url, { ...call, status: 'DEAD', call_log_id: '60003' });
    ids[whenNotKnown] = id;
  }
  await until('the second call is looked at', async () => {
    const all = await client.executions(ids.fire, { includeData: false });
    return all.length === 2 ? true : null;
  });
  await n8n.stop();
  await n8n.start();
  return ids;
}
