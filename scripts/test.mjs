import { join } from 'node:path';
import { ensureInstalled, ensureNode } from './prepare.mjs';
import { ROOT, runNode } from './run.mjs';

ensureNode();
ensureInstalled('everything');
// Jest itself brings the build up to date where a test starts the built relay: test/support/build-first.mjs.
process.exitCode = runNode([join(ROOT, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)]);
