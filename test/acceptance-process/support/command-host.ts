import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import { inTime } from '../../support/in-time.js';
import { ROOT, builtRelay } from './built.js';
import { environment, type Ended, type Env } from './environment.js';

const SCRIPT = path.join(__dirname, 'command-loop.mjs');
/** Printed by no command. */
const END = '\0 end of command \0\n';
const beforeEnd = (text: string): string => text.split(END)[0] ?? '';

interface Host {
  readonly child: ChildProcess;
  readonly printed: { stdout: string; stderr: string };
  /** Its exit code, once it has ended. */
  readonly closed: Promise<number | null>;
  /** Something was printed; it is set by the command that waits for it. */
  onPrinted: () => void;
}

let host: Host | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Has the built relay's command line carry out a command, in a process that it shares with the other commands of the
 * test file. It loads the same files and ends with the same code as in a process of its own, and takes a fraction of
 * the time. That a command's process ends by itself is not seen here.
 */
export function runCommand(args: readonly string[], env: Env): Promise<Ended> {
  const ended = last.then(async () => {
    const running = (host ??= startHost());
    return inTime(carryOut(running, args, env), () => {
      const { stdout, stderr } = running.printed;
      return `the end of the command ${args.join(' ')}, which has printed:\n${stdout}${stderr}`;
    });
  });
  // Another command must not wait for one that comes to no end.
  last = ended.catch(endCommandHost);
  return ended;
}

/** Ends the process; the next command starts another one. */
export function endCommandHost(): void {
  host?.child.kill('SIGKILL');
  host = undefined;
}

afterAll(endCommandHost);

function startHost(): Host {
  const child = spawn(process.execPath, [SCRIPT, builtRelay('program/main.js')], {
    cwd: ROOT,
    env: environment({}),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const started: Host = {
    child,
    printed: { stdout: '', stderr: '' },
    closed: once(child, 'close').then(([code]) => code as number | null),
    onPrinted: () => undefined,
  };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      started.printed[stream] += text;
      started.onPrinted();
    });
  }
  child.once('close', () => {
    if (host === started) host = undefined;
  });
  return started;
}

/** A command that ends the whole process, as some do to show their help, has ended too, and with its code. */
async function carryOut(running: Host, args: readonly string[], env: Env): Promise<Ended> {
  const { child, printed, closed } = running;
  printed.stdout = printed.stderr = '';
  const done = new Promise<number>((resolve) => {
    child.once('message', ({ code }: { code: number }) => {
      running.onPrinted = () => {
        // What the command logs may still come behind it.
        if (printed.stdout.includes(END) && printed.stderr.includes(END)) resolve(code);
      };
      running.onPrinted();
    });
  });
  child.send({ args, env: environment(env), end: END });
  const code = await Promise.race([done, closed]);
  return { code, stdout: beforeEnd(printed.stdout), stderr: beforeEnd(printed.stderr) };
}
