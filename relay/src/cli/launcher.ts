import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The npm that a relay was started by. */
export interface Launcher {
  /** Of npm itself. */
  readonly pid: number;
  /** Calls back once, when npm or the shell between it and the relay has ended. */
  whenGone(then: () => void): void;
}

interface Ancestor {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** As often as the relay looks for due work. */
const LOOK_EVERY_MS = 250;

/** npm, a shell, and what a wrapper may put between. */
const MOST_BETWEEN = 3;

/**
 * The npm behind `npm start`; null where it was not npm that started this process. A signal that ends npm ends the shell
 * that it runs scripts in, and reaches nobody behind that: without looking, the relay would live on unseen and keep its
 * port and folder.
 */
export function launchedBy(env: NodeJS.ProcessEnv): Launcher | null {
  if (env['npm_lifecycle_event'] !== 'start' || process.platform === 'win32') return null;
  const chain = ancestors();
  const npm = chain.at(-1);
  if (npm === undefined) return null;
  return {
    pid: npm.pid,
    whenGone: (then) => {
      const timer = setInterval(() => {
        if (areAllThere(chain)) return;
        clearInterval(timer);
        then();
      }, LOOK_EVERY_MS);
      timer.unref();
    },
  };
}

/** What to know where npm is the first process of a container; null where it is not. */
export function warningAbout(launcher: Launcher | null): string | null {
  if (launcher?.pid !== 1) return null;
  return (
    'npm is the first process of this container. When the container is stopped, npm ends at once and the relay with it, ' +
    'with no time for what is under way. Start the container with: node scripts/start.mjs'
  );
}

/** From the parent of this process up to npm; none where npm is not among the nearest. */
function ancestors(): Ancestor[] {
  const chain: Ancestor[] = [];
  for (let pid = process.ppid; pid > 0 && chain.length < MOST_BETWEEN; pid = chain.at(-1)?.parent ?? 0) {
    const ancestor = look(pid);
    if (ancestor === null) return [];
    chain.push(ancestor);
    if (/\b(?:p?npm|yarn)\b/.test(ancestor.command)) return chain;
  }
  return [];
}

/**
 * A process that has ended may stay in the list until its parent takes note, so it is not enough that there is one by
 * the number: each must still be the child of the next.
 */
function areAllThere(chain: readonly Ancestor[]): boolean {
  if (process.ppid !== chain[0]?.pid) return false;
  return chain.every(({ pid, parent }, index) =>
    process.platform === 'linux' && index < chain.length - 1 ? look(pid)?.parent === parent : isAlive(pid),
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function look(pid: number): Ancestor | null {
  try {
    return process.platform === 'linux' ? inProc(pid) : byPs(pid);
  } catch {
    return null;
  }
}

function inProc(pid: number): Ancestor {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name in brackets may hold anything; behind it stand the state and the parent.
  const [, parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  return { pid, parent: Number(parent), command };
}

function byPs(pid: number): Ancestor {
  const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parent = '', command = ''] = /^\s*(\d+)\s+(.*)/.exec(line) ?? [];
  return { pid, parent: Number(parent), command };
}
