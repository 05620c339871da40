import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { inTime } from '../../support/in-time.js';
import { keyOf } from '../../support/key.js';
import { ROOT, builtRelay } from './built.js';
import { closeAfterTest } from './closing.js';
import { endCommandHost, runCommand } from './command-host.js';
import { environment, type Ended, type Env } from './environment.js';

/** What a start prints when it has succeeded. */
const RUNNING = 'Convoso Connect relay is running.';

export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [name: string]: unknown;
}

/** A relay in a process of its own, started as a user starts it. */
export interface RelayProcess {
  readonly url: string;
  readonly pid: number;
  /** What opens its API. */
  readonly authorization: { readonly authorization: string };
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** What it has logged so far. */
  readonly log: () => LogLine[];
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<Ended>;
  /** By which signal it ends, where it is not ended from here. */
  readonly signal: () => Promise<NodeJS.Signals | null>;
}

interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
  /** The same, with what it has printed where it comes to no end. */
  readonly endsInTime: () => Promise<Ended>;
}

function run(args: readonly string[], env: Env): Running {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: environment(env) });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  const endsInTime = (): Promise<Ended> =>
    inTime(ended, () => `the end of ${args.join(' ')}, which has printed:\n${stdout}${stderr}`);
  closeAfterTest(async () => {
    child.kill('SIGKILL');
    await endsInTime();
  });
  return { child, stdout: () => stdout, stderr: () => stderr, ended, endsInTime };
}

/** Runs a script until it ends, in a process of its own; `input` is piped into it. */
export function runScript(args: readonly string[], env: Env, input = ''): Promise<Ended> {
  const { child, endsInTime } = run(args, env);
  child.stdin?.end(input);
  return endsInTime();
}

/** A command of the relay, such as `connect explain …`, on a data folder. */
export function connect(dataFolder: string, args: readonly string[], env: Env = {}): Promise<Ended> {
  return runCommand(args, { CONNECT_DATA: dataFolder, ...env });
}

/** `connect explain …` on a data folder. */
export function explain(dataFolder: string, ...args: string[]): Promise<Ended> {
  return connect(dataFolder, ['explain', ...args]);
}

/** A start that is refused, without a process of its own; one that succeeds is an error, and stopped. */
export async function refusedStart(dataFolder: string, env: Env = {}): Promise<Ended> {
  const end = await connect(dataFolder, ['start'], { PORT: '0', ...env });
  if (!end.stdout.includes(RUNNING)) return end;
  endCommandHost();
  throw new Error(`the relay was not to start, and did:\n${end.stdout}`);
}

/** A start whose process has to end by itself; one that succeeds is an error, and stopped. */
export async function startInVain(dataFolder: string, env: Env = {}): Promise<Ended> {
  const { child, endsInTime } = run([builtRelay('program/main.js'), 'start'], {
    PORT: '0',
    CONNECT_DATA: dataFolder,
    ...env,
  });
  child.stdout?.on('data', (text: string) => {
    if (text.includes(RUNNING)) child.kill('SIGKILL');
  });
  const end = await endsInTime();
  if (end.stdout.includes(RUNNING)) throw new Error(`the relay was not to start, and did:\n${end.stdout}`);
  return end;
}

/** Starts the built relay on a data folder, and resolves as soon as it says that it is running. */
export function startRelayProcess(dataFolder: string, env: Env = {}): Promise<RelayProcess> {
  return startByScript([builtRelay('program/main.js'), 'start'], {
    PORT: '0',
    CONNECT_DATA: dataFolder,
    ...env,
  });
}

/** It ended before it said that it is running. */
export class EndedEarly extends Error {
  readonly signal: NodeJS.Signals | null;

  constructor({ code, stdout, stderr }: Ended, signal: NodeJS.Signals | null) {
    super(`it ended with ${String(signal ?? code)}:\n${stdout}${stderr}`);
    this.signal = signal;
  }
}

export async function startByScript(args: readonly string[], env: Env): Promise<RelayProcess> {
  const { child, stdout, stderr, ended, endsInTime } = run(args, env);
  const started = new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const [, found] = /catch hook +(http:\/\/[^/\s]+)\/\S+\n/.exec(stdout()) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', look);
    void ended.then((end) => reject(new EndedEarly(end, child.signalCode)));
  });
  const url = await inTime(started, () => `a relay to run, which has printed:\n${stdout()}${stderr()}`);
  return {
    url,
    pid: child.pid ?? 0,
    authorization: { authorization: `Bearer ${env['CONNECT_API_KEY'] ?? keyOf(env['CONNECT_DATA'] ?? '')}` },
    stdout,
    stderr,
    log: () =>
      stdout()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as LogLine),
    kill: async () => {
      child.kill('SIGKILL');
      await endsInTime();
    },
    stop: () => {
      child.kill('SIGTERM');
      return endsInTime();
    },
    signal: () => endsInTime().then(() => child.signalCode),
  };
}
