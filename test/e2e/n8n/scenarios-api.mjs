import assert from 'node:assert/strict';
import { convosoCatalogue } from '@convoso-connect/core/convoso-api';
import { DISPOSITION, deliver } from './deliveries.mjs';
import { itemsOf } from './n8n-client.mjs';
import { activated } from './scenarios-trigger.mjs';
import { chain, node, trigger } from './workflows.mjs';

const LEAD = "={{ $('leads.insert').first().json.lead_id }}";
const NUMBER = { phone_number: '7735550167', phone_code: '1', campaign_id: '0' };
const more = (additionalFields) => ({ additionalFields });
const FLAGS = Object.fromEntries(
  ['final', 'reached', 'success', 'dnc', 'callback', 'contact', 'voicemail'].map((flag) => [flag, false]),
);

/** Every operation once, in an order in which each finds what it needs. */
function calls({ CRITERIA_KEY: criteriaKey, CAMPAIGN, LIST, USER }) {
  return {
    'leads.insert': {
      list_id: LIST,
      phone_number: '7735550167',
      ...more({ first_name: 'Test', custom: { field: [{ name: 'plan', value: 'gold' }] } }),
    },
    'leads.search': more({ phone_number: '7735550167' }),
    'leads.update': { lead_id: LEAD, ...more({ status: 'NI' }) },
    'leads.recordings': { lead_id: LEAD },
    'leadValidation.search': {
      criteria_key: criteriaKey,
      phone_number: '7735550168',
      ...more({ state: 'CA' }),
    },
    'leadPost.insert': { criteria_key: criteriaKey, phone_number: '7735550168', ...more({ state: 'CA' }) },
    'callLog.retrieve': { returnAll: true },
    'callLog.update': { call_log_id: '14683239', ...more({ extra_field_01: 'one' }) },
    'revenue.update': { call_log_id: '14683239', ...more({ revenue: 12.5 }) },
    'callbacks.insert': {
      lead_id: LEAD,
      recipient: 'System',
      callback_time: '2026-11-23 14:30:00',
      callback_time_zone: '-5.00',
    },
    'callbacks.search': {},
    'callbacks.update': {
      callback_id: "={{ $('callbacks.insert').first().json.callback_id }}",
      ...more({ comments: 'later' }),
    },
    'callbacks.delete': { callback_id: "={{ $('callbacks.insert').first().json.callback_id }}" },
    'dnc.insert': NUMBER,
    'dnc.search': {},
    'dnc.update': { id: "={{ $('dnc.insert').first().json.id }}", ...more({ reason: 'DNC' }) },
    'dnc.delete': NUMBER,
    'smsOptOut.insert': NUMBER,
    'smsOptOut.search': {},
    'smsOptOut.update': { id: "={{ $('smsOptOut.search').first().json.id }}", ...more({ reason: 'DNC' }) },
    'statuses.insert': { status: 'FOLLOW', name: 'Follow Up', ...FLAGS },
    'statuses.search': { query: '' },
    'statuses.update': { status: 'FOLLOW', ...more({ name: 'Follow Up Again' }) },
    'campaigns.search': {},
    'campaigns.status': { campaign_id: CAMPAIGN, status: true },
    'lists.insert': { name: 'Solar West B', campaign_id: CAMPAIGN },
    'lists.search': more({ campaign_id: CAMPAIGN }),
    'lists.update': {
      list_id: "={{ $('lists.insert').first().json.list_id }}",
      ...more({ description: 'B' }),
    },
    'lists.delete': { list_id: "={{ $('lists.insert').first().json.list_id }}" },
    'users.search': {},
    'users.recordings': { user: 'agent@example.test' },
    'userActivity.search': {},
    'agentMonitor.search': {},
    'agentMonitor.logout': { user_id: USER },
    'agentPerformance.search': {},
    'agentProductivity.search': {},
    'leads.delete': { lead_id: LEAD },
  };
}

/** Before an operation has run, n8n shows the fields that it gives; `other` holds what no document tells of. */
async function assertOutputsAreForetold(client, execution, names) {
  let shown = 0;
  for (const name of names) {
    const schema = await client.outputSchema('n8n-nodes-convoso-connect.convoso', ...name.split('.'));
    if (schema === null) continue;
    shown += 1;
    const foretold = [...Object.keys(schema.properties), 'other'];
    for (const item of itemsOf(execution, name)) {
      assert.deepEqual([name, Object.keys(item).filter((field) => !foretold.includes(field))], [name, []]);
    }
  }
  assert.ok(shown > names.length / 2, `only ${shown} of ${names.length} operations show what they give`);
}

