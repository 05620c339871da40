import assert from 'node:assert/strict';
import { DISPOSITION, deliver } from './deliveries.mjs';
import { itemsOf } from './n8n-client.mjs';
import { activated } from './scenarios-trigger.mjs';
import { chain, connect, node, trigger } from './workflows.mjs';

/** One delivery through a workflow; gives its execution. */
export async function ran(run, workflow, fields = DISPOSITION) {
  const { id, url } = await activated(run, workflow);
  const { json, text } = await deliver(url, fields);
  assert.equal(json?.success, true, text);
  const [execution] = await run.client.ended(id, 1);
  return execution;
}

function errorOf({ data }) {
  const { message, description } = data.resultData.error;
  return `${message}\n${description}`;
}

export async function nodeScenarios(run) {
  const { report, vendors, servers, client } = run;

  await report.step(
    'an adaptor maps with presets, rows, defaults, dates and commas, and hints at what is odd',
    async () => {
      const rows = [
        { field: 'lead.first_name', mappedTo: 'name, contact_name' },
        { field: 'lead.city', mappedTo: 'city', defaultValue: 'Springfield' },
        { field: 'callLog.call_date', mappedTo: 'called_at', dateFormat: 'Ymd\\THis\\Z' },
        { field: 'extra.disposition_name', mappedTo: 'outcome' },
        { field: 'custom', customField: 'policy', mappedTo: 'policy' },
      ];
      const execution = await ran(
        run,
        chain('Adaptor', trigger(), node('Adaptor', 'convosoAdaptor', { rows: { row: rows } })),
      );
      assert.deepEqual(itemsOf(execution, 'Adaptor')[0], {
        name: 'Test',
        contact_name: 'Test',
        city: 'Springfield',
        called_at: '20251009T225640Z',
        outcome: 'Not Interested',
        policy: '',
      });
      const hints = execution.data.resultData.runData.Adaptor[0].hints?.map(({ message }) => message) ?? [];
      assert.ok(
        hints.some((hint) => hint.includes('custom.policy was not delivered')),
        JSON.stringify(hints),
      );
    },
  );

  await report.step(
    'N12, N20, N21: n8n shows the nodes apart, and opens them on what does no harm',
    async () => {
      const ours = (await client.nodeTypes()).filter(
        ({ name }) => name.startsWith('n8n-nodes-convoso-connect.') && !name.endsWith('Tool'),
      );
      assert.equal(new Set(ours.map(({ name }) => name)).size, 7);
      assert.equal(new Set(ours.map(({ iconUrl }) => iconUrl.light)).size, 7);
      assert.equal(new Set(ours.map(({ iconUrl }) => iconUrl.dark)).size, 7);
      const propertiesOf = (type) =>
        ours.find(({ name }) => name === `n8n-nodes-convoso-connect.${type}`).properties;
      const [operation] = propertiesOf('convoso').filter(
        ({ name, displayOptions }) => name === 'operation' && displayOptions.show.resource.includes('leads'),
      );
      assert.equal(operation.default, 'search');
      const [events] = propertiesOf('convosoWorkflow').filter(({ name }) => name === 'events');
      assert.deepEqual(Object.keys(events.default), ['DISPOSITION']);
    },
  );

  await report.step('an endpoint is called with its credential, and its answer is read', async () => {
    vendors.sink.behave(() => ({
      status: 200,
      body: '<r><id>77</id></r>',
      headers: { 'content-type': 'text/xml' },
    }));
    const credential = await client.createCredential('Endpoint', 'convosoConnectEndpointApi', {
      apiAuthentication: 'token=planted-1',
      authorizationHeader: 'Authorization: Bearer planted-2|X-Source: convoso',
      testUrl: vendors.sink.url,
    });
    const workflow = chain(
      'Connect',
      trigger(),
      node(
        'Connect',
        'convosoConnect',
        {
          apiUrl: `${vendors.sink.url}/calls?src=n8n`,
          authentication: 'endpoint',
          requestMethod: 'POST',
          postDataType: 'JSON',
          send: 'adaptor',
          rows: { row: [{ field: 'callLog.call_log_id', mappedTo: 'id' }] },
          responseDataType: 'XML',
          responseKey: 'id',
        },
        { credentials: { convosoConnectEndpointApi: credential } },
      ),
    );
    const before = vendors.sink.requests.length;
    const execution = await ran(run, workflow);
    const request = vendors.sink.requests[before];
    assert.equal(request.url, '/calls?src=n8n&token=planted-1');
    assert.equal(request.headers.authorization, 'Bearer planted-2');
    assert.equal(request.headers['x-source'], 'convoso');
    assert.equal(request.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(request.body), { id: '14683239' });
    assert.notEqual(request.key, '');
    const { connect: outcome } = itemsOf(execution, 'Connect')[0];
    assert.deepEqual(outcome, { result: '77', status: 200, attempts: 1 });
    const tested = await client.testCredential(credential, 'convosoConnectEndpointApi', {
      apiAuthentication: 'token=planted-1',
      authorizationHeader: 'Authorization: Bearer planted-2',
      testUrl: vendors.sink.url,
    });
    assert.equal(tested.status, 'OK', JSON.stringify(tested));
  });

  await report.step(
    'what was turned away is sent again under the same key, and a failure says the five checks',
    async () => {
      let count = 0;
      vendors.sink.behave(
        () => ((count += 1), count === 1 ? { status: 503, body: '' } : { status: 200, body: '{"ok":1}' }),
      );
      const parameters = { apiUrl: `${vendors.sink.url}/retry`, options: { waitSeconds: 0 } };
      const before = vendors.sink.requests.length;
      const execution = await ran(
        run,
        chain('Retry', trigger(), node('Connect', 'convosoConnect', parameters)),
      );
      assert.equal(itemsOf(execution, 'Connect')[0].connect.attempts, 2);
      const [first, second] = vendors.sink.requests.slice(before);
      assert.deepEqual([first.key, first.body], [second.key, second.body]);

      vendors.sink.behave(() => ({ status: 200, body: 'hello, not JSON' }));
      const notJson = await ran(run, chain('Null', trigger(), node('Connect', 'convosoConnect', parameters)));
      const { connect: outcome } = itemsOf(notJson, 'Connect')[0];
      assert.equal(outcome.result, null);
      assert.equal(outcome.diagnosis.length, 5);
      assert.match(outcome.diagnosis[3], /^✗ Response Data Type/);

      const nowhere = { apiUrl: 'http://127.0.0.1:9/', options: { attempts: 1 } };
      const failed = await ran(run, chain('Refused', trigger(), node('Connect', 'convosoConnect', nowhere)));
      assert.equal(failed.status, 'error');
      assert.match(errorOf(failed), /no connection could be made/);
      assert.match(errorOf(failed), /Endpoint URL.*\(Item 0\)/s);
    },
  );

  await report.step('an integrator updates the HubSpot contact that is there already', async () => {
    const hubspot = vendors.hubspot ?? (vendors.hubspot = await servers.hubspot());
    hubspot.add({ email: DISPOSITION.email });
    const credential = await client.createCredential('HubSpot', 'convosoConnectEndpointApi', {
      apiAuthentication: '',
      authorizationHeader: `Authorization: Bearer ${servers.HUBSPOT_TOKEN}`,
      testUrl: '',
    });
    const parameters = {
      apiUrl: `${hubspot.url}/crm/v3/objects/contacts`,
      authentication: 'endpoint',
      apiIntegrator: 'hubspot-v3',
      postDataType: 'JSON',
      send: 'adaptor',
      preset: 'hubspotContact',
      responseKey: 'id',
    };
    const connector = node('Connect', 'convosoConnect', parameters, {
      credentials: { convosoConnectEndpointApi: credential },
    });
    await ran(run, chain('HubSpot', trigger(), connector));
    assert.equal(hubspot.contact(DISPOSITION.email).properties.firstname, 'Test');
  });

  await report.step('an error leaves by the error output where the node has one', async () => {
    vendors.sink.behave(() => ({ status: 404, body: 'no' }));
    const connector = node(
      'Connect',
      'convosoConnect',
      { apiUrl: `${vendors.sink.url}/x` },
      { onError: 'continueErrorOutput' },
    );
    const good = node('Good', 'n8n-nodes-base.noOp');
    const bad = node('Bad', 'n8n-nodes-base.noOp');
    const start = trigger();
    const workflow = {
      name: 'Error output',
      nodes: [start, connector, good, bad],
      connections: connect([
        [start.name, 0, 'Connect'],
        ['Connect', 0, 'Good'],
        ['Connect', 1, 'Bad'],
      ]),
    };
    const execution = await ran(run, workflow);
    assert.equal(execution.status, 'success');
    assert.equal(itemsOf(execution, 'Good').length, 0);
    const [failed] = itemsOf(execution, 'Bad');
    assert.match(failed.error.message, /answered 404/);
    assert.equal(failed.error.answer, 'no');
    assert.equal(failed.lead.lead_id, DISPOSITION.lead_id);
  });

  await report.step(
    'an item that fails goes on by the regular output with its fields and its error',
    async () => {
      vendors.sink.behave(() => ({ status: 401, body: '{"error":"bad token"}' }));
      const parameters = { apiUrl: `${vendors.sink.url}/x` };
      const connector = node('Connect', 'convosoConnect', parameters, { onError: 'continueRegularOutput' });
      const execution = await ran(run, chain('Regular output', trigger(), connector));
      const [failed] = itemsOf(execution, 'Connect');
      assert.equal(failed.error.status, 401);
      assert.equal(failed.lead.lead_id, DISPOSITION.lead_id);
    },
  );

  await report.step(
    'N1: Retry On Fail sends nothing again that was delivered, and a repeat has the key it had',
    async () => {
      vendors.sink.behave(({ body }) => ({
        status: body.includes('item=4') ? 401 : 200,
        body: '{"ok":true}',
      }));
      const before = vendors.sink.requests.length;
      const split = node('Five Items', 'n8n-nodes-base.code', {
        jsCode: 'return [1, 2, 3, 4, 5].map((item) => ({ json: { item }, pairedItem: 0 }));',
      });
      const connector = node(
        'Connect',
        'convosoConnect',
        { apiUrl: `${vendors.sink.url}/retried` },
        { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
      );
      const execution = await ran(run, chain('Retry On Fail', trigger(), split, connector));
      assert.equal(execution.status, 'error');
      const sent = vendors.sink.requests.slice(before);
      assert.deepEqual(
        sent.map(({ body }) => body),
        ['item=1', 'item=2', 'item=3', 'item=4', 'item=4', 'item=4'],
      );
      assert.equal(new Set(sent.map(({ key }) => key)).size, 4);
    },
  );

  await report.step(
    'codes are decoded and encoded, and a mistake names parameter, value, remedy and item',
    async () => {
      const decoding = node('Decode', 'convosoDisposition', { operation: 'decode' });
      const encoding = node('Encode', 'convosoDisposition', { operation: 'encode', name: 'not interested' });
      const account = await client.createCredential('Convoso', 'convosoApi', {
        authToken: servers.CONVOSO_TOKEN,
        baseUrl: vendors.convoso.baseUrl,
      });
      const own = node(
        'Own Table',
        'convosoDisposition',
        { operation: 'decode', code: 'SALE', table: 'account' },
        {
          credentials: { convosoApi: account },
        },
      );
      const given = node('Given Table', 'convosoDisposition', {
        operation: 'decode',
        code: 'XX',
        table: 'given',
        statuses: '[{"status":"XX","name":"Extra","final":"Y"}]',
      });
      const execution = await ran(run, chain('Dispositions', trigger(), decoding, encoding, own, given));
      assert.equal(execution.status, 'success', execution.status === 'error' ? errorOf(execution) : '');
      assert.equal(itemsOf(execution, 'Decode')[0].disposition.name, 'Not Interested');
      assert.equal(itemsOf(execution, 'Encode')[0].disposition.code, 'NI');
      assert.equal(itemsOf(execution, 'Own Table')[0].disposition.flags_from, 'account');
      assert.equal(itemsOf(execution, 'Given Table')[0].disposition.flags.final, true);

      const mistakes = [
        [
          node('Node', 'convosoDisposition', { operation: 'encode', name: 'Nonsense' }),
          /^Name: "Nonsense".*\n.*Write the code.*It is "Nonsense"\..*\(Item 0\)/,
        ],
        [
          node('Node', 'convosoConnect', { apiUrl: 'crm.example.test/x' }),
          /^API URL: .*protocol.*\n.*https:\/\/.*It is "crm\.example\.test\/x"\..*\(Item 0\)/,
        ],
        [
          node('Node', 'convosoAdaptor', { timeZone: 'Pacific', preset: 'zohoCall' }),
          /^Account Time Zone: .*\n.*America\/Los_Angeles.*It is "Pacific"\..*\(Item 0\)/,
        ],
        [node('Node', 'convosoAdaptor', {}), /^Rows: Nothing is mapped.*\n.*preset.*\(Item 0\)/],
        [
          // A newer one begins with an event.
          node('Node', 'convosoWorkflow', {}, { typeVersion: 1 }),
          /^Events: There is none.*\n.*Add at least one event.*\(Item 0\)/,
        ],
        [
          node('Node', 'convosoWorkflow', {
            relation: 'campaign',
            relationIds: ' , ',
            events: { DISPOSITION: [{}] },
          }),
          /^IDs: None is named.*\n.*\(Item 0\)/,
        ],
      ];
      for (const [each, pattern] of mistakes) {
        const failed = await ran(run, chain('Mistake', trigger(), each));
        assert.equal(failed.status, 'error');
        assert.match(errorOf(failed), pattern);
      }
    },
  );
}
