import assert from 'node:assert/strict';
import { DISPOSITION, deliver, send } from './deliveries.mjs';
import { itemsOf } from './n8n-client.mjs';
import { until } from './until.mjs';
import { chain, hookUrl, node, trigger } from './workflows.mjs';

const NO_OP = () => node('End', 'n8n-nodes-base.noOp');

/** Creates and activates a workflow; its address answers when this is done. */
export async function activated({ client, n8n }, workflow, probe = 'hook') {
  const id = await client.createWorkflow(workflow);
  await client.activate(id);
  if (probe === null) return { id };
  const url = hookUrl(n8n.url, workflow);
  // A body without fields is turned away by the node itself, and starts nothing.
  await until('the webhook is there', async () => (await send(url, { method: 'POST' })).status !== 404);
  return { id, url };
}

export async function triggerScenarios(run) {
  const { report, client, n8n } = run;

  await report.step('a delivery in each of the five body shapes becomes the same call event', async () => {
    const { id, url } = await activated(
      run,
      chain('Shapes', trigger({ options: { sameRequestSeconds: 0 } }), NO_OP()),
    );
    const json = JSON.stringify(DISPOSITION);
    const form = new URLSearchParams(DISPOSITION).toString();
    const formType = { 'content-type': 'application/x-www-form-urlencoded' };
    const shapes = [
      [formType, form],
      [{ 'content-type': 'application/json' }, json],
      [formType, `${encodeURIComponent(json)}=`],
      [formType, `params=${encodeURIComponent(form)}`],
      [formType, `params=${encodeURIComponent(json)}`],
      [{ 'content-type': 'application/json' }, JSON.stringify({ params: [DISPOSITION] })],
      [formType, json],
      [{ 'content-type': 'text/html' }, form],
    ];
    for (const [headers, body] of shapes) {
      const answer = await send(url, { method: 'POST', headers, body });
      assert.deepEqual([answer.status, answer.json?.success], [200, true], answer.text);
    }
    const byGet = await send(`${url}?${form}`, { method: 'GET' });
    assert.equal(byGet.json?.success, true, byGet.text);
    const executions = await client.ended(id, shapes.length + 1);
    const events = executions.flatMap((execution) => itemsOf(execution, 'Convoso Trigger'));
    assert.equal(events.length, shapes.length + 1);
    for (const event of events) {
      assert.equal(event.lead.lead_id, '1364887');
      assert.equal(event.call.length_in_sec, '148');
      assert.equal(event.disposition.name, 'Not Interested');
    }
  });

  await report.step('what is filtered starts no execution, and Convoso is told which value', async () => {
    const filters = {
      dispositions: 'SALE, APPT',
      callTypes: 'OUTBOUND',
      campaigns: 'Solar West',
      kinds: ['disposition'],
    };
    const { id, url } = await activated(run, chain('Filters', trigger({ filters }), NO_OP()));
    const filtered = [
      [{}, 'NI'],
      [{ status: 'SALE', call_type: 'INBOUND' }, 'INBOUND'],
      [{ status: 'SALE', campaign_id: '7', campaign_name: '' }, '7'],
    ];
    for (const [change, value] of filtered) {
      const { json } = await deliver(url, { ...DISPOSITION, ...change });
      assert.deepEqual(json, { success: true, filtered: value });
    }
    const { json } = await deliver(url, { ...DISPOSITION, status: 'SALE' });
    assert.equal(json.success, true);
    assert.equal((await client.ended(id, 1)).length, 1);
  });

  await report.step('a forged X-Forwarded-For does not pass the allow-list', async () => {
    const { id, url } = await activated(run, chain('Allow-list', trigger({ moreAddresses: '' }), NO_OP()));
    for (const forged of [{}, { 'x-forwarded-for': '66.85.240.9' }, { 'x-real-ip': '66.85.240.9' }]) {
      const { status, json } = await deliver(url, DISPOSITION, forged);
      assert.deepEqual([status, json.code], [403, 'ADDRESS_NOT_ALLOWED']);
      assert.match(json.message, /127\.0\.0\.1|::1/);
    }
    const withProxy = chain(
      'Allow-list, one proxy',
      trigger({ moreAddresses: '', options: { proxyHops: 1 } }),
      NO_OP(),
    );
    const proxied = await activated(run, withProxy);
    const forged = { 'x-forwarded-for': '66.85.240.9, 203.0.113.7' };
    assert.equal((await deliver(proxied.url, DISPOSITION, forged)).status, 403);
    const real = { 'x-forwarded-for': '203.0.113.7, 66.85.240.9' };
    assert.equal((await deliver(proxied.url, DISPOSITION, real)).status, 200);
    assert.equal((await client.executions(id, { includeData: false })).length, 0);
  });

  await report.step(
    'the secret opens the hook, in the header and in the query, and nothing else does',
    async () => {
      const secret = 'a-long-secret-for-this-test';
      const data = { secret };
      const credential = await client.createCredential('Hook', 'convosoConnectHookApi', data);
      const tested = await client.testCredential(credential, 'convosoConnectHookApi', data);
      assert.equal(tested.status, 'OK');
      const short = await client.testCredential(credential, 'convosoConnectHookApi', { secret: 'short' });
      assert.equal(short.status, 'Error');
      const guarded = trigger(
        { authentication: 'secret' },
        { credentials: { convosoConnectHookApi: credential } },
      );
      const { url } = await activated(run, chain('Secret', guarded, NO_OP()));
      assert.deepEqual(
        [
          (await deliver(url, DISPOSITION)).json.code,
          (await deliver(url, DISPOSITION, { 'x-connect-secret': 'wrong' })).json.code,
          (await deliver(url, DISPOSITION, { 'x-connect-secret': secret })).json.success,
          (await deliver(`${url}?secret=${secret}`, DISPOSITION)).json.success,
        ],
        ['MISSING_SECRET', 'WRONG_SECRET', true, true],
      );
    },
  );

  await report.step('what cannot be read is answered with what to do', async () => {
    const { url } = await activated(run, chain('Unreadable', trigger(), NO_OP()));
    const empty = await send(url, { method: 'GET' });
    assert.deepEqual([empty.status, empty.json.code], [400, 'EMPTY_DELIVERY']);
    assert.match(empty.json.remedy, /Adaptor/);
    const unknown = await deliver(`${url}?event=sneeze`, DISPOSITION);
    assert.deepEqual([unknown.status, unknown.json.code], [400, 'UNKNOWN_EVENT']);
    const page = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'text/html' },
      body: '<html>no</html>',
    });
    assert.equal(page.status, 400, page.text);
  });

  await report.step(
    'a repeat is ignored where it is asked for, and renamed fields find their place',
    async () => {
      const workflow = chain(
        'Repeats',
        trigger({
          output: 'callEvent',
          options: { repeatFields: 'call_log_id, status', repeatSeconds: 300 },
          fieldsMap: { names: [{ received: 'kundennummer', field: 'lead.id' }] },
        }),
        NO_OP(),
      );
      const { id, url } = await activated(run, workflow);
      const { lead_id: kundennummer, ...others } = DISPOSITION;
      const fields = { kundennummer, ...others };
      assert.equal(typeof (await deliver(url, fields)).json.id, 'string');
      const again = await deliver(url, { ...fields, comments: 'again' });
      assert.deepEqual(again.json, { success: true, filtered: 'repeat' });
      const second = await deliver(url, { ...fields, status: 'SALE' });
      assert.equal(typeof second.json.id, 'string');
      const [newest, first] = (await client.ended(id, 2)).map((each) => itemsOf(each, 'Convoso Trigger')[0]);
      assert.equal(first.lead.lead_id, kundennummer);
      assert.deepEqual(newest.kinds, ['disposition', 'redisposition', 'leadStatus', 'termReason']);
      assert.equal(newest.id, second.json.id);
      void n8n;
    },
  );
}
