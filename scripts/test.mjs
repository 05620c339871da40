import { join } from 'node:path';
import { startPassingPostgres } from '../test/run/passing-postgres.mjs';
import { ensureInstalled, ensureNode } from './prepare.mjs';
import { ROOT, runNode, say } from './run.mjs';

/*
 * For jest and its workers, which throw away the modules of one file after the other: with Node's own 16 MB for what is young
 * a tenth of a run went into looking through it.
 */
const YOUNG = '--max-semi-space-size=64';
/*
 * Each test file runs its modules anew, so that what is made faster for one is thrown away before the next: to make a function
 * faster after fifteen times as much of it as is Node's own rule takes a seventh less of a run.
 */
const PATIENT = '--interrupt-budget=1000000';

ensureNode();
ensureInstalled('everything');
const args = process.argv.slice(2);
const own = args.some((each) => !each.startsWith('-')) ? null : await ownPostgres();
if (own !== null) process.env.TEST_DATABASE_URL = own.url;
// Jest ends by itself when it is interrupted, and this goes on here then.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => say('Waiting for the tests to end.'));
try {
  // Jest itself brings the build up to date where a test starts the built relay: test/run/before-built.mjs.
  process.exitCode = runNode([YOUNG, PATIENT, join(ROOT, 'node_modules/jest/bin/jest.js'), ...args]);
} finally {
  own?.stop();
}

/**
 * A Postgres of this run's own, which waits for no disk and leaves nothing on the machine's; null where one is named, or none can
 * be had: then the tests go by the one of this machine, and say where there is none. Not for a few files, which would wait for it.
 */
async function ownPostgres() {
  if (process.env.TEST_DATABASE_URL) return null;
  try {
    return await startPassingPostgres();
  } catch (error) {
    say(
      `No Postgres of this run's own could be started (${error.message}): the one of this machine is used.`,
    );
    return null;
  }
}
