// Runs npm, and ends with it. An interrupted npm still takes back what it has done, after whoever started it has gone, so
// that the mark of the installation names this process and not the start's: the next start waits for it.
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { takeOver } from './alone.mjs';
import { exitCodeOf, ROOT, say } from './run.mjs';

takeOver(process.ppid);

const args = process.argv.slice(2);
const [program, options] = npmOf(process.env.npm_execpath);
const npm = spawn(program, [...options.before, ...args], {
  cwd: ROOT,
  stdio: 'inherit',
  shell: options.shell,
});
npm.on('error', (error) => {
  say(`npm could not be started: ${error.message}`);
  process.exitCode = 1;
});
npm.on('exit', (status, signal) => {
  process.exitCode = exitCodeOf(status, signal);
});

// A terminal interrupts npm itself; what asks a process to end asks this one alone.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => npm.kill(signal));

/** Under `npm start` npm names its own script, which saves the search for npm and, on Windows, the shell. */
function npmOf(script) {
  if (script !== undefined && basename(script) === 'npm-cli.js') {
    return [process.execPath, { before: [script], shell: false }];
  }
  return ['npm', { before: [], shell: process.platform === 'win32' }];
}
