import { join } from 'node:path';
import { ensureInstalled, ensureNode } from './prepare.mjs';
import { ROOT, runNode } from './run.mjs';

/*
 * For jest and its workers, which throw away the modules of one file after the other: with Node's own 16 MB for what is young
 * a tenth of a run went into looking through it.
 */
const YOUNG = '--max-semi-space-size=64';

ensureNode();
ensureInstalled('everything');
// Jest itself brings the build up to date where a test starts the built relay: test/run/before-built.mjs.
process.exitCode = runNode([YOUNG, join(ROOT, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)]);
