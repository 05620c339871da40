import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { E2E_CACHE } from '../node-from-npm.mjs';
import { ensureComponent } from './toolchain.mjs';
import { readyFlow } from './workflows.mjs';

/** Where the pictures are put; the README has some of them. */
export const PICTURES = join(E2E_CACHE, 'n8n-pictures');

const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The canvas and the panel of each node as people see them, in a headless browser. */
export async function panelScenarios(run) {
  const { report, client, n8n } = run;
  await inEditor(run, async (page) => {
    for (const file of FLOWS) {
      await report.step(`the canvas of ${file} is drawn`, () => pictureOfCanvas(run, page, file));
    }
    const flow = panelsFlow();
    const id = await client.createWorkflow(flow);
    for (const { id: nodeId, name } of flow.nodes) {
      await report.step(`the panel of ${name} opens and shows its parameters`, async () => {
        const errors = [];
        page.on('pageerror', (error) => errors.push(String(error)));
        await page.goto(`${n8n.url}/workflow/${id}/${nodeId}`);
        const panel = page.getByTestId('ndv');
        await panel.waitFor();
        await page.getByTestId('parameter-item').first().waitFor();
        await page.screenshot({ path: join(PICTURES, `panel-${slug(name)}.png`) });
        const text = await page.locator('body').innerText();
        assert.ok(text.includes(name), `the panel does not say ${name}`);
        assert.deepEqual(errors, []);
      });
    }
  });
}

/** Signs a headless browser in to the editor, and ends it again. Where there is none it says so, and does nothing. */
export async function inEditor({ client, n8n }, use) {
  const executablePath = process.env.CHROMIUM ?? CHROMIUMS.find((path) => existsSync(path));
  if (executablePath === undefined) {
    console.log('Skipped: there is no Chromium here to look at the panels with (apt-get install chromium).');
    return;
  }
  const driver = join(ensureComponent('browser'), 'node_modules/playwright-core/index.mjs');
  const { chromium, selectors } = await import(pathToFileURL(driver).href);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  // n8n's ids.
  selectors.setTestIdAttribute('data-test-id');
  mkdirSync(PICTURES, { recursive: true });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
    const cookies = client.cookie.split('; ').map((cookie) => cookie.split('='));
    await context.addCookies(
      cookies.map(([name, ...value]) => ({ name, value: value.join('='), url: n8n.url })),
    );
    // A session belongs to the browser that it was begun in, which the client has named.
    await context.addInitScript({ content: "localStorage.setItem('n8n-browserId', 'e2e')" });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await use(page);
  } finally {
    await browser.close();
  }
}

const FLOWS = [
  'balto-three-layers.json',
  'salesforce-lead-and-task.json',
  'zoho-lead-and-call.json',
  'crm-lead-to-convoso.json',
  'form-lead-to-hopper.json',
  'held-follow-up.json',
];

async function pictureOfCanvas({ client, n8n }, page, file) {
  const flow = readyFlow(file);
  const id = await client.createWorkflow(flow);
  await page.goto(`${n8n.url}/workflow/${id}`);
  await page.getByTestId('canvas-node').first().waitFor();
  await page.getByTestId('zoom-to-fit').click();
  await page.screenshot({ path: join(PICTURES, file.replace('.json', '.png')) });
  const count = await page.getByTestId('canvas-node').count();
  // Notes are no nodes to the canvas.
  assert.equal(count, flow.nodes.filter(({ type }) => !type.endsWith('.stickyNote')).length);
}

/** A workflow with each of the six nodes, set up as somebody would. */
function panelsFlow() {
  const balto = readyFlow('balto-three-layers.json');
  const held = readyFlow('held-follow-up.json');
  const lead = readyFlow('crm-lead-to-convoso.json');
  const salesforce = readyFlow('salesforce-lead-and-task.json');
  const pick = (flow, name) => flow.nodes.find((node) => node.name === name);
  const disposition = {
    ...pick(salesforce, 'Call for Salesforce'),
    id: 'd0000000-0000-4000-8000-000000000001',
    name: 'Decode',
    type: 'n8n-nodes-convoso-connect.convosoDisposition',
    parameters: { operation: 'decode' },
  };
  const nodes = [
    pick(balto, 'Convoso Trigger'),
    pick(held, 'Ask for a Callback'),
    pick(salesforce, 'Call for Salesforce'),
    pick(balto, 'Balto Start'),
    disposition,
    pick(lead, 'Post Lead'),
  ];
  return { name: 'Panels', nodes, connections: {} };
}

function slug(name) {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}
