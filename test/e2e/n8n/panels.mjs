import assert from 'node:assert/strict';
import { inBrowser } from './browser.mjs';
import { buildScenario } from './build-in-browser.mjs';
import { readyFlow } from './workflows.mjs';

/** A flow built by hand, the canvases of the ready flows, and the panel of each node, as people see them. */
export async function panelScenarios(run) {
  const { report } = run;
  const flow = panelsFlow();
  const id = await run.client.createWorkflow(flow);
  await inBrowser(run, async (editor) => {
    // The oldest n8n has other buttons.
    if (!run.isOldest) await buildScenario(run, editor);
    for (const file of FLOWS) {
      await report.step(`the canvas of ${file} is drawn`, () => pictureOfCanvas(run, editor, file));
    }
    for (const { id: nodeId, name } of flow.nodes) {
      await report.step(`the panel of ${name} opens and shows its parameters`, async () => {
        editor.errors.length = 0;
        await editor.open(`/workflow/${id}/${nodeId}`);
        await editor.id('ndv').waitFor();
        await editor.id('parameter-item').first().waitFor();
        await editor.picture(`panel-${slug(name)}`);
        const text = await editor.page.locator('body').innerText();
        assert.ok(text.includes(name), `the panel does not say ${name}`);
        assert.deepEqual(editor.errors, []);
      });
    }
  });
}

const FLOWS = [
  'balto-three-layers.json',
  'salesforce-lead-and-task.json',
  'zoho-lead-and-call.json',
  'crm-lead-to-convoso.json',
  'form-lead-to-hopper.json',
  'held-follow-up.json',
];

async function pictureOfCanvas({ client }, editor, file) {
  const flow = readyFlow(file);
  const id = await client.createWorkflow(flow);
  await editor.open(`/workflow/${id}`);
  await editor.id('canvas-node').first().waitFor();
  await editor.id('zoom-to-fit').click();
  await editor.picture(file.replace('.json', ''));
  const count = await editor.id('canvas-node').count();
  // Notes are no nodes to the canvas.
  assert.equal(count, flow.nodes.filter(({ type }) => !type.endsWith('.stickyNote')).length);
}

/** A workflow with each of the six nodes, set up as somebody would. */
function panelsFlow() {
  const balto = readyFlow('balto-three-layers.json');
  const held = readyFlow('held-follow-up.json');
  const form = readyFlow('form-lead-to-hopper.json');
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
    pick(form, 'Place in Hopper'),
  ];
  return { name: 'Panels', nodes, connections: {} };
}

function slug(name) {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}
