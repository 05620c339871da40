import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inTime } from '../support/in-time.js';
import { keyOf } from '../support/key.js';
import { ROOT } from './documented-commands.js';

export interface RelayByCommand {
  readonly url: string;
  readonly output: () => string;
  readonly env: NodeJS.ProcessEnv;
  /** What opens its API. */
  readonly headers: () => { readonly authorization: string };
  stop(): Promise<void>;
}

/** Runs a documented start command as a person would, on a free port and an empty data folder. */
export async function startByCommand(command: string): Promise<RelayByCommand> {
  const data = mkdtempSync(path.join(os.tmpdir(), 'connect-docs-'));
  const env = { ...process.env, PORT: '0', CONNECT_DATA: data };
  const child = spawn('bash', ['-c', command], { cwd: ROOT, env, detached: true });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  const running = new Promise<void>((resolve, reject) => {
    const onOutput = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/catch hook\s+http\S+/.test(output)) resolve();
    };
    child.stdout.on('data', onOutput);
    child.stderr.on('data', onOutput);
    child.once('close', () => reject(new Error(`"${command}" ended:\n${output}`)));
  });
  const whatFor = (what: string) => () => `${what} of "${command}", which has printed:\n${output}`;
  await inTime(running, whatFor('the start')).catch((error: unknown) => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    throw error;
  });
  const url = (/catch hook\s+(http:\/\/[^/\s]+)/.exec(output)?.[1] ?? '').replace('0.0.0.0', '127.0.0.1');
  return {
    url,
    // The commands that follow find this relay by its data folder.
    env: { ...process.env, CONNECT_DATA: data },
    headers: () => ({ authorization: `Bearer ${keyOf(data)}` }),
    output: () => output,
    stop: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      await inTime(ended, whatFor('the end'));
      rmSync(data, { recursive: true, force: true });
    },
  };
}
