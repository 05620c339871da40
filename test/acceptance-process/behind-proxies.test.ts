import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, form } from '../support/calls.js';
import { config } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { send } from '../support/http.js';
import { ROOT } from './support/built.js';
import { closeAfterTest } from './support/closing.js';
import { dataFolder } from './support/folders.js';
import { startRelayProcess, type RelayProcess } from './support/relay-process.js';

type Proxy = 'nginx' | 'caddy';

const isHere = (proxy: Proxy): boolean =>
  spawnSync(proxy, [proxy === 'nginx' ? '-v' : 'version']).status === 0;
for (const proxy of ['nginx', 'caddy'] as const)
  if (!isHere(proxy)) console.warn(`Not tested behind ${proxy}: it is not installed on this machine.`);

/** The first block of the page for a proxy: the one for the hooks. */
function documentedBlock(proxy: Proxy): string {
  const page = readFileSync(path.join(ROOT, 'docs/run-it-for-real.md'), 'utf8');
  const [, block = ''] = new RegExp(`^\`\`\`${proxy}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page) ?? [];
  return block;
}

/** A whole configuration of a proxy on a port of this machine, around what it does with requests. */
const WHOLE: Readonly<Record<Proxy, (port: number, block: string, folder: string) => string>> = {
  nginx: (port, block, folder) => `
    daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
    events {}
    http {
      access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
      server { listen 127.0.0.1:${port}; ${block} }
    }`,
  caddy: (port, block) => `{
  admin off
  auto_https off
}
http://127.0.0.1:${port}, http://calls.example.test:${port}, http://localhost:${port} {
  bind 127.0.0.1
  ${block}
}
`,
};

/** All of it forwarded, as the proxy does by itself: nginx puts a Host of its own, Caddy forwards the caller's. */
const DEFAULTS: Readonly<Record<Proxy, (upstream: string) => string>> = {
  nginx: (upstream) => `location / { proxy_pass http://${upstream}; }`,
  caddy: (upstream) => `reverse_proxy ${upstream}`,
};

async function startProxy(proxy: Proxy, block: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'connect-proxy-'));
  const port = await freePort();
  const file = path.join(folder, 'configuration');
  writeFileSync(file, WHOLE[proxy](port, block, folder));
  const args =
    proxy === 'nginx'
      ? ['-c', file, '-p', folder, '-e', path.join(folder, 'error.log')]
      : ['run', '--config', file, '--adapter', 'caddyfile'];
  const child = spawn(proxy, args, {
    stdio: 'ignore',
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder },
  });
  const ended = once(child, 'close');
  closeAfterTest(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(() => send(`${url}/healthz`));
  return url;
}

const CLOSED = [
  ...['', 'api', 'api/', 'api/logs', 'api/occurrences', 'api/config', 'api/key', 'api/session', 'API/logs'],
  ...[
    'inspect',
    'inspect/start?a=b',
    'assets/inspector.js',
    'signin?code=x',
    '/api/logs',
    'hooks/../api/logs',
  ],
  ...[
    'hooks/%2e%2e/api/logs',
    'hooks/..%2fapi/logs',
    'hooks//../api/logs',
    '//api/logs',
    'api/logs/.',
    './api/logs',
  ],
];

const spellings = (relay: RelayProcess, proxyUrl: string): Record<string, string>[] => {
  const [own, outside] = [new URL(relay.url).host, new URL(proxyUrl).host];
  return [
    {},
    { host: own, origin: relay.url },
    { host: own, 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
    { host: outside, origin: proxyUrl },
    { host: 'localhost', origin: 'http://localhost' },
    { 'x-forwarded-host': own, 'x-forwarded-proto': 'https', forwarded: `for=127.0.0.1;host=${own}` },
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    { cookie: 'connect_session_4780=x', authorization: 'Bearer ' },
    { 'idempotency-key': 'x' },
  ];
};

async function runningRelay(): Promise<RelayProcess> {
  const settings = { inspector: true, egress: { allow: [] }, trustProxy: 1 };
  return startRelayProcess(dataFolder(config({ endpoints: [], settings })));
}

/** Nothing but hooks and health answers to who has no key. */
async function expectClosed(url: string, relay: RelayProcess): Promise<void> {
  for (const headers of spellings(relay, url)) {
    for (const place of CLOSED) {
      for (const method of ['GET', 'POST']) {
        const { status, text } = await send(`${url}/${place}`, { method, headers });
        expect({ place, method, headers, status, isClosed: status >= 400 || text === '' }).toMatchObject({
          isClosed: true,
        });
        expect(text).not.toMatch(/"(occurrences|logs|config|source|by)":/);
      }
    }
  }
  expect((await send(`${url}/healthz`)).text).toBe('{"status":"ok"}');
  expect((await send(`${url}/readyz`)).text).toBe('{"status":"ready"}');
  const delivered = await send(`${url}/hooks/main`, { method: 'POST', body: form(DISPOSED) });
  expect({ status: delivered.status, text: delivered.text }).toMatchObject({ status: 200 });
}

describe('behind a reverse proxy', () => {
  it('C1: nothing but the hooks and the two health paths answers without the key; the same without a proxy', async () => {
    const relay = await runningRelay();
    await expectClosed(relay.url, relay);
    await relay.stop();
  });

  it.each<Proxy>(['nginx', 'caddy'])(
    'C1: %s as it forwards by itself opens nothing either',
    async (proxy) => {
      if (!isHere(proxy)) return;
      const relay = await runningRelay();
      const url = await startProxy(proxy, DEFAULTS[proxy](new URL(relay.url).host));
      await expectClosed(url, relay);
      await relay.stop();
    },
  );

  it.each<Proxy>(['nginx', 'caddy'])('%s set up as the page says forwards the hooks alone', async (proxy) => {
    if (!isHere(proxy)) return;
    const relay = await runningRelay();
    const block = documentedBlock(proxy).replaceAll('127.0.0.1:4780', new URL(relay.url).host);
    const url = await startProxy(proxy, block);
    await expectClosed(url, relay);
    // Not even with the key.
    expect((await send(`${url}/api/logs`, { headers: relay.authorization })).status).toBe(404);
    expect((await send(`${relay.url}/api/logs`, { headers: relay.authorization })).status).toBe(200);
    await relay.stop();
  });
});