export async function apiScenarios(run) {
  const { report, client, vendors, servers } = run;
  const { convoso } = vendors;
  const { CAMPAIGN, LIST, USER } = servers;
  const data = { authToken: servers.CONVOSO_TOKEN, baseUrl: convoso.baseUrl };
  const credential = await client.createCredential('Convoso API', 'convosoApi', data);
  const credentials = { convosoApi: credential };

  const operation = (name, parameters, extra = {}) => {
    const [resource, method] = name.split('.');
    return node(
      name,
      'convoso',
      { resource, operation: method, ...parameters },
      {
        credentials,
        executeOnce: true,
        alwaysOutputData: true,
        ...extra,
      },
    );
  };

  await report.step('every operation of the API runs', async () => {
    const table = calls(servers);
    const names = convosoCatalogue().map(({ group, method }) => `${group}.${method}`);
    assert.deepEqual(Object.keys(table).toSorted(), names.toSorted());
    convoso.account.addCall({ lead_id: '1364885' });
    convoso.account.performance.add({
      user_id: USER,
      name: 'Test Agent',
      calls: '843',
      talk_sec: '103:24:51',
    });
    convoso.account.agents.add({ id: USER, user_id: USER, status: 'READY', campaign_id: CAMPAIGN });
    const nodes = Object.entries(table).map(([name, parameters]) =>
      operation(name, parameters, { onError: 'continueRegularOutput' }),
    );
    const { id, url } = await activated(run, chain('API', trigger(), ...nodes));
    await deliver(url, DISPOSITION);
    const [execution] = await client.ended(id, 1);
    const failed = Object.keys(table).flatMap((name) =>
      itemsOf(execution, name)
        .filter(({ error }) => error !== undefined)
        .map(({ error }) => `${name}: ${error}`),
    );
    assert.deepEqual(failed, []);
    assert.deepEqual(convoso.takeViolations(), []);
    assert.equal(itemsOf(execution, 'leads.search')[0].first_name, 'Test');
    for (const { url: address } of convoso.requests) assert.ok(!address.includes('auth_token'), address);
    await assertOutputsAreForetold(client, execution, names);
    return `${names.length} operations`;
  });

  await report.step(
    'pages are followed, a limit is kept, and the whole answer comes where it is asked for',
    async () => {
      for (let each = 0; each < 12; each += 1) {
        convoso.account.leads.add({
          list_id: LIST,
          phone_number: `77355502${String(each).padStart(2, '0')}`,
        });
      }
      const workflow = chain(
        'Pages',
        trigger(),
        operation('leads.search', { limit: 3 }),
        { ...operation('leads.search', { returnAll: true }), name: 'All' },
        { ...operation('leads.search', { simplify: false, limit: 3 }), name: 'Raw' },
      );
      const { id, url } = await activated(run, workflow);
      await deliver(url, DISPOSITION);
      const [execution] = await client.ended(id, 1);
      assert.equal(itemsOf(execution, 'leads.search').length, 3);
      assert.ok(itemsOf(execution, 'All').length >= 12);
      assert.equal(itemsOf(execution, 'Raw')[0].success, true);
    },
  );

  await report.step('lists are loaded from the account', async () => {
    const expected = { getCampaigns: CAMPAIGN, getLists: LIST, getUsers: USER, getStatuses: 'NI' };
    for (const [methodName, value] of Object.entries(expected)) {
      const options = await client.loadOptions({
        nodeTypeAndVersion: { name: 'n8n-nodes-convoso-connect.convoso', version: 1 },
        path: 'parameters.list_id',
        methodName,
        currentNodeParameters: { resource: 'leads', operation: 'insert' },
        credentials: { convosoApi: credential },
      });
      assert.ok(
        options.some((option) => option.value === value),
        `${methodName}: ${JSON.stringify(options)}`,
      );
    }
  });

  await report.step("a wrong argument and Convoso's refusals read as a person needs them", async () => {
    const errors = [
      [
        operation('leads.insert', { list_id: 'x', phone_number: 'none' }),
        /Nothing was sent to Convoso: .*List Name or ID.*Phone Number.*\n.*\(Item 0\)/s,
      ],
      [operation('leads.update', { lead_id: '99', ...more({ first_name: 'A' }) }), /6001|no such lead/i],
    ];
    for (const [each, pattern] of errors) {
      const { id, url } = await activated(run, chain('API mistake', trigger(), each));
      await deliver(url, DISPOSITION);
      const [execution] = await client.ended(id, 1);
      const { message, description } = execution.data.resultData.error;
      assert.match(`${message}\n${description}`, pattern);
    }
    const wrong = { ...data, authToken: 'a-token-of-nobody-at-all' };
    const tested = await client.testCredential(credential, 'convosoApi', wrong);
    assert.equal(tested.status, 'Error', JSON.stringify(tested));
    assert.equal((await client.testCredential(credential, 'convosoApi', data)).status, 'OK');
  });
}
