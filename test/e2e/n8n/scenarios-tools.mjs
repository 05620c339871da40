import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ONE_CONNECTION_EACH } from './deliveries.mjs';
import { until } from './until.mjs';
import { node } from './workflows.mjs';

/** The nodes as tools of an AI agent, called over n8n's MCP server, which takes no model. */
export async function toolScenarios(run) {
  const { report, vendors } = run;

  await report.step('N11: as a tool a node does what it can, and says what it cannot', async () => {
    vendors.sink.behave(() => ({ status: 200, body: '{"ok":true}' }));
    const tools = await served(run, [
      tool('decode', 'convosoDispositionTool', { operation: 'decode', code: "={{ $fromAI('code') }}" }),
      tool('decide', 'convosoWorkflowTool', { events: { DISPOSITION: [{ values: 'SALE' }] } }),
      tool('post_item', 'convosoConnectTool', { apiUrl: `${vendors.sink.url}/tool` }),
      tool('post_fields', 'convosoConnectTool', {
        apiUrl: `${vendors.sink.url}/tool`,
        send: 'fields',
        fields: { field: [{ name: 'phone', value: "={{ $fromAI('phone') }}" }] },
      }),
    ]);
    assert.match(await tools.call('decode', { code: 'NI' }), /Not Interested/);
    assert.match(await tools.call('decide', {}), /"outcome":\s*"not-matched".*"reason":/s);
    assert.match(await tools.call('post_item', {}), /A tool has no item whose fields it could send/);
    assert.deepEqual(vendors.sink.at('/tool'), []);
    await tools.call('post_fields', { phone: '7735550167' });
    assert.deepEqual(
      vendors.sink.at('/tool').map(({ body }) => body),
      ['phone=7735550167'],
    );
  });
}

function tool(name, type, parameters) {
  return node(name, type, { descriptionType: 'auto', ...parameters });
}

/** An MCP server of n8n with these tools (Model Context Protocol 2025-03-26, over HTTP). */
async function served({ client, n8n }, tools) {
  const path = randomUUID();
  const server = node(
    'MCP',
    '@n8n/n8n-nodes-langchain.mcpTrigger',
    { path },
    { typeVersion: 2, webhookId: path },
  );
  const connections = Object.fromEntries(
    tools.map(({ name }) => [name, { ai_tool: [[{ node: 'MCP', type: 'ai_tool', index: 0 }]] }]),
  );
  const id = await client.createWorkflow({ name: 'Tools', nodes: [server, ...tools], connections });
  await client.activate(id);
  let session = {};
  let count = 0;

  async function ask(method, params) {
    count += 1;
    const response = await fetch(`${n8n.url}/mcp/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...session,
        ...ONE_CONNECTION_EACH,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: count, method, params }),
    });
    const sessionId = response.headers.get('mcp-session-id');
    if (sessionId !== null) session = { 'mcp-session-id': sessionId };
    const text = await response.text();
    return response.status === 404 ? null : JSON.parse(text.replace(/^[^]*?data: /, ''));
  }

  await until('the MCP server is there', () =>
    ask('initialize', {
      protocolVersion: '2025-03-26',
      capabilities: {},
      clientInfo: { name: 'e2e', version: '1' },
    }),
  );
  return {
    async call(name, args) {
      const answer = await ask('tools/call', { name, arguments: args });
      return (answer.result?.content ?? []).map(({ text }) => text).join('\n') || JSON.stringify(answer);
    },
  };
}
