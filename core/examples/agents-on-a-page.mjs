// Shows who is working now, on http://127.0.0.1:4782: node core/examples/agents-on-a-page.mjs
import { createServer } from 'node:http';
import { Convoso } from '@convoso-connect/core/convoso-js';

const client = new Convoso({
  authToken: process.env.CONVOSO_AUTH_TOKEN,
  baseUrl: process.env.CONVOSO_BASE_URL,
  maxRetries: 1,
});

const escape = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const cells = (texts) => `<tr>${texts.map((text) => `<td>${escape(text)}</td>`).join('')}</tr>`;

async function page() {
  const { agents, agent_total, agent_ready, agent_incall } = await client.agentMonitor.search();
  const rows = agents.map((agent) =>
    cells([
      agent.user_full_name,
      agent.status_label || agent.status,
      agent.campaign_name,
      agent.status_time_mmss,
    ]),
  );
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="10"><title>Agents</title>
<p>${agent_total} agents, ${agent_ready} ready, ${agent_incall} in a call</p>
<table>${rows.join('\n')}</table>`;
}

const server = createServer(async (_request, response) => {
  const [status, html] = await page().then(
    (shown) => [200, shown],
    (error) => [502, `<!doctype html><meta charset="utf-8"><p>${escape(error.message)}</p>`],
  );
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
});
server.listen(Number(process.env.PORT ?? 4782), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/`);
});
