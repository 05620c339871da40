import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isInstalled } from './install.mjs';
import { prepare } from './prepare.mjs';
import { ROOT, say } from './run.mjs';

/**
 * Runs the relay's command line in this very process: it gets the signals itself and its exit code is ours, with no
 * parent between the terminal and the relay that could end before it.
 */
export async function runRelay(args) {
  prepare('relay');
  const main = join(ROOT, 'relay/dist/program/main.js');
  process.argv = [process.execPath, main, ...args];
  await load(pathToFileURL(main).href);
}

/** An `npm ci` by hand waits for nobody, so that packages may be gone between the preparation and the start. */
async function load(main) {
  try {
    await import(main);
  } catch (error) {
    if (isInstalled('relay')) throw error;
    say(`${GONE} (${error.message})`);
    process.exit(1);
  }
}

const GONE =
  'The relay was not started: its packages were taken away while it started, as an "npm ci" or "npm install" in this ' +
  'folder does. Wait until that has ended, then start again.';
