import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { benchNames } from './bench-names.mjs';
import { reasonOfSkip, summaryOf } from './check-summary.mjs';
import { ensureInstalled, ensureNode } from './prepare.mjs';
import { ROOT, say } from './run.mjs';

/**
 * `npm run check:full [-- name …]`: everything that `.ci/run` samples, in full, or the checks that are named. The tests
 * run with CHECK_FULL=1, which takes every kill, every size and ten times the examples of each law, and writes to the
 * disk; each benchmark runs at its full size. It takes hours. Every check runs even when an earlier one has failed.
 */
const CHECKS = [
  { name: 'test', script: ['test'], env: { CHECK_FULL: '1' } },
  { name: 'test:postgres', script: ['run', 'test:postgres'], env: { CHECK_FULL: '1' } },
  { name: 'lint', script: ['run', 'lint'] },
  { name: 'typecheck', script: ['run', 'typecheck'] },
  { name: 'chaos', script: ['run', 'chaos'] },
  { name: 'e2e:zapier', script: ['run', 'e2e:zapier'] },
  { name: 'e2e:console', script: ['run', 'e2e:console'] },
  { name: 'e2e:n8n', script: ['run', 'e2e:n8n'] },
  { name: 'e2e:n8n:bench', script: ['run', 'e2e:n8n', '--', 'bench'] },
  { name: 'e2e:n8n:oldest', script: ['run', 'e2e:n8n', '--', 'oldest'] },
  { name: 'bench:soak:postgres', script: ['run', 'bench', '--', 'soak'], env: { STORE: 'postgres' } },
  ...benchNames().map((bench) => ({ name: `bench:${bench}`, script: ['run', 'bench', '--', bench] })),
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  say(`No check is called ${unknown.join(', ')}. There are: ${CHECKS.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

ensureNode();
ensureInstalled('everything');
const results = [];
for (const check of CHECKS) results.push(await resultOf(check));
process.stdout.write(`\n${summaryOf(results)}`);
process.exitCode = results.some(({ outcome }) => outcome === 'failed') ? 1 : 0;

async function resultOf({ name, script, env = {} }) {
  if (wanted.length > 0 && !wanted.includes(name)) {
    return { name, outcome: 'skipped', seconds: 0, reason: 'it was not among those asked for' };
  }
  process.stdout.write(`\n== ${name} ==\n`);
  const started = performance.now();
  const { code, printed } = await npm(script, env);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) return { name, outcome: 'failed', seconds, reason: `it ended with code ${code}` };
  const reason = reasonOfSkip(printed);
  return { name, outcome: reason === undefined ? 'passed' : 'skipped', seconds, reason: reason ?? '' };
}

/** Shows what the script prints as it comes, and keeps it. */
function npm(args, env) {
  const shell = process.platform === 'win32';
  const child = spawn('npm', args, { cwd: ROOT, env: { ...process.env, ...env }, shell });
  let printed = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.setEncoding('utf8').on('data', (text) => {
      printed += text;
      to.write(text);
    });
  }
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ code: 1, printed: message }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 128 + constants.signals[signal], printed }),
    );
  });
}
