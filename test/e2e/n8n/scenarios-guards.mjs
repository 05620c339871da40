import assert from 'node:assert/strict';
import { DISPOSITION, deliver } from './deliveries.mjs';
import { itemsOf } from './n8n-client.mjs';
import { activated } from './scenarios-trigger.mjs';
import { chain, node, trigger } from './workflows.mjs';

export async function guardScenarios(run) {
  const { report, client, vendors } = run;

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
}
