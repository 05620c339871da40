import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { DISPOSITION, deliver, send } from './deliveries.mjs';
import { activated } from './scenarios-trigger.mjs';
import { until } from './until.mjs';
import { chain, node, trigger } from './workflows.mjs';

const EVENTS = 100;
const AT_ONCE = 8;
const ROUNDS = 3;
const WARM_UP = 30;

/**
 * Our flow beside n8n's own nodes that do the same: take a delivery, let dispositions of one kind through, map eight
 * fields and post them. Same n8n, same run, the rounds in turn.
 *
 * n8n prepares an isolate for expressions for each webhook, used or not, except for its own Webhook node; a second one
 * for each execution. `N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true` prepares them where an expression asks for one. So our
 * flow is measured behind either trigger, and under either setting.
 *
 * The ratios are printed and not held to anything: they are those of a machine that may be busy. What is held is that
 * each event arrives once.
 */
export async function benchScenario(run) {
  const { report, n8n } = run;
  await report.step("beside n8n's own nodes, as n8n comes", async () => {
    return told(await compared(run, 'as n8n comes'));
  });
  await report.step("beside n8n's own nodes, with isolates prepared on demand", async () => {
    await n8n.stop();
    await n8n.start({ N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' });
    const results = await compared(run, 'isolates on demand');
    await n8n.stop();
    await n8n.start();
    return told(results);
  });
}

function told({ theirs, ourNodes, ours }) {
  return (
    `${ratioOf(ourNodes, theirs).toFixed(2)} times the events/s behind n8n's Webhook, ` +
    `${ratioOf(ours, theirs).toFixed(2)} behind the Convoso Trigger (expected: never slower, 1.5 times)`
  );
}

async function compared(run, setting) {
  const { client, vendors } = run;
  vendors.sink.behave(() => ({ status: 200, body: '{"ok":true}' }));
  const flows = {
    theirs: await activateTheirs(run, theirFlow(`${vendors.sink.url}/theirs`)),
    ourNodes: await activateTheirs(run, ourNodesFlow(`${vendors.sink.url}/ourNodes`)),
    ours: await activated(run, { ...ourFlow(`${vendors.sink.url}/ours`), settings: SETTINGS }),
  };
  const before = Object.fromEntries(
    Object.keys(flows).map((name) => [name, vendors.sink.at(`/${name}`).length]),
  );
  const results = { theirs: [], ourNodes: [], ours: [] };
  for (const [name, { url }] of Object.entries(flows)) await measure(run, url, `/${name}`, WARM_UP);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, { url }] of Object.entries(flows)) {
      results[name].push(await measure(run, url, `/${name}`, EVENTS));
    }
  }
  for (const { id } of Object.values(flows)) await client.deactivate(id);
  for (const name of Object.keys(flows)) {
    assert.equal(vendors.sink.at(`/${name}`).length - before[name], WARM_UP + ROUNDS * EVENTS);
  }
  const bests = Object.fromEntries(Object.entries(results).map(([name, rounds]) => [name, best(rounds)]));
  console.log(`       ${setting}`);
  console.log(`         Webhook, IF, Edit Fields, HTTP Request:  ${shown(bests.theirs)}`);
  console.log(`         Webhook, Convoso Workflow and Connect:   ${shown(bests.ourNodes)}`);
  console.log(`         Convoso Trigger, Convoso Connect:        ${shown(bests.ours)}`);
  return bests;
}

const SETTINGS = { saveDataSuccessExecution: 'none' };

function ratioOf(one, other) {
  return one.eventsPerSecond / other.eventsPerSecond;
}

const FIELDS = [
  'call_log_id',
  'lead_id',
  'first_name',
  'last_name',
  'phone_number',
  'email',
  'status',
  'length_in_sec',
];
const PLACES = {
  call_log_id: 'callLog.call_log_id',
  lead_id: 'lead.id',
  first_name: 'lead.first_name',
  last_name: 'lead.last_name',
  phone_number: 'lead.phone_number',
  email: 'lead.email',
  status: 'callLog.status',
  length_in_sec: 'callLog.length_in_sec',
};

