import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * A relay of this workspace in a process of its own, at one address whenever it is started. Not by `npm start`, which
 * would first install what the relay needs, and that alone, where the lock has changed.
 */
export class RelayProcess {
  url;
  #folder;
  #port;
  #child;

  constructor(folder, port) {
    this.#folder = folder;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** A relay that has nothing yet but this configuration. */
  static async prepare(folder, config) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const built = spawnSync(process.execPath, [compiler, '-b', 'relay'], {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
    });
    if (built.status !== 0) throw new Error('The relay could not be built.');
    writeFileSync(join(folder, 'connect.json'), JSON.stringify(config));
    return new RelayProcess(folder, await freePort());
  }

  get key() {
    return readFileSync(join(this.#folder, 'api-key'), 'utf8').trim();
  }

  async start() {
    const logFile = join(this.#folder, 'relay.log');
    const log = createWriteStream(logFile, { flags: 'a' });
    this.#child = spawn(process.execPath, [join(ROOT, 'relay/dist/program/main.js'), 'start'], {
      env: { ...process.env, PORT: String(this.#port), CONNECT_DATA: this.#folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout.pipe(log);
    this.#child.stderr.pipe(log);
    let ended = null;
    this.#child.once('exit', (code) => (ended = code ?? 'a signal'));
    await until('the relay answers', async () => {
      if (ended !== null)
        throw new Error(`the relay ended with ${ended}:\n${readFileSync(logFile, 'utf8').slice(-4000)}`);
      const health = await fetch(`${this.url}/healthz`).catch(() => null);
      return health !== null && health.ok;
    });
  }

  /** As a power cut would. */
  async kill() {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** What its API answers to a GET. */
  async get(path) {
    const answer = await fetch(`${this.url}/api/${path}`, {
      headers: { authorization: `Bearer ${this.key}` },
    });
    if (!answer.ok) throw new Error(`GET /api/${path} was answered ${answer.status}: ${await answer.text()}`);
    return await answer.json();
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
