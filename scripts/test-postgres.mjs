import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPassingPostgres } from '../test/run/passing-postgres.mjs';
import { ensureInstalled, ensureNode } from './prepare.mjs';
import { ROOT, runNode, say } from './run.mjs';

/**
 * `npm run test:postgres [-- path …]`: the acceptance tests with every relay on Postgres, all of them or those that are named. It is the one
 * of TEST_DATABASE_URL, or else a server of this run's own, so that nothing is left on a machine and no test waits for a disk. At its end
 * stands what was left out, as it is of the embedded store alone, each with its reason (test/support/embedded.ts).
 */
const FILES = 'test/acceptance';

/** They have stores of their own, of which Postgres is one in every run. */
const ON_POSTGRES_ALREADY = ['acceptance-postgres', 'acceptance-relays'];

ensureNode();
ensureInstalled('everything');
const named = process.env.TEST_DATABASE_URL;
const own = named === undefined ? await startPassingPostgres() : null;
const url = named ?? own?.url;
if (url === undefined)
  console.log('Skipped: there is no Postgres server on this machine, and no TEST_DATABASE_URL');
else process.exitCode = run(url);

function run(databaseUrl) {
  // Jest ends by itself when it is interrupted, and this goes on here then.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => say('Waiting for the tests to end.'));
  const folder = mkdtempSync(join(tmpdir(), 'connect-left-out-'));
  const leftOut = join(folder, 'tests');
  writeFileSync(leftOut, '');
  Object.assign(process.env, {
    STORE: 'postgres',
    TEST_DATABASE_URL: databaseUrl,
    LEFT_OUT_ON_POSTGRES: leftOut,
  });
  const paths = process.argv.slice(2);
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  try {
    const left = ON_POSTGRES_ALREADY.flatMap((name) => ['--testPathIgnorePatterns', `/test/${name}/`]);
    return runNode([
      jest,
      '--selectProjects=sources',
      ...left,
      '--',
      ...(paths.length > 0 ? paths : [FILES]),
    ]);
  } finally {
    own?.stop();
    const names = readFileSync(leftOut, 'utf8').trim().split('\n').filter(Boolean).sort();
    rmSync(folder, { recursive: true });
    console.log(`\nLeft out on Postgres: ${names.length === 0 ? 'nothing' : ''}`);
    for (const name of names) console.log(`  ${name}`);
  }
}
