import assert from 'node:assert/strict';
import { DISPOSITION, deliver, send } from './deliveries.mjs';
import { itemsOf } from './n8n-client.mjs';
import { until } from './until.mjs';
import { hookUrl, readyFlow } from './workflows.mjs';

/**
 * The ready flows as a user imports them, against vendors that enforce their documented rules.
 *
 * @returns what is to be run when what they hold is due
 */
export async function flowScenarios(run) {
  const { report, vendors, servers, client, n8n } = run;

  async function imported(file, settings) {
    const flow = readyFlow(file, settings);
    const id = await client.createWorkflow(flow);
    await client.activate(id);
    const isOurs = flow.nodes.some(({ type }) => type.endsWith('.convosoTrigger'));
    const url = isOurs ? hookUrl(n8n.url, flow) : `${n8n.url}/webhook/crm-lead`;
    await until('the webhook is there', async () => {
      // A hook of ours turns an empty body away; n8n's own answers a wrong method with 404 and a hint at the right one.
      const answer = await send(url, { method: isOurs ? 'POST' : 'GET' });
      return isOurs ? answer.status !== 404 : answer.text.includes('POST');
    });
    return { id, url };
  }

  async function endedWell(id, count) {
    const executions = await client.ended(id, count);
    for (const { status, data } of executions) {
      assert.equal(status, 'success', JSON.stringify(data.resultData.error ?? {}).slice(0, 1000));
    }
    return executions;
  }

  await report.step('Balto: start, stop and disposition, each once', async () => {
    const credential = await client.createCredential('Balto', 'convosoConnectEndpointApi', {
      apiAuthentication: `token=${servers.BALTO_TOKEN}&integration=convoso_config`,
      authorizationHeader: '',
      testUrl: '',
    });
    const credentials = {
      'n8n-nodes-convoso-connect.convosoConnect': { convosoConnectEndpointApi: credential },
    };
    const hosts = { 'https://desktop.baltocloud.com': vendors.balto.url };
    const { id, url } = await imported('balto-three-layers.json', { hosts, credentials });
    const call = { ...DISPOSITION, term_reason: '' };
    // One after the other, as in a call: n8n promises no order of executions that run side by side.
    await deliver(url, { ...call, status: 'INCALL' });
    await client.ended(id, 1);
    await deliver(url, { ...call, status: 'INCALL', term_reason: 'AGENT' });
    await client.ended(id, 2);
    await deliver(url, { ...call, status: 'SALE' });
    await endedWell(id, 3);
    assert.deepEqual(
      vendors.balto.notices.map(({ what }) => what),
      ['start', 'stop', 'disposition'],
    );
    assert.deepEqual(vendors.balto.notices[0].fields, {
      token: servers.BALTO_TOKEN,
      integration: 'convoso_config',
      voip_call_id: '14683239',
      voip_customer_id: '1364887',
      voip_campaign_name: 'Solar West',
      email: 'agent@example.test',
    });
  });

  await report.step(
    'Salesforce: one Lead for each lead and one Task for each call, however often it comes',
    async () => {
      const oauth = { salesforceOAuth2Api: { id: 'salesforce', name: 'Salesforce' } };
      const { id, url } = await imported('salesforce-lead-and-task.json', {
        credentials: { 'n8n-nodes-base.salesforce': oauth },
      });
      await deliver(url, DISPOSITION);
      await client.ended(id, 1);
      // As someone who works in the CRM mends it.
      vendors.salesforce.leads[0].fields.Company = 'Acme Inc';
      await deliver(url, { ...DISPOSITION, comments: 'again' });
      await deliver(url, { ...DISPOSITION, call_log_id: '14683240', status: 'SALE' });
      const executions = await endedWell(id, 3);
      const { leads, tasks } = vendors.salesforce;
      assert.equal(leads.length, 1);
      assert.equal(leads[0].fields.Company, 'Acme Inc');
      assert.equal(tasks.length, 2);
      assert.deepEqual(tasks[0].fields, {
        Status: 'Completed',
        TaskSubtype: 'Call',
        Subject: 'Outbound call: Not Interested',
        WhoId: leads[0].id,
        CallType: 'Outbound',
        CallObject: '14683239',
        Description: tasks[0].fields.Description,
        ActivityDate: tasks[0].fields.ActivityDate,
        CallDisposition: 'Not Interested',
        CallDurationInSeconds: tasks[0].fields.CallDurationInSeconds,
        Convoso_Call_Log_Id__c: '14683239',
      });
      assert.match(String(tasks[0].fields.ActivityDate), /^2025-10-09/);
      assert.equal(Number(tasks[0].fields.CallDurationInSeconds), 148);
      assert.equal(executions.filter((each) => itemsOf(each, 'Already Logged').length === 1).length, 1);
    },
  );

  await report.step(
    'Zoho CRM: one Lead for each e-mail and one Call for each call, at an absolute instant',
    async () => {
      const oauth = { zohoOAuth2Api: { id: 'zoho', name: 'Zoho' } };
      const { id, url } = await imported('zoho-lead-and-call.json', {
        hosts: { 'https://www.zohoapis.com': vendors.zoho.url },
        credentials: {
          'n8n-nodes-base.zohoCrm': oauth,
          'Look for the Lead': oauth,
          'Create Call': oauth,
        },
      });
      await deliver(url, DISPOSITION);
      await client.ended(id, 1);
      // As someone who works in the CRM mends it.
      vendors.zoho.leads[0].fields.Company = 'Acme Inc';
      await deliver(url, { ...DISPOSITION, comments: 'again' });
      const executions = await endedWell(id, 2);
      const { leads, calls } = vendors.zoho;
      assert.equal(leads.length, 1);
      assert.equal(leads[0].fields.Company, 'Acme Inc');
      assert.equal(calls.length, 1);
      assert.equal(calls[0].fields.Call_Start_Time, '2025-10-09T22:56:40+00:00');
      assert.equal(calls[0].fields.Call_Duration, '02:28');
      assert.equal(calls[0].fields.What_Id, leads[0].id);
      assert.equal(executions.filter((each) => itemsOf(each, 'Already Logged').length === 1).length, 1);
    },
  );

  for (const { crm, file, hosts, credentials, records, incomplete } of crmFlows(vendors)) {
    await report.step(
      `${crm}: what could not be found again is written nowhere, and it says what to map`,
      async () => {
        const { id, url } = await imported(file, { hosts, credentials });
        const before = records();
        for (const [index, without] of incomplete.entries()) {
          const call = { ...DISPOSITION, lead_id: '1364999', call_log_id: `1468400${index}` };
          for (const name of without) delete call[name];
          await deliver(url, call);
          const [execution] = await client.ended(id, index + 1);
          assert.equal(execution.status, 'error', `without ${without}`);
          // The Adaptor node refuses a preset's record without its key, and the flow what it could not look for.
          const { message, description } = execution.data.resultData.error;
          assert.match(
            `${message} ${description}`,
            /(?:Nothing was written|by which the record is known again).*Map .*Convoso's Adaptor/,
          );
        }
        assert.deepEqual(records(), before);
      },
    );
  }

  await report.step('a new lead of the CRM is validated first, and posted to Convoso only then', async () => {
    const { convoso } = vendors;
    const credential = await client.createCredential('Convoso for leads', 'convosoApi', {
      authToken: servers.CONVOSO_TOKEN,
      baseUrl: convoso.baseUrl,
    });
    const { id, url } = await imported('crm-lead-to-convoso.json', {
      hosts: { 'YOUR-CRITERIA-KEY': servers.CRITERIA_KEY },
      credentials: { 'n8n-nodes-convoso-connect.convoso': { convosoApi: credential } },
    });
    const post = (lead) =>
      send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(lead),
      });
    const before = convoso.requests.length;
    const taken = await post({
      phone: '7735550151',
      first_name: 'New',
      last_name: 'Lead',
      email: 'new@example.test',
      state: 'CA',
    });
    assert.equal(taken.json?.posted, true, taken.text);
    const declined = await post({
      phone: '7735550152',
      first_name: 'New',
      last_name: 'Lead',
      email: 'n2@example.test',
      state: 'TX',
    });
    assert.equal(declined.json?.posted, false, declined.text);
    await endedWell(id, 2);
    const paths = convoso.requests.slice(before).map(({ path }) => path.replace('/v1/', ''));
    assert.deepEqual(paths, [
      'lead-validation/search',
      'lead-post-validation/insert',
      'lead-validation/search',
    ]);
    assert.deepEqual(convoso.takeViolations(), []);
  });

  await report.step('who fills in a form is posted to Convoso, and is in the hopper', async () => {
    const { convoso } = vendors;
    const credential = await client.createCredential('Convoso for forms', 'convosoApi', {
      authToken: servers.CONVOSO_TOKEN,
      baseUrl: convoso.baseUrl,
    });
    const flow = readyFlow('form-lead-to-hopper.json', {
      hosts: { 'YOUR-CRITERIA-KEY': servers.CRITERIA_KEY },
      credentials: { 'n8n-nodes-convoso-connect.convoso': { convosoApi: credential } },
    });
    const id = await client.createWorkflow(flow);
    await client.activate(id);
    const { webhookId } = flow.nodes.find(({ name }) => name === 'Lead Form');
    const form = `${n8n.url}/form/${webhookId}`;
    const page = await until('the form is there', async () => {
      const { status, text } = await send(form, { method: 'GET' });
      return status === 200 ? text : null;
    });
    assert.match(page, /Request a Call/);
    const body = new FormData();
    const answers = ['Test', 'Caller', '(773) 555-0171', 'caller@example.test', 'CA'];
    for (const [index, answer] of answers.entries()) body.set(`field-${index}`, answer);
    const before = convoso.requests.length;
    const { status } = await send(form, { method: 'POST', body });
    assert.equal(status, 200);
    await endedWell(id, 1);
    const paths = convoso.requests.slice(before).map(({ path }) => path.replace('/v1/', ''));
    assert.deepEqual(paths, ['lead-post-validation/insert', 'leads/search', 'leads/insert']);
    const leads = convoso.account.leads.where({ phone_number: '7735550171' });
    assert.equal(leads.length, 1);
    assert.equal(leads[0].first_name, 'Test');
    assert.deepEqual(convoso.account.hopper.at(-1), { leadId: leads[0].id, priority: '99' });
    assert.deepEqual(convoso.takeViolations(), []);
  });

  // So that a minute of waiting is nobody's, what has come of it is looked at when everything else has been tried.
  const followUps = await followUpsHeld();

  await report.step('outside of the hours a follow-up waits until they begin', async () => {
    const schedule = { holdUntilHours: closedNow(), timeZone: 'UTC' };
    const { id, url } = await imported('held-follow-up.json', {
      change: { 'Ask for a Callback': { schedule, guardrails: {} } },
    });
    await deliver(url, { ...DISPOSITION, status: 'CALLBK' });
    const waiting = await until('it waits', async () => {
      const [execution] = await client.executions(id);
      return execution?.status === 'waiting' ? execution : null;
    });
    const [{ decision }] = itemsOf(waiting, 'Ask for a Callback', 1);
    assert.equal(decision.outcome, 'later');
    assert.match(decision.reason, /held: outside/);
    assert.equal(new Date(waiting.waitTill).toISOString(), decision.dueAt);
    assert.match(decision.dueAt, /T\d\d:00:00\.000Z$/);
  });

  return () =>
    report.step('a follow-up is held, looked at again when it is due, and then sent or not', async () => {
      const settled = await until(
        'the held ones are done',
        async () => {
          const all = await client.executions(followUps.id);
          return all.every(({ status }) => status === 'success') && all.length === 4 ? all : null;
        },
        { withinSeconds: 240, everyMs: 1000 },
      );
      const sent = followUps.crm.requests.map(({ body }) => JSON.parse(body));
      assert.deepEqual(sent, [{ lead_id: '1364887', phone: '7735550167', disposition: 'CALLBK' }]);
      const reasons = settled
        .flatMap((each) => itemsOf(each, 'Ask for a Callback', 2))
        .map(({ decision }) => decision);
      assert.deepEqual(
        reasons.map(({ outcome }) => outcome).toSorted(),
        ['cancelled', 'not-matched', 'suppressed'],
        JSON.stringify(reasons),
      );
    });

  /** Two leads who ask for a callback; one is sold to meanwhile, and the other asks once more while it is pending. */
  async function followUpsHeld() {
    const crm = await servers.destination();
    // Hours that are open now, so that only the delay holds it; closed ones are shown below.
    const open = { minutes: 1, holdUntilHours: '24hr' };
    const guardrails = { stopIf: 'finalStatus', skipIfPending: true };
    const { id, url } = await imported('held-follow-up.json', {
      hosts: { 'https://crm.example.test': crm.url },
      change: { 'Ask for a Callback': { schedule: open, guardrails } },
    });
    const callback = { ...DISPOSITION, status: 'CALLBK' };
    await deliver(url, callback);
    await deliver(url, { ...callback, lead_id: '1364888', call_log_id: '14683241' });
    await deliver(url, { ...callback, call_log_id: '14683242' });
    await deliver(url, { ...callback, lead_id: '1364888', call_log_id: '14683243', status: 'SALE' });
    return { id, crm };
  }
}

