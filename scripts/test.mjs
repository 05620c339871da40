import { join } from 'node:path';
import { buildAll, ensureInstalled, ensureNode } from './prepare.mjs';
import { ROOT, runNode } from './run.mjs';

ensureNode();
ensureInstalled();
buildAll();
process.exitCode = runNode([join(ROOT, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)]);