function connector(sink) {
  const row = FIELDS.map((field) => ({ field: PLACES[field], mappedTo: `crm_${field}` }));
  const parameters = {
    apiUrl: sink,
    requestMethod: 'POST',
    postDataType: 'JSON',
    send: 'adaptor',
    rows: { row },
  };
  return node('Connect', 'convosoConnect', parameters);
}

function ourFlow(sink) {
  return chain('Bench: ours', trigger({ filters: { dispositions: 'NI' } }), connector(sink));
}

function webhook(path) {
  return node(
    'Webhook',
    'n8n-nodes-base.webhook',
    { httpMethod: 'POST', path, options: {} },
    { typeVersion: 2, webhookId: randomUUID() },
  );
}

function ourNodesFlow(sink) {
  const events = { DISPOSITION: [{ values: 'NI' }] };
  return chain(
    'Bench: our nodes',
    webhook('bench-ours'),
    node('Workflow', 'convosoWorkflow', { events }),
    connector(sink),
  );
}

function theirFlow(sink) {
  const assignments = FIELDS.map((field) => ({
    id: randomUUID(),
    name: `crm_${field}`,
    type: 'string',
    value: `={{ $json.body.${field} }}`,
  }));
  const condition = {
    id: randomUUID(),
    leftValue: '={{ $json.body.status }}',
    rightValue: 'NI',
    operator: { type: 'string', operation: 'equals' },
  };
  const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
  return chain(
    "Bench: n8n's own",
    webhook('bench'),
    node(
      'IF',
      'n8n-nodes-base.if',
      { conditions: { options, conditions: [condition], combinator: 'and' } },
      { typeVersion: 2.2 },
    ),
    node(
      'Edit Fields',
      'n8n-nodes-base.set',
      { assignments: { assignments }, options: {} },
      { typeVersion: 3.4 },
    ),
    node(
      'HTTP Request',
      'n8n-nodes-base.httpRequest',
      {
        method: 'POST',
        url: sink,
        sendBody: true,
        specifyBody: 'json',
        jsonBody: '={{ $json }}',
        options: {},
      },
      { typeVersion: 4.2 },
    ),
  );
}

async function activateTheirs({ client, n8n }, workflow) {
  const id = await client.createWorkflow({ ...workflow, settings: SETTINGS });
  await client.activate(id);
  const url = `${n8n.url}/webhook/${workflow.nodes[0].parameters.path}`;
  await until('the webhook is there', async () => (await send(url, { method: 'GET' })).text.includes('POST'));
  return { id, url };
}

/** So many events, some at once; done when as many have arrived at the other end. */
async function measure({ n8n, vendors }, url, path, events) {
  const arrived = () => vendors.sink.at(path).length;
  const before = arrived();
  const cpu = n8n.cpuSeconds();
  const start = performance.now();
  let next = 0;
  const client = async () => {
    while (next < events) {
      next += 1;
      // Each for a lead of its own, so that no guard holds it back.
      await deliver(url, { ...DISPOSITION, call_log_id: String(next), lead_id: `${Date.now()}${next}` });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  await until('everything has arrived', async () => arrived() - before >= events, { everyMs: 5 });
  const seconds = (performance.now() - start) / 1000;
  const used = cpu === null ? null : ((n8n.cpuSeconds() - cpu) / events) * 1000;
  return { eventsPerSecond: events / seconds, cpuMsPerEvent: used };
}

function best(results) {
  return results.toSorted((one, other) => other.eventsPerSecond - one.eventsPerSecond)[0];
}

function shown({ eventsPerSecond, cpuMsPerEvent }) {
  const cpu = cpuMsPerEvent === null ? '' : `, ${cpuMsPerEvent.toFixed(1)} ms of CPU each`;
  return `${eventsPerSecond.toFixed(1)} events/s${cpu}`;
}