/** The flows that write into a CRM, and what each cannot tell a lead or a call by where it is missing. */
function crmFlows({ salesforce, zoho }) {
  const oauth = { zohoOAuth2Api: { id: 'zoho', name: 'Zoho' } };
  return [
    {
      crm: 'Salesforce',
      file: 'salesforce-lead-and-task.json',
      credentials: {
        'n8n-nodes-base.salesforce': { salesforceOAuth2Api: { id: 'salesforce', name: 'Salesforce' } },
      },
      records: () => [salesforce.leads.length, salesforce.tasks.length],
      incomplete: [['lead_id'], ['call_log_id']],
    },
    {
      crm: 'Zoho CRM',
      file: 'zoho-lead-and-call.json',
      hosts: { 'https://www.zohoapis.com': zoho.url },
      credentials: { 'n8n-nodes-base.zohoCrm': oauth, 'Look for the Lead': oauth, 'Create Call': oauth },
      records: () => [zoho.leads.length, zoho.calls.length],
      incomplete: [['call_log_id'], ['email', 'phone_number']],
    },
  ];
}

/** One of Convoso's windows that is closed at this hour in UTC. */
function closedNow() {
  const hour = new Date().getUTCHours();
  return hour >= 9 && hour < 17 ? '5-9' : '9-5';
}
