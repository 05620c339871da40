import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, form } from '../support/calls.js';
import { full } from '../support/check-full.js';
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

const GROUPS = ['hooks', 'API', 'console'] as const;

/** The blocks of the page for a proxy, one for each group of paths. */
function documentedBlocks(proxy: Proxy, upstream: string): Record<(typeof GROUPS)[number], string> {
  const page = readFileSync(path.join(ROOT, 'docs/run-it-for-real.md'), 'utf8');
  const blocks = [...page.matchAll(new RegExp(`^\`\`\`${proxy}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block.replaceAll('127.0.0.1:4780', upstream),
  );
  expect(blocks).toHaveLength(GROUPS.length);
  const [hooks = '', API = '', console = ''] = blocks;
  return { hooks, API, console };
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

async function startProxy(proxy: Proxy, block: string, wanted?: number): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'connect-proxy-'));
  const port = wanted ?? (await freePort());
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

async function runningRelay({
  publicUrl,
  port = 0,
}: { publicUrl?: string; port?: number } = {}): Promise<RelayProcess> {
  const console = publicUrl === undefined ? 'local' : 'public';
  const settings = { inspector: true, egress: { allow: [] }, trustProxy: 1, publicUrl, console };
  const relay = await startRelayProcess(dataFolder(config({ endpoints: [], settings })), {
    PORT: String(port),
  });
  // What it prints is where it is reached from outside.
  return publicUrl === undefined ? relay : { ...relay, url: `http://127.0.0.1:${port}` };
}

/**
 * Every closed place in every spelling. In the short form each place has three of the nine, each spelling has a third of the
 * places, and the relay itself, without a proxy, has them all.
 */
function triesAt(url: string, relay: RelayProcess): { place: string; headers: Record<string, string> }[] {
  const all = spellings(relay, url);
  return CLOSED.flatMap((place, nth) => {
    const some = all.filter((_, index) => (index + nth) % 3 === 0);
    return (full || url === relay.url ? all : some).map((headers) => ({ place, headers }));
  });
}

/** Nothing but hooks and health answers to who has no key. */
async function expectClosed(url: string, relay: RelayProcess): Promise<void> {
  const opened: unknown[] = [];
  for (const { place, headers } of triesAt(url, relay)) {
    for (const method of ['GET', 'POST']) {
      const { status, text } = await send(`${url}/${place}`, { method, headers });
      // nginx leads /api to /api/, and the relay / to the console's own files: neither shows anything by that.
      const isClosed = status >= 400 || [301, 303].includes(status) || text === '';
      if (!isClosed || /"(occurrences|logs|config|source|by)":/.test(text))
        opened.push({ place, method, headers, status, text });
    }
  }
  expect(opened).toEqual([]);
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
    const { hooks } = documentedBlocks(proxy, new URL(relay.url).host);
    const url = await startProxy(proxy, hooks);
    await expectClosed(url, relay);
    // Not even with the key.
    expect((await send(`${url}/api/logs`, { headers: relay.authorization })).status).toBe(404);
    expect((await send(`${relay.url}/api/logs`, { headers: relay.authorization })).status).toBe(200);
    await relay.stop();
  });

  it.each<Proxy>(['nginx', 'caddy'])(
    '%s with the block for the API forwards that to who has the key, and the console not',
    async (proxy) => {
      if (!isHere(proxy)) return;
      const relay = await runningRelay();
      const { hooks, API } = documentedBlocks(proxy, new URL(relay.url).host);
      const url = await startProxy(proxy, `${hooks}\n${API}`);
      await expectClosed(url, relay);
      const statusOf = async (place: string): Promise<number> =>
        (await send(`${url}/${place}`, { headers: relay.authorization })).status;
      expect(await statusOf('api/logs')).toBe(200);
      for (const place of ['', 'console/', 'inspect', 'assets/inspector.js', 'signin?code=x'])
        expect([place, await statusOf(place)]).toEqual([place, 404]);
      await relay.stop();
    },
  );

  it.each<Proxy>(['nginx', 'caddy'])(
    '%s with all three blocks signs a browser in under the public address, and opens nothing else',
    async (proxy) => {
      if (!isHere(proxy)) return;
      const [port, outside] = [await freePort(), await freePort()];
      const relay = await runningRelay({ publicUrl: `http://127.0.0.1:${outside}`, port });
      const blocks = documentedBlocks(proxy, new URL(relay.url).host);
      const url = await startProxy(proxy, Object.values(blocks).join('\n'), outside);
      await expectClosed(url, relay);
      const asked = await send(`${relay.url}/api/links`, { method: 'POST', headers: relay.authorization });
      const link = (JSON.parse(asked.text) as { url: string }).url;
      const signedIn = await send(`${url}/signin${new URL(link).search}`);
      expect(signedIn.status).toBe(303);
      const [cookie = ''] = signedIn.headers['set-cookie'] ?? [];
      const headers = { cookie: cookie.split(';')[0], accept: 'text/html' };
      for (const place of ['inspect', 'assets/inspector.js', 'api/session'])
        expect([place, (await send(`${url}/${place}`, { headers })).status]).toEqual([place, 200]);
      expect((await send(`${url}/`, { headers })).headers.location).toBe('/console/');
      // Built or not, it is the relay that answers there.
      expect((await send(`${url}/console/`, { headers })).text).toContain('<html');
      const foreign = { ...headers, origin: 'http://localhost:3000' };
      expect((await send(`${url}/api/logs`, { headers: foreign })).status).toBe(403);
      await relay.stop();
    },
  );
});
