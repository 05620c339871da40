import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { callOf, form } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination, type Reply } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { ROOT } from './support/built.js';
import { closeAfterTest } from './support/closing.js';
import { environment } from './support/environment.js';
import { dataFolder } from './support/folders.js';
import { rowsOf } from './support/stored.js';

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly printed: () => string;
}

/** Runs a command in a process group of its own, as a terminal does, until the relay behind it is running. */
async function startBy(command: string, args: readonly string[], folder: string): Promise<Started> {
  const env = environment({ CONNECT_DATA: folder, PORT: '0', npm_config_update_notifier: 'false' });
  const child = spawn(command, args, { cwd: ROOT, env, detached: true });
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (text += piece.toString()));
  closeAfterTest(() => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // All of them have ended.
    }
  });
  const url = await eventually(() => {
    const [, found = ''] = /catch hook +(http:\/\/[^/\s]+)\/\S+\n/.exec(text) ?? [];
    expect(found).not.toBe('');
    return Promise.resolve(found);
  });
  return { child, url, printed: () => text };
}

/** A process that this one has started. There has to be one: a signal to 0 would end jest and all that it has started. */
function childOf(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  const child = Number(stdout.trim().split('\n')[0]);
  if (!(child > 0)) throw new Error(`the process ${pid} has started no other`);
  return child;
}

/** Whether a relay that is told to end in the middle of an attempt lets it end, settles it, and leaves nothing open. */
async function endsGracefully(command: readonly string[], end: (started: Started) => void): Promise<void> {
  let answer: (reply: Reply) => void = () => undefined;
  const crm = await destination(() => new Promise<Reply>((resolve) => (answer = resolve)));
  const folder = dataFolder(config({ endpoints: [endpoint('crm', crm)] }));
  const [program = '', ...args] = command;
  const started = await startBy(program, args, folder);
  const posted = await send(`${started.url}/hooks/main`, { method: 'POST', body: form(callOf(1, 1)) });
  expect(posted.status).toBe(200);
  await crm.received(1);

  end(started);
  await eventually(() => expect(started.printed()).toContain('ending what is under way'));
  answer(ACCEPTED);

  // Only a relay that has closed its database writes this.
  await eventually(() => {
    expect(readFileSync(path.join(folder, 'connect.mark'), 'utf8')).toMatch(/^openings 1, log gone/);
  });
  expect(crm.requests).toHaveLength(1);
  expect(rowsOf(folder, 'actions')).toMatchObject([{ state: 'done', attempts: 1 }]);
}

const NPM_START = ['npm', 'start'];
function pidOf({ child }: Started): number {
  if (child.pid === undefined) throw new Error('the process was not started');
  return child.pid;
}

const newNamespace = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const mayUnshare = spawnSync('unshare', [...newNamespace.slice(1), 'true']).status === 0;
if (!mayUnshare) console.warn('A container is not played: this user may make no process namespace.');

describe('B9: a relay ends gracefully', () => {
  it('at Ctrl-C, which every process of the terminal gets', async () => {
    await endsGracefully(NPM_START, (started) => process.kill(-pidOf(started), 'SIGINT'));
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('when the npm that started it gets %s', async (signal) => {
    await endsGracefully(NPM_START, (started) => process.kill(pidOf(started), signal));
  });

  it('when the shell between npm and the relay gets SIGTERM', async () => {
    await endsGracefully(NPM_START, (started) => process.kill(childOf(pidOf(started)), 'SIGTERM'));
  });

  it('as the first process of a container that gets SIGTERM', async () => {
    if (!mayUnshare) return;
    await endsGracefully([...newNamespace, 'node', 'scripts/start.mjs'], (started) =>
      process.kill(childOf(pidOf(started)), 'SIGTERM'),
    );
  });

  it('and says so where npm is that first process, which leaves it no time to', async () => {
    if (!mayUnshare) return;
    const folder = dataFolder();
    const { printed } = await startBy('unshare', [...newNamespace.slice(1), ...NPM_START], folder);
    await eventually(() => expect(printed()).toContain('NPM_IS_FIRST'));
    expect(printed()).toContain('node scripts/start.mjs');
  });
});
