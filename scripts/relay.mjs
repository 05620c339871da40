import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare } from './prepare.mjs';
import { ROOT } from './run.mjs';

/**
 * Runs the relay's command line in this very process: it gets the signals itself and its exit code is ours, with no
 * parent between the terminal and the relay that could end before it.
 */
export async function runRelay(args) {
  prepare();
  const main = join(ROOT, 'relay/dist/cli/main.js');
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
}
