import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureConsole } from '../../../scripts/console.mjs';
import { ensureInstalled, ensureNode } from '../../../scripts/prepare.mjs';
import { ROOT, runNode } from '../../../scripts/run.mjs';
import { findChromium } from './chromium.mjs';

/**
 * `npm run e2e:console`: the console in a real browser, by its visible labels alone, on a relay of its own. Where there is no
 * Chromium it says so and ends well, but not where everything has to be shown. Last it prints what a page of the logs takes.
 */
const here = fileURLToPath(new URL('.', import.meta.url));

ensureNode();
ensureInstalled('everything');
ensureConsole();
const chromium = findChromium();
if (chromium === null) {
  console.log(
    'Skipped: there is no Chromium on this machine. Install it, as in "apt-get install chromium", or name one with CHROMIUM=<path>.',
  );
  process.exitCode = process.env.CI === 'true' ? 1 : 0;
} else {
  process.env.CONSOLE_E2E_CHROMIUM = chromium;
  const tested = runNode([
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    '--config',
    join(here, 'jest.config.mjs'),
    '--runInBand',
    ...process.argv.slice(2),
  ]);
  // Few rows here; `npm run bench -- console` takes the million.
  process.env.ROWS ??= '20000';
  process.env.ROUNDS ??= '3';
  const measured = runNode([join(ROOT, 'test/bench/console.bench.mjs')]);
  process.exitCode = tested || measured;
}
