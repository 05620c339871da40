import assert from 'node:assert/strict';
import { DISPOSITION, deliver } from './deliveries.mjs';
import { itemsOf } from './n8n-client.mjs';
import { activated } from './scenarios-trigger.mjs';
import { ran } from './scenarios-nodes.mjs';
import { chain, connect, node, trigger } from './workflows.mjs';

const CONTINUE_MODES = ['continueRegularOutput', 'continueErrorOutput'];

/** What happens where something goes wrong: nothing is lost, nothing is done twice, and the reason is told. */
export async function failureScenarios(run) {
  const { report, vendors, client } = run;

  for (const onError of CONTINUE_MODES) {
    await report.step(`N2: what could not be decided never leaves by Fired (${onError})`, async () => {
      const deciding = node(
        'Workflow',
        'convosoWorkflow',
        {
          events: { DISPOSITION: [{ values: 'SALE' }] },
          timeZone: "={{ $json.item === 2 ? 'Pacific' : 'UTC' }}",
        },
        { onError },
      );
      const { execution } = await branched(run, deciding, ['Fired', 'Later', 'Not Fired', 'Error'], {
        status: 'SALE',
      });
      assert.deepEqual(
        itemsOf(execution, 'Fired').map(({ item }) => item),
        [1, 3],
      );
      const [undecided] = itemsOf(execution, onError === 'continueErrorOutput' ? 'Error' : 'Not Fired');
      assert.equal(undecided.item, 2);
      assert.match(undecided.error.message, /^Account Time Zone: /);
      if (onError === 'continueRegularOutput') assert.equal(undecided.decision.outcome, 'error');
    });

    await report.step(
      `N6, N7, N10: a failed item keeps its fields and files, and says why (${onError})`,
      () => failedItemKeepsAll(run, onError),
    );

    await report.step(`N13: a host that is down does not hold up every item (${onError})`, async () => {
      const connector = node(
        'Connect',
        'convosoConnect',
        { apiUrl: 'http://127.0.0.1:9/', options: { waitSeconds: 0 } },
        { onError },
      );
      const { execution } = await branched(run, connector, ['Sent', 'Error'], {}, [1, 2, 3, 4, 5, 6]);
      const failed = itemsOf(execution, onError === 'continueErrorOutput' ? 'Error' : 'Sent');
      assert.deepEqual(
        failed.map(({ item, error }) => [item, /^Not sent: /.test(error.message)]),
        [1, 2, 3, 4, 5, 6].map((item) => [item, item > 2]),
      );
    });
  }

  await report.step(
    'N8: a value of another type is told with its parameter, and never becomes a 500',
    async () => {
      const mistakes = [
        [
          node('Node', 'convosoAdaptor', { rows: { row: [{ field: '={{ 5 }}', mappedTo: 'a' }] } }),
          /^Row 1, Field Name or ID: .*\n.*It is 5\./,
        ],
        [
          node('Node', 'convosoAdaptor', {
            rows: { row: [{ field: 'lead.city', mappedTo: '={{ ({ a: 1 }) }}' }] },
          }),
          /^Row 1, Mapped To: .*\n.*It is \{"a":1\}\./,
        ],
        [
          node('Node', 'convosoConnect', { apiUrl: '={{ ({ a: 1 }) }}' }),
          /^API URL: .*\n.*It is \{"a":1\}\./,
        ],
      ];
      for (const [each, pattern] of mistakes) {
        const execution = await ran(run, chain('Another type', trigger(), each));
        const { message, description } = execution.data.resultData.error;
        assert.match(`${message}\n${description}`, pattern);
      }
      const spoilt = [
        [{ fieldsMap: { names: [{ received: 'ref', field: '={{ 5 }}' }] } }, /Field Name or ID/],
        [{ filters: { dispositions: '={{ ({ a: 1 }) }}' } }, /Dispositions/],
      ];
      for (const [parameters, pattern] of spoilt) {
        const end = node('End', 'n8n-nodes-base.noOp');
        const { id, url } = await activated(run, chain('Spoilt', trigger(parameters), end));
        const { status, json } = await deliver(url, DISPOSITION);
        assert.deepEqual([status, json?.code], [503, 'HOOK_MISCONFIGURED']);
        assert.match(json.message, pattern);
        assert.equal((await client.executions(id, { includeData: false })).length, 0);
      }
    },
  );

  await report.step('N9: what is due later and waited for by nothing is told', async () => {
    const deciding = node('Workflow', 'convosoWorkflow', { schedule: { minutes: 5 } });
    const execution = await ran(run, chain('Nothing waits', trigger(), deciding));
    assert.match(hintsOf(execution, 'Workflow').join('\n'), /^1 item has left by Later, .*Wait node/);
  });

  await report.step(
    'N14: neither the decision nor objects are sent, and what is left out is told',
    async () => {
      vendors.sink.behave(() => ({ status: 200, body: '{"ok":true}' }));
      const flat = node('Flat', 'n8n-nodes-base.code', {
        jsCode:
          'return [{ json: { phone: "7735550101", lead: { a: 1 }, decision: $json.decision }, pairedItem: 0 }];',
      });
      const connector = node('Connect', 'convosoConnect', { apiUrl: `${vendors.sink.url}/flat` });
      const deciding = node('Workflow', 'convosoWorkflow');
      const execution = await ran(run, chain('Flat', trigger(), deciding, flat, connector));
      assert.deepEqual(
        vendors.sink.at('/flat').map(({ body }) => body),
        ['phone=7735550101'],
      );
      assert.match(hintsOf(execution, 'Connect').join('\n'), /they hold objects: lead\./);
    },
  );

  await report.step('N16, N17: null and an empty answer are told as what they are', async () => {
    const parameters = { apiUrl: `${vendors.sink.url}/answers` };
    vendors.sink.behave(() => ({
      status: 200,
      body: 'null',
      headers: { 'content-type': 'application/json' },
    }));
    const connector = () => node('Connect', 'convosoConnect', parameters);
    const [asNull] = itemsOf(await ran(run, chain('Null', trigger(), connector())), 'Connect');
    assert.doesNotMatch(JSON.stringify(asNull.connect), /plain text|to TEXT/);
    vendors.sink.behave(() => ({ status: 200, body: '' }));
    const [asEmpty] = itemsOf(await ran(run, chain('Empty', trigger(), connector())), 'Connect');
    assert.doesNotMatch(JSON.stringify(asEmpty.connect), /failed to communicate/);
    return `null: ${asNull.connect.doubt ?? 'no doubt'}; empty: ${asEmpty.connect.doubt ?? 'no doubt'}`;
  });
}

