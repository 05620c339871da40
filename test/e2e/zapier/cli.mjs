import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { E2E_CACHE, Unavailable } from '../node-from-npm.mjs';

/** The one that the app's platform belongs to. */
const VERSION = '19.1.0';
const PACKAGE = 'zapier-platform-cli';

/**
 * Brings Zapier's command line from npm into the cache, once: 800 packages that nothing but this needs, so they are no
 * dependency of the workspace.
 *
 * @returns the script to run, with Node 22 or newer
 * @throws {Unavailable} when npm cannot bring it
 */
export function zapierCli(say = console.error) {
  const home = join(E2E_CACHE, `${PACKAGE}-${VERSION}`);
  const script = join(home, 'node_modules', PACKAGE, 'src/bin/run');
  if (existsSync(script)) {
    say(`Zapier's command line ${VERSION} from the cache: ${home}`);
    return script;
  }
  say(`Bringing ${PACKAGE}@${VERSION} from npm into ${home} …`);
  bring(home);
  return script;
}

/** Prepared aside and moved into place in one step, so that an install that breaks off is not taken for a whole one. */
function bring(home) {
  const aside = `${home}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  const done = spawnSync('npm', [...args, `${PACKAGE}@${VERSION}`], {
    cwd: aside,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    rmSync(aside, { recursive: true, force: true });
    throw new Unavailable(`npm could not bring ${PACKAGE}@${VERSION}; its message is above.`);
  }
  rmSync(home, { recursive: true, force: true });
  renameSync(aside, home);
}
