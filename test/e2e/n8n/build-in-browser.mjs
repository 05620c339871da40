import assert from 'node:assert/strict';
import { DISPOSITION, deliver } from './deliveries.mjs';
import { until } from './until.mjs';

const SECRET = 'a-long-secret-of-a-flow-built-by-hand';

/**
 * Convoso's three components, built by clicking as somebody does who has just installed the package: when, what and
 * where, from the list of nodes to the first delivery.
 */
export async function buildScenario({ report, client, n8n, vendors }, editor) {
  const { page } = editor;
  let workflowId = '';

  await report.step('the three components are found, put together and published by clicking', async () => {
    await client.deleteCredentials('convosoConnectHookApi');
    await editor.open('/workflow/new');
    await editor.id('canvas-add-button').click();
    await editor.find('webhook', 'Convoso');
    await page.getByText('On new Convoso event').click();
    await editor.picture('new-trigger');
    await page.getByText('Connect to Convoso Connect Hook').click();
    await editor.fill('secret', SECRET);
    await editor.picture('credential-hook');
    await editor.id('credential-save-button').click();
    await page.getByText('Credential successfully created').waitFor();
    // It closes by itself where its test has passed in time.
    const modal = editor.id('editCredential-modal');
    await modal
      .getByRole('button', { name: 'Close' })
      .click({ timeout: 3000 })
      .catch(() => undefined);
    await modal.waitFor({ state: 'detached' });
    await editor.fill('moreAddresses', '127.0.0.1, ::1');
    await editor.closePanel('built-trigger');

    await addBehind(editor, 'convoso workflow', 'Convoso Workflow');
    await editor.fill('values', 'NI');
    await editor.closePanel('built-workflow');

    await addBehind(editor, 'convoso adaptor', 'Convoso Adaptor');
    await editor.choose('preset', 'Zoho CRM: Lead');
    await editor.closePanel('built-adaptor');

    await addBehind(editor, 'convoso connect', 'Convoso Connect');
    await editor.fill('apiUrl', `${vendors.sink.url}/built`);
    await editor.choose('postDataType', 'JSON');
    await editor.closePanel('built-connect');

    await editor.id('zoom-to-fit').click();
    await editor.picture('built-canvas');
    const texts = await editor.id('canvas-node').allInnerTexts();
    assert.match(texts.join('\n'), /NI[^]*Zoho CRM: Lead[^]*POST 127\.0\.0\.1/);
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
    const { json, text } = await until('its webhook is there', async () => {
      const answer = await deliver(url, DISPOSITION, { 'x-connect-secret': SECRET });
      return answer.status === 404 ? null : answer;
    });
    assert.equal(json?.success, true, text);
    await client.ended(workflowId, 1);
    const [request] = vendors.sink.at('/built');
    assert.equal(JSON.parse(request.body).First_Name, DISPOSITION.first_name);
  });
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
