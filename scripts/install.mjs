import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT, run, runNode, say } from './run.mjs';

const LOCKFILE = join(ROOT, 'package-lock.json');
const MODULES = join(ROOT, 'node_modules');
/** Inside node_modules, so that it goes when they go: npm clears the folder before a clean install. */
const STAMP = join(MODULES, '.installed-for');

/**
 * Installs the dependencies unless those present were installed from this lockfile for this Node; SQLite is compiled
 * for one version of Node and does not load in another. Ends the process when the installation fails.
 */
export function ensureInstalled() {
  const wanted = fingerprint();
  const reason = whyStale(wanted);
  if (reason === undefined) return;
  const command = existsSync(LOCKFILE) ? 'ci' : 'install';
  say(`Installing the dependencies, which takes a minute or two (${reason}) …`);
  const code = npm([command, '--include=dev', '--no-audit', '--no-fund']);
  if (code !== 0) {
    say(
      `The dependencies could not be installed: npm ${command} ended with code ${code}; its message is above.`,
    );
    process.exit(code);
  }
  noteInstalled();
}

/** Notes what was installed, from the lockfile as it is after the install; npm may only then have written one. */
export function noteInstalled() {
  writeFileSync(STAMP, fingerprint());
}

function whyStale(wanted) {
  if (!existsSync(MODULES)) return 'node_modules is missing';
  if (!existsSync(STAMP)) return 'it is not known what is in node_modules';
  if (readFileSync(STAMP, 'utf8') !== wanted) return 'the lockfile or the version of Node has changed';
  return undefined;
}

function fingerprint() {
  const lockfile = existsSync(LOCKFILE) ? readFileSync(LOCKFILE) : '';
  const digest = createHash('sha256').update(lockfile).digest('hex');
  return `${digest} modules ${process.versions.modules} ${process.platform}-${process.arch}\n`;
}

/** Under `npm start` npm names its own script, which saves the search for npm and, on Windows, the shell. */
function npm(args) {
  const script = process.env.npm_execpath;
  if (script !== undefined && basename(script) === 'npm-cli.js') {
    return runNode([script, ...args], { output: 'on stderr' });
  }
  return run('npm', args, { output: 'on stderr', shell: process.platform === 'win32' });
}
