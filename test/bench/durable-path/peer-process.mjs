import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

function fileOf(name) {
  return fileURLToPath(new URL(`../peers/${name}.mjs`, import.meta.url));
}

/** A peer in a process and with a folder of its own; the folder goes when the process ends. */
export class PeerProcess {
  constructor(name, { child, port, folder }) {
    this.name = name;
    this.child = child;
    this.folder = folder;
    this.url = `http://127.0.0.1:${port}`;
  }

  /**
   * Resolves once the peer listens.
   *
   * @param {string} name a file of `peers/`, or what goes by a `file` of its own
   * @param {{ args?: string[], file?: string, node: { program: string, execArgv: string[], env: Record<string, string> } }} options
   */
  static async start(name, { args = [], file = fileOf(name), node }) {
    const folder = mkdtempSync(path.join(os.tmpdir(), `bench-${name}-`));
    const child = fork(file, args, {
      execPath: node.program,
      execArgv: node.execArgv,
      env: { ...process.env, ...node.env, TMPDIR: folder, TEMP: folder },
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const tooEarly = once(child, 'exit').then(([code]) => {
      throw new Error(`The peer ${name} ended with ${code} before it listened; its message is above.`);
    });
    const [{ port }] = await Promise.race([once(child, 'message'), tooEarly]);
    tooEarly.catch(() => {});
    return new PeerProcess(name, { child, port, folder });
  }

  /** Processor time since the start in seconds, all threads, and resident memory in MB. */
  async usage() {
    const { cpu, memory } = await this.ask('usage');
    return { cpuSeconds: cpu / 1e6, memoryMb: memory / 2 ** 20 };
  }

  /** Sends a message to a peer that answers each with one of its own. */
  async ask(message) {
    const answered = once(this.child, 'message');
    this.child.send(message);
    const [answer] = await answered;
    return answer;
  }

  async stop() {
    const ended = once(this.child, 'exit');
    this.child.send('end');
    await ended;
  }
}
