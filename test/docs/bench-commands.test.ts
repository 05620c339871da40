import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ROOT, namedBenches, withoutNpm } from './documented-commands.js';

const run = promisify(execFile);

describe('the benchmarks of the documentation', () => {
  it.each(namedBenches())('npm run bench -- %s prints what it is compared with', async (name) => {
    const env = { ...process.env, EVENTS: '100', SECONDS: '1', ROWS: '2000', ROUNDS: '2', LEADS: '2000' };
    // The exit code says whether this machine is fast enough, and that is not the question here.
    const { stdout } = await run('bash', ['-c', `${withoutNpm(`npm run bench -- ${name}`)}; true`], {
      cwd: ROOT,
      env,
    });
    expect(stdout).toMatch(/expected:? at (least|most) \d/);
  });

  it('npm run bench -- durable-path prints both ratios', async () => {
    const env = { ...process.env, EVENTS: '100', SECONDS: '1' };
    const { stdout } = await run('bash', ['-c', 'npm run bench -- durable-path'], { cwd: ROOT, env });
    expect(stdout).toMatch(/relay \/ forwarder, events\/s: +\d+\.\d\d/);
    expect(stdout).toMatch(/relay \/ fsync-only, p99: +\d+\.\d\d/);
  });
});
