import assert from 'node:assert/strict';
import { DISPOSITION, deliver } from './deliveries.mjs';
import { until } from './until.mjs';

const SECRET = 'a-long-secret-of-a-flow-built-by-hand';

/**
 * Convoso's three components, built by clicking as somebody does who has just installed the package: when, what and
 * where, from the list of nodes to the first delivery. Campaign, list, disposition and custom field are chosen from the
 * lists of the account; no code and no ID is typed.
 */
export async function buildScenario({ report, client, n8n, servers, vendors }, editor) {
  const { page } = editor;
  let workflowId = null;

  await report.step('the three components are found, put together and published by clicking', async () => {
    await client.deleteCredentials('convosoConnectHookApi');
    await client.deleteCredentials('convosoApi');
    vendors.convoso.account.leads.add({
      list_id: servers.LIST,
      phone_number: '7735550172',
      field_13: 'gold',
    });
    await editor.open('/workflow/new');
    await editor.id('canvas-add-button').click();
    await editor.find('webhook', 'Convoso');
    await page.getByText('On new Convoso event').click();
    await editor.picture('new-trigger');
    await connectTo(editor, 'Convoso Connect Hook', { secret: SECRET });
    await editor.fill('moreAddresses', '127.0.0.1, ::1');
    await editor.switchOn('fromAccount');
    await connectTo(editor, 'Convoso', {
      authToken: servers.CONVOSO_TOKEN,
      baseUrl: vendors.convoso.baseUrl,
    });
    await editor.id('collection-parameter-add').first().click();
    await page.getByRole('option', { name: 'Campaign Names or IDs' }).click();
    await editor.pick('campaignIds', 'Solar West (111)');
    await editor.closePanel('built-convoso-trigger');

    await addBehind(editor, 'convoso workflow', 'Convoso Workflow');
    await editor.switchOn('fromAccount');
    await editor.choose('relation', 'These Lists');
    await page.getByRole('button', { name: 'Add List' }).click();
    await editor.pickSearched('chosen', 'solar');
    await editor.pick('statuses', 'Not Interested (NI)');
    await editor.closePanel('built-convoso-workflow');

    await addBehind(editor, 'convoso adaptor', 'Convoso Adaptor');
    await editor.choose('preset', 'Zoho CRM: Lead');
    await editor.switchOn('fromAccount');
    await editor.id('mapping-fields-container').getByRole('textbox').first().fill('Plan');
    await editor.closePanel('built-convoso-adaptor');

    await addBehind(editor, 'convoso connect', 'Convoso Connect');
    await editor.fill('apiUrl', `${vendors.sink.url}/built`);
    await editor.choose('postDataType', 'JSON');
    await editor.closePanel('built-convoso-connect');

    await editor.id('zoom-to-fit').click();
    await editor.picture('built-canvas');
    const texts = await editor.id('canvas-node').allInnerTexts();
    assert.match(
      texts.join('\n'),
      /in campaign 111[^]*NI in list Solar West A[^]*Zoho CRM: Lead and 1 row[^]*POST 127\.0\.0\.1/,
    );
    await editor.id('workflow-open-publish-modal-button').click();
    await editor.id('workflow-publish-button').click();
    workflowId = new URL(page.url()).pathname.split('/')[2];
  });

  await report.step('the first delivery to it arrives where it is sent', async () => {
    vendors.sink.behave(() => ({ status: 200, body: '{"ok":true}' }));
    const url = await until('it is published', async () => {
      const { active, nodes } = await client.workflow(workflowId);
      const { webhookId } = nodes.find(({ type }) => type.endsWith('.convosoTrigger'));
      return active ? `${n8n.url}/webhook/${webhookId}/convoso` : null;
    });
    const withSecret = { 'x-connect-secret': SECRET };
    const { json, text } = await until('its webhook is there', async () => {
      const answer = await deliver(url, { ...DISPOSITION, field_13: 'gold' }, withSecret);
      return answer.status === 404 ? null : answer;
    });
    assert.equal(json?.success, true, text);
    const other = await deliver(url, { ...DISPOSITION, campaign_id: '112' }, withSecret);
    assert.equal(other.json?.filtered, '112', other.text);
    await client.ended(workflowId, 1);
    const [request] = vendors.sink.at('/built');
    const { First_Name, Plan } = JSON.parse(request.body);
    assert.deepEqual({ First_Name, Plan }, { First_Name: DISPOSITION.first_name, Plan: 'gold' });
  });
}

/** Makes the credential that the open panel asks for, and goes back to the panel. */
async function connectTo(editor, name, values) {
  await editor.page.getByRole('button', { name: `Connect to ${name}`, exact: true }).click();
  for (const [field, value] of Object.entries(values)) await editor.fill(field, value);
  await editor.picture(`credential-${name.toLowerCase().replaceAll(' ', '-')}`);
  await editor.id('credential-save-button').click();
  await editor.page.getByText('Credential successfully created').first().waitFor();
  // It closes by itself where its test has passed in time.
  const modal = editor.id('editCredential-modal');
  await modal
    .getByRole('button', { name: 'Close' })
    .click({ timeout: 3000 })
    .catch(() => undefined);
  await modal.waitFor({ state: 'detached' });
}

/** The canvas moves to its new place; a click meanwhile would miss. */
const ZOOMING_MS = 500;

/** Adds a node behind the one that was added last, by its first output. */
async function addBehind(editor, words, name) {
  // Otherwise buttons of the editor would lie over the canvas's own.
  await editor.id('zoom-to-fit').click();
  await editor.page.waitForTimeout(ZOOMING_MS);
  await editor.id('canvas-node').last().getByTestId('canvas-handle-plus').first().click();
  await editor.find(words, name);
  await editor.id('node-creator').getByText('Add to workflow').click();
  await editor.id('ndv').waitFor();
  await editor.picture(`new-${words.replaceAll(' ', '-')}`);
}
