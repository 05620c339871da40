import assert from 'node:assert/strict';
import { DISPOSITION, deliver } from './deliveries.mjs';
import { itemsOf } from './n8n-client.mjs';
import { activated } from './scenarios-trigger.mjs';
import { chain, node, trigger } from './workflows.mjs';

const PACKAGE = 'n8n-nodes-convoso-connect';

/** What the editor sends when a list is opened in the panel of a node. */
function opened(type, methodName, more = {}) {
  return {
    nodeTypeAndVersion: { name: `${PACKAGE}.${type}`, version: type === 'convosoTrigger' ? 2 : 1.1 },
    path: 'parameters.list',
    methodName,
    currentNodeParameters: { fromAccount: true },
    ...more,
  };
}

const values = (options) => options.map(({ value }) => value);

/** What was chosen from a list, as n8n keeps it. */
const picked = (value) => ({ chosen: { __rl: true, mode: 'list', value, cachedResultName: 'Its Name' } });

/** Lists of the account, and what n8n makes of choosing from them. */
export async function listScenarios(run) {
  const { report, client, vendors, servers } = run;
  const { convoso } = vendors;
  const { account } = convoso;
  const token = { authToken: servers.CONVOSO_TOKEN, baseUrl: convoso.baseUrl };
  const credentialOf = async (name, data) => ({
    credentials: { convosoApi: await client.createCredential(name, 'convosoApi', data) },
  });
  const withToken = await credentialOf('Convoso API of lists', token);

  await report.step('N15: a list of the account is loaded for each kind of entry', async () => {
    const { CAMPAIGN, QUEUE, LIST, USER } = servers;
    const options = [
      ['convosoTrigger', 'getCampaigns', CAMPAIGN],
      ['convosoTrigger', 'getStatuses', 'NI'],
      ['convosoWorkflow', 'getCampaigns', CAMPAIGN],
      ['convosoWorkflow', 'getQueues', QUEUE],
      ['convosoWorkflow', 'getStatuses', 'NI'],
    ];
    for (const [type, method, value] of options) {
      const loaded = await client.loadOptions(opened(type, method, withToken));
      assert.ok(values(loaded).includes(value), `${type}.${method}: ${JSON.stringify(loaded)}`);
    }
    for (const [method, value] of [
      ['searchLists', LIST],
      ['searchUsers', USER],
    ]) {
      const { results } = await client.searchList(opened('convosoWorkflow', method, withToken));
      assert.ok(values(results).includes(value), `${method}: ${JSON.stringify(results)}`);
    }
    account.leads.add({ list_id: LIST, phone_number: '7735550169', field_13: 'gold' });
    const { fields } = await client.mappedFields(opened('convosoAdaptor', 'getCustomFields', withToken));
    assert.deepEqual(
      fields.map(({ id }) => id),
      ['field_13'],
    );
  });

  await report.step('a long list is searched, and comes page by page to its end', async () => {
    for (let each = 0; each < 250; each += 1) {
      account.users.add({ id: String(2_000_000 + each), first_name: 'Agent', last_name: `No ${each}` });
    }
    const other = await credentialOf('Convoso API of users', { ...token, baseUrl: `${token.baseUrl}/` });
    const seen = [];
    for (let paginationToken; ;) {
      const more = paginationToken === undefined ? {} : { paginationToken };
      const page = await client.searchList(opened('convosoWorkflow', 'searchUsers', { ...other, ...more }));
      seen.push(...values(page.results));
      paginationToken = page.paginationToken;
      if (paginationToken === undefined) break;
    }
    assert.equal(new Set(seen).size, 251);
    const found = await client.searchList(
      opened('convosoWorkflow', 'searchUsers', { ...other, filter: 'no 249' }),
    );
    assert.deepEqual(values(found.results), ['2000249']);
  });

  await report.step('a list that cannot be loaded says why and what to do', async () => {
    const wrong = await credentialOf('Wrong', { ...token, authToken: 'a-token-of-nobody' });
    const dead = await credentialOf('Dead', { ...token, baseUrl: 'http://127.0.0.1:9/v1' });
    const failures = [
      [{}, /No Convoso API credential is chosen\. Choose or create one/],
      [wrong, /the auth token is not valid.* Copy the token in Convoso/],
      [dead, /no connection could be made.* Check the network and the base URL/],
    ];
    for (const [credential, pattern] of failures) {
      await assert.rejects(
        client.loadOptions(opened('convosoWorkflow', 'getCampaigns', credential)),
        pattern,
      );
      await assert.rejects(
        client.searchList(opened('convosoWorkflow', 'searchUsers', credential)),
        ({ message }) => pattern.test(message.replace('users/search', 'campaigns/search')),
      );
    }
  });

  await report.step('the codes of the disposition node come from the table that it is set to', async () => {
    const search = (parameters, more = {}) =>
      client.searchList(
        opened('convosoDisposition', 'searchCodes', { currentNodeParameters: parameters, ...more }),
      );
    const builtIn = await search({ table: 'builtIn' }, { filter: 'not interested' });
    assert.ok(values(builtIn.results).includes('NI'));
    const ofAccount = await search({ table: 'account' }, withToken);
    assert.ok(values(ofAccount.results).includes('SALE'));
  });

  await report.step(
    'what was chosen decides as what is typed does, with and without a credential',
    async () => {
      const scopes = [
        [{ relation: 'campaign', campaignIds: ['111'] }, 1],
        [{ relation: 'campaign', campaignIds: ['112'] }, 0],
        [{ relation: 'list', lists: { row: [picked('3343')] } }, 1],
        [{ relation: 'list', lists: { row: [picked('3344')] } }, 0],
        [{ events: { DISPOSITION: [{ statuses: ['SALE', 'NI'] }] } }, 1],
        [{ events: { DISPOSITION: [{ statuses: ['SALE'] }] } }, 0],
      ];
      const nodes = scopes.map(([parameters], index) =>
        node(
          `Workflow ${index}`,
          'convosoWorkflow',
          { fromAccount: true, events: { DISPOSITION: [{}] }, ...parameters },
          index % 2 === 0 ? { typeVersion: 1.1, ...withToken } : { typeVersion: 1.1 },
        ),
      );
      const filters = { statuses: ['NI', 'SALE'], campaignIds: ['111'] };
      const workflow = fanOut('Chosen', trigger({ fromAccount: true, filters }), nodes);
      const { id, url } = await activated(run, workflow);
      assert.equal((await deliver(url, { ...DISPOSITION, status: 'DNC' })).json.filtered, 'DNC');
      assert.equal((await deliver(url, { ...DISPOSITION, campaign_id: '112' })).json.filtered, '112');
      await deliver(url, DISPOSITION);
      const [execution] = await client.ended(id, 1);
      const fired = nodes.map(({ name }) => itemsOf(execution, name).length);
      assert.deepEqual(
        fired,
        scopes.map(([, count]) => count),
      );
    },
  );

  await report.step("n8n's filter decides on fields that are dragged from the input", async () => {
    const condition = (leftValue, operator, rightValue) => {
      const [type, operation] = operator.split(':');
      return { id: operator, leftValue, rightValue, operator: { type, operation } };
    };
    const filtered = (name, ...conditions) => {
      const options = { caseSensitive: false, leftValue: '', typeValidation: 'loose', version: 2 };
      const filter = { options, conditions, combinator: 'and' };
      const events = { LEAD_FIELDS_AND_CALL_DATA: [{ conditionAs: 'filter', filter }] };
      return node(name, 'convosoWorkflow', { events }, { typeVersion: 1.1 });
    };
    const nodes = [
      filtered(
        'Fits',
        condition('={{ $json.lead.first_name }}', 'string:equals', 'TEST'),
        condition('={{ $json.call.length_in_sec }}', 'number:gt', 30),
        condition('={{ $json.call.call_date }}', 'dateTime:before', '2025-10-10'),
        condition('={{ $json.extra.agent_email }}', 'string:contains', "={{ '@example.' + 'test' }}"),
      ),
      filtered('Fits not', condition('={{ $json.call.length_in_sec }}', 'number:lt', 30)),
      filtered('Not delivered', condition('={{ $json.lead.city }}', 'string:empty', '')),
      {
        ...filtered('Refused', condition('={{ $json.lead.city }}', 'string:regex', 'a')),
        onError: 'continueRegularOutput',
      },
    ];
    const { id, url } = await activated(run, fanOut('Filtered', trigger(), nodes));
    await deliver(url, DISPOSITION);
    const [execution] = await client.ended(id, 1);
    const fired = nodes.filter(({ name }) => itemsOf(execution, name).length > 0).map(({ name }) => name);
    assert.deepEqual(fired, ['Fits']);
    const [unknown] = itemsOf(execution, 'Not delivered', 2);
    assert.match(unknown.decision.reason, /lead\.city was not delivered/);
    const [refused] = itemsOf(execution, 'Refused', 2);
    assert.match(refused.error.message, /Convoso has no operator that means this/);
  });

  await report.step('the custom fields of the account are sent under the names beside them', async () => {
    const customFields = {
      mappingMode: 'defineBelow',
      value: { field_13: 'plan' },
      matchingColumns: [],
      schema: [{ id: 'field_13', displayName: 'field_13', required: false, display: true, type: 'string' }],
    };
    const adaptor = node('Adaptor', 'convosoAdaptor', { fromAccount: true, customFields });
    const { id, url } = await activated(run, chain('Custom fields', trigger(), adaptor));
    await deliver(url, { ...DISPOSITION, field_13: 'gold' });
    const [execution] = await client.ended(id, 1);
    assert.deepEqual(itemsOf(execution, 'Adaptor'), [{ plan: 'gold' }]);
  });
}

/** A workflow in which each of the nodes stands behind the trigger. */
function fanOut(name, first, nodes) {
  const placed = nodes.map((each, index) => ({ ...each, position: [240, index * 160] }));
  const links = placed.map((each) => ({ node: each.name, type: 'main', index: 0 }));
  return { name, nodes: [first, ...placed], connections: { [first.name]: { main: [links] } } };
}
