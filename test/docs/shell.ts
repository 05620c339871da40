import { spawn } from 'node:child_process';
import { inTime } from '../support/in-time.js';
import { ROOT } from './documented-commands.js';

/** Far above what the longest of the benchmarks takes in its short form, on a machine that has much else to do. */
const PATIENCE_MS = 240_000;

/**
 * What a command prints on stdout, when a shell carries it out as it stands; nothing is piped into it. It and all that it
 * has started are ended where it comes to no end.
 *
 * @throws where it ends with another code than 0, with all that it has printed
 */
export async function inShell(command: string, env: NodeJS.ProcessEnv): Promise<string> {
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn('bash', ['-c', command], { cwd: ROOT, env, stdio, detached: true });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const code = await inTime(
    ended,
    () => `the end of "${command}", which has printed:\n${stdout}${stderr}`,
    PATIENCE_MS,
  ).catch((error: unknown) => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    throw error;
  });
  if (code !== 0) throw new Error(`"${command}" ended with ${String(code)}:\n${stdout}${stderr}`);
  return stdout;
}

/** The words that a shell makes of a text, as a program gets them. */
export async function wordsOf(text: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  return (await inShell(`printf '%s\\0' ${text}`, env)).split('\0').slice(0, -1);
}
