import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { E2E_CACHE, withNode } from '../node-from-npm.mjs';
import { until } from './until.mjs';
import { nodeOf } from './toolchain.mjs';

/** n8n listens at these two ports, on the loopback only; `CONNECT_E2E_PORT` moves both to where nothing else is. */
const PORT = Number(process.env.CONNECT_E2E_PORT ?? 5678);
const BROKER_PORT = PORT + 1;

/** Eight seconds on a machine that does nothing else, and minutes on one that is busy. */
const STARTING = { withinSeconds: 600 };

/** Nothing is reported to anybody, nothing is fetched, and one process does everything. */
const QUIET = [
  'N8N_DIAGNOSTICS_ENABLED',
  'N8N_VERSION_NOTIFICATIONS_ENABLED',
  'N8N_TEMPLATES_ENABLED',
  'N8N_PERSONALIZATION_ENABLED',
  'N8N_VERIFIED_PACKAGES_ENABLED',
  'N8N_SECURE_COOKIE',
  'N8N_LICENSE_AUTO_RENEW_ENABLED',
  'N8N_HIRING_BANNER_ENABLED',
  'N8N_DYNAMIC_BANNERS_ENABLED',
];

/** A real n8n with our package installed from its tarball, as a user installs it. */
export class N8nProcess {
  url = `http://127.0.0.1:${PORT}`;
  component;
  #home;
  #node;
  #userFolder;
  #child;
  #workers = [];
  #env;

  /**
   * @param {object} of
   * @param {'n8n' | 'n8n-oldest'} of.component which n8n
   * @param {string} of.home where it is installed
   * @param {string} of.userFolder where its data is to be
   */
  constructor({ component, home, userFolder }) {
    this.component = component;
    this.#home = home;
    this.#node = nodeOf(component);
    this.#userFolder = userFolder;
    this.#env = {
      ...withNode(this.#node),
      ...Object.fromEntries(QUIET.map((name) => [name, 'false'])),
      // It asks a host outside; the oldest n8n does not know it.
      ...(component === 'n8n' ? { N8N_DISABLED_MODULES: 'mcp-registry' } : {}),
      N8N_LISTEN_ADDRESS: '127.0.0.1',
      N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
      N8N_PORT: String(PORT),
      N8N_RUNNERS_BROKER_PORT: String(BROKER_PORT),
      N8N_USER_FOLDER: userFolder,
      N8N_ENCRYPTION_KEY: 'a-key-for-this-test-only',
      GENERIC_TIMEZONE: 'America/Los_Angeles',
    };
  }

  /** What n8n wrote. */
  get log() {
    return join(this.#userFolder, 'n8n.log');
  }

  /** Where n8n is installed. */
  get home() {
    return this.#home;
  }

  get pid() {
    return this.#child?.pid;
  }

  installPackage(tarball) {
    const folder = join(this.#userFolder, '.n8n/nodes');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', tarball];
    const done = spawnSync('npm', args, { cwd: folder, env: this.#env, stdio: ['ignore', 2, 2] });
    if (done.status !== 0) throw new Error('The packed package could not be installed.');
  }

  /** OAuth tokens come in only this way; n8n must not be running. */
  importCredentials(credentials) {
    const file = join(this.#userFolder, 'credentials.json');
    writeFileSync(file, JSON.stringify(credentials));
    const done = spawnSync(this.#node.node, [this.#program, 'import:credentials', `--input=${file}`], {
      cwd: this.#userFolder,
      env: this.#env,
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(`import:credentials failed:\n${done.stdout}\n${done.stderr}`);
  }

  /** @param {Record<string, string>} environment what this start is to have besides */
  async start(environment = {}) {
    const log = createWriteStream(this.log, { flags: 'a' });
    this.#child = spawn(this.#node.node, [this.#program, 'start'], {
      cwd: this.#userFolder,
      env: { ...this.#env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout.pipe(log);
    this.#child.stderr.pipe(log);
    let ended = null;
    this.#child.once('exit', (code) => (ended = code ?? 'a signal'));
    await until(
      'n8n answers',
      async () => {
        if (ended !== null)
          throw new Error(`n8n ended with ${ended}:\n${readFileSync(this.log, 'utf8').slice(-4000)}`);
        const settings = await fetch(`${this.url}/rest/settings`).catch(() => null);
        return settings !== null && settings.ok && (await settings.text()).startsWith('{');
      },
      STARTING,
    );
  }

  /**
   * A process that executes what this n8n queues, once it says that it is ready.
   *
   * @param {Record<string, string>} environment of queue mode
   */
  async startWorker(environment) {
    const number = this.#workers.length + 1;
    const log = join(this.#userFolder, `worker-${number}.log`);
    writeFileSync(log, '');
    const child = spawn(this.#node.node, [this.#program, 'worker', '--concurrency=5'], {
      cwd: this.#userFolder,
      env: {
        ...this.#env,
        N8N_RUNNERS_BROKER_PORT: String(BROKER_PORT + number),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#workers.push(child);
    const file = createWriteStream(log, { flags: 'a' });
    child.stdout.pipe(file);
    child.stderr.pipe(file);
    await until(
      'a worker of n8n is ready',
      () => {
        const said = readFileSync(log, 'utf8');
        if (child.exitCode !== null)
          throw new Error(`A worker ended with ${child.exitCode}:\n${said.slice(-4000)}`);
        return said.includes('worker is now ready');
      },
      STARTING,
    );
  }

  async stop() {
    await Promise.all([this.#child, ...this.#workers.splice(0)].map(ended));
  }

  /** As a power cut would, with its workers. */
  async kill() {
    const all = [this.#child, ...this.#workers.splice(0)];
    for (const child of all) child?.kill('SIGKILL');
    await Promise.all(all.map(ended));
  }

  /** CPU time of the process until now, in seconds; null where the system does not tell. */
  cpuSeconds() {
    try {
      const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return null;
    }
  }

  get #program() {
    return join(this.#home, 'node_modules/n8n/bin/n8n');
  }
}

/** Ends a process, and waits until it has ended. */
async function ended(child) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await end;
  clearTimeout(force);
}

/** Data of earlier runs is of no use to a later one. */
export const USER_FOLDER = join(E2E_CACHE, `n8n-data-${PORT}`);
