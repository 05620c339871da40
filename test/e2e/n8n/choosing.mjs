import { inBrowser } from './browser.mjs';
import { until } from './until.mjs';
import { chain, node, trigger } from './workflows.mjs';

const SALE = { DISPOSITION: [{ statuses: [], include: 'all' }] };

/** Codes and IDs are chosen in the panels as people do it, with nothing typed but what is searched for. */
export async function choosingScenarios(run) {
  const { report, client, n8n, servers, vendors } = run;
  const data = { authToken: servers.CONVOSO_TOKEN, baseUrl: vendors.convoso.baseUrl };
  const credential = await client.createCredential('Convoso API to choose with', 'convosoApi', data);
  const withToken = { typeVersion: 1.1, credentials: { convosoApi: credential } };
  vendors.convoso.account.leads.add({ list_id: servers.LIST, phone_number: '7735550170', field_13: 'gold' });

  await inBrowser(run, async (editor) => {
    const { page } = editor;
    const picture = (name) => editor.picture(`choosing-${name}`);
    const open = async (tested) => {
      const flow = chain(`Choosing ${tested.name}`, trigger(), tested);
      const id = await client.createWorkflow(flow);
      await page.goto(`${n8n.url}/workflow/${id}/${tested.id}`);
      await page.getByTestId('ndv').waitFor();
      await page.getByTestId('parameter-item').first().waitFor();
      return id;
    };
    const saved = async (id, name, check) => {
      await page.keyboard.press('Control+s');
      await until(`${name} is saved`, async () => {
        const { nodes } = await client.workflow(id);
        return check(nodes.find((each) => each.name === name).parameters);
      });
    };
    await report.step(
      'N15: a campaign and a disposition are picked from the lists of the account',
      async () => {
        const parameters = { fromAccount: true, relation: 'campaign', events: SALE };
        const id = await open(node('Scope', 'convosoWorkflow', parameters, withToken));
        await editor.pick('campaignIds', 'Solar West (111)');
        await editor.pick('statuses', 'Not Interested (NI)');
        await picture('workflow');
        await saved(id, 'Scope', ({ campaignIds, events }) => {
          return `${campaignIds}` === '111' && `${events?.DISPOSITION?.[0]?.statuses}` === 'NI';
        });
      },
    );

    await report.step('a list is searched for and picked', async () => {
      const lists = { row: [{ chosen: { __rl: true, mode: 'list', value: '' } }] };
      const parameters = { fromAccount: true, relation: 'list', lists, events: SALE };
      const id = await open(node('In List', 'convosoWorkflow', parameters, withToken));
      await editor.pickSearched('chosen', 'solar');
      await picture('list');
      await saved(id, 'In List', ({ lists: chosen }) => chosen?.row?.[0]?.chosen?.value === servers.LIST);
    });

    await report.step('the filters of the trigger are picked', async () => {
      const filters = { campaignIds: [], statuses: [] };
      const { credentials } = withToken;
      const first = trigger({ fromAccount: true, filters }, { credentials });
      const id = await client.createWorkflow(chain('Choosing filters', first));
      await page.goto(`${n8n.url}/workflow/${id}/${first.id}`);
      await page.getByTestId('ndv').waitFor();
      await editor.pick('statuses', 'Sale (SALE)');
      await picture('trigger');
      await saved(id, first.name, (parameters) => `${parameters.filters?.statuses}` === 'SALE');
    });

    await report.step('a code of the built-in table is picked without a credential', async () => {
      const id = await open(node('Decode', 'convosoDisposition', {}, { typeVersion: 1.1 }));
      await page.getByTestId('rlc-mode-selector').click();
      await page.getByText('From list', { exact: true }).last().click();
      await editor.pickSearched('code', 'not interested');
      await picture('disposition');
      await saved(id, 'Decode', ({ code }) => code?.value === 'NI');
    });

    await report.step('a list says in the panel why it cannot be loaded', async () => {
      const parameters = { fromAccount: true, relation: 'campaign', events: SALE };
      const dead = await client.createCredential('Dead', 'convosoApi', {
        ...data,
        baseUrl: 'http://127.0.0.1:9/v1',
      });
      const credentials = { convosoApi: dead };
      await open(node('No Host', 'convosoWorkflow', parameters, { typeVersion: 1.1, credentials }));
      await page.getByTestId('parameter-issues').first().hover();
      await page.getByText('Check the network and the base URL').first().waitFor();
      await picture('no-host');
    });

    await report.step("n8n's filter writes the conditions", async () => {
      const events = { LEAD_FIELDS_AND_CALL_DATA: [{ conditionAs: 'filter' }] };
      const id = await open(node('Filtered', 'convosoWorkflow', { events }, { typeVersion: 1.1 }));
      await page.getByTestId('filter-condition-left').getByRole('textbox').fill('lead.state');
      await page.getByTestId('filter-condition-right').getByRole('textbox').fill('CA');
      await picture('filter');
      await saved(id, 'Filtered', ({ events: { LEAD_FIELDS_AND_CALL_DATA: rows = [] } = {} }) => {
        const [{ leftValue, rightValue } = {}] = rows[0]?.filter?.conditions ?? [];
        return leftValue === 'lead.state' && rightValue === 'CA';
      });
    });

    await report.step('the custom fields of the account are mapped', async () => {
      const { credentials } = withToken;
      const id = await open(node('Adaptor', 'convosoAdaptor', { fromAccount: true }, { credentials }));
      await page.getByTestId('mapping-fields-container').getByRole('textbox').first().fill('plan');
      await picture('adaptor');
      await saved(id, 'Adaptor', ({ customFields }) => customFields?.value?.field_13 === 'plan');
    });
  });
}
