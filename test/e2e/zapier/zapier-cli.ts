import { execFile } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../../..');
export const APP = path.join(ROOT, 'zapier-app');

export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly stdout: string;
}

function fromRun(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: start this with npm run e2e:zapier`);
  return value;
}

/** A program in Node 22, to its end. */
export function node22(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const environment = {
    ...process.env,
    // Zapier's command line takes a test run for one of its own.
    NODE_ENV: undefined,
    JEST_WORKER_ID: undefined,
    PATH: fromRun('ZAPIER_E2E_PATH'),
    DISABLE_ZAPIER_ANALYTICS: '1',
    ...env,
  };
  return new Promise((resolve) => {
    const options = { cwd, env: environment, maxBuffer: 32 * 1024 * 1024 };
    execFile(fromRun('ZAPIER_E2E_NODE'), [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ code, stdout, output: `${stdout}\n${stderr}` });
    });
  });
}

/** `zapier-platform …` in the app's folder, as a developer runs it; without a login. */
export function zapier(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return node22([fromRun('ZAPIER_E2E_CLI'), ...args], APP, env);
}

/** `zapier-platform invoke` of a step, with a connection; its result. */
export async function invoke(
  what: readonly string[],
  connection: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, unknown>> = {},
): Promise<Ended & { readonly result: unknown }> {
  const authData = Object.entries(connection).map(([key, value]) => [`authData_${key}`, value]);
  const ended = await zapier(
    ['invoke', ...what, '--non-interactive', '-i', JSON.stringify(inputs)],
    Object.fromEntries(authData) as Record<string, string>,
  );
  return { ...ended, result: jsonIn(ended.stdout) };
}

function jsonIn(stdout: string): unknown {
  const start = stdout.search(/^[[{]/m);
  if (start === -1) return undefined;
  try {
    return JSON.parse(stdout.slice(start)) as unknown;
  } catch {
    return undefined;
  }
}