/** Three items, the second of which is answered 401 by who wants a token. */
async function failedItemKeepsAll(run, onError) {
  const { vendors, client } = run;
  vendors.sink.behave(({ body }) =>
    body.includes('item=2')
      ? { status: 401, body: '{"error":"bad token planted-3"}' }
      : { status: 200, body: '{"ok":true}' },
  );
  const credential = await client.createCredential('Token of the CRM', 'convosoConnectEndpointApi', {
    apiAuthentication: '',
    authorizationHeader: 'Authorization: Bearer planted-3',
    testUrl: '',
  });
  const connector = node(
    'Connect',
    'convosoConnect',
    { apiUrl: `${vendors.sink.url}/kept`, authentication: 'endpoint' },
    { onError, credentials: { convosoConnectEndpointApi: credential } },
  );
  const { execution, filesOf } = await branched(run, connector, ['Sent', 'Error']);
  const output = onError === 'continueErrorOutput' ? 'Error' : 'Sent';
  const failed = itemsOf(execution, output).find(({ error }) => error !== undefined);
  assert.equal(failed.item, 2);
  assert.equal(failed.error.status, 401);
  assert.match(failed.error.answer, /bad token/);
  assert.match(
    failed.error.description,
    /The credential in use is "Token of the CRM".*Renew the key or token/s,
  );
  assert.ok(!JSON.stringify(failed).includes('planted-3'), 'the answer repeats the token');
  assert.deepEqual([...filesOf('Sent'), ...filesOf('Error')].toSorted(), ['1.txt', '2.txt', '3.txt']);
}

/** A few items with a file each, through a node, each of whose outputs leads to a node of its own. */
async function branched(run, middle, outputs, fields = {}, numbers = [1, 2, 3]) {
  const start = trigger();
  const split = node('Items', 'n8n-nodes-base.code', {
    jsCode: `return ${JSON.stringify(numbers)}.map((item) => ({
      json: { item, ...${JSON.stringify(fields)}, lead_id: 'L' + item, call_log_id: 'C' + item },
      binary: { file: { data: 'eA==', mimeType: 'text/plain', fileName: item + '.txt' } },
      pairedItem: 0,
    }));`,
  });
  const ends = outputs.map((name) => node(name, 'n8n-nodes-base.noOp'));
  const workflow = {
    name: `${middle.name}, ${middle.onError}`,
    nodes: [start, split, middle, ...ends],
    connections: connect([
      [start.name, 0, split.name],
      [split.name, 0, middle.name],
      ...outputs.map((name, output) => [middle.name, output, name]),
    ]),
  };
  const execution = await ran(run, workflow);
  assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
  const filesOf = (name) =>
    (execution.data.resultData.runData[name] ?? [])
      .flatMap(({ data }) => data.main[0] ?? [])
      .map(({ binary }) => binary?.file.fileName);
  return { execution, filesOf };
}

function hintsOf(execution, name) {
  return (execution.data.resultData.runData[name][0].hints ?? []).map(({ message }) => message);
}
