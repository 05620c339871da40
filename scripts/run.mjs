import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Progress goes to stderr: stdout belongs to the command that was asked for. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a program in the root folder until it ends and returns its exit code; one ended by a signal counts as a shell
 * would count it (128 + signal).
 *
 * @param {'shown' | 'on stderr'} output `shown` hands the child this process's own input and output
 */
export function run(program, args, { output = 'shown', shell = false } = {}) {
  const stdio = output === 'shown' ? 'inherit' : ['ignore', 2, 2];
  const { status, signal, error } = spawnSync(program, args, { cwd: ROOT, stdio, shell });
  if (error) {
    say(`${program} could not be started: ${error.message}`);
    return 1;
  }
  return exitCodeOf(status, signal);
}

/** As a shell counts it. */
export function exitCodeOf(status, signal) {
  return status ?? 128 + (signal ? constants.signals[signal] : 0);
}

/** Runs a script in a Node of its own, the same Node as this one. */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}
