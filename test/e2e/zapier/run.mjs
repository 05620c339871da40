import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, ensureNode } from '../../../scripts/prepare.mjs';
import { ROOT, runNode } from '../../../scripts/run.mjs';
import { Unavailable, nodeFromNpm, withNode } from '../node-from-npm.mjs';
import { zapierCli } from './cli.mjs';

/**
 * `npm run e2e:zapier`: Zapier's own command line against the app, without a login and against servers on this machine.
 * It validates the app, builds the zip, and runs the connection and every action and search. Last it prints how large the app
 * is and how long it takes to load.
 */
const here = fileURLToPath(new URL('.', import.meta.url));

ensureNode();
ensureInstalled('everything');
try {
  const node = nodeFromNpm(22);
  process.env.ZAPIER_E2E_NODE = node.node;
  process.env.ZAPIER_E2E_PATH = withNode(node).PATH;
  process.env.ZAPIER_E2E_CLI = zapierCli();
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.error(`The end-to-end test of the Zapier app cannot run here: ${error.message}`);
  process.exit(1);
}
const tested = runNode([
  join(ROOT, 'node_modules/jest/bin/jest.js'),
  '--config',
  join(here, 'jest.config.mjs'),
  '--runInBand',
  ...process.argv.slice(2),
]);
const measured = runNode([join(ROOT, 'test/bench/zapier-app.bench.mjs')]);
process.exitCode = tested || measured;
