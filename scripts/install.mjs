import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { ROOT, runNode, say } from './run.mjs';

const LOCKFILE = join(ROOT, 'package-lock.json');
const MODULES = join(ROOT, 'node_modules');
/** Inside node_modules, so that it goes when they go: npm clears the folder before a clean install. */
const STAMP = join(MODULES, '.installed-for');

/**
 * What an installation is good for: `relay` starts the relay, `everything` tests, checks and packs the whole workspace
 * besides, which is six times as many packages.
 *
 * @typedef {'relay' | 'everything'} Purpose
 */
const PACKAGES_OF = {
  relay: [
    '--omit=dev',
    '--workspace=core',
    '--workspace=console',
    '--workspace=receiver',
    '--workspace=relay',
    '--include-workspace-root',
  ],
  everything: ['--include=dev'],
};

/** Tells the script that npm runs after an install what the install is good for. */
const PURPOSE = 'CONNECT_INSTALL_FOR';

/**
 * Installs the dependencies unless those present were installed from this lockfile, for this machine and for this
 * purpose or more. Ends the process when the installation fails.
 *
 * @param {Purpose} purpose
 */
export function ensureInstalled(purpose) {
  if (whyStale(readStamp(), purpose) === undefined) return;
  alone(`installing ${PACKAGES_NAMED[purpose]}`, () => install(purpose));
}

/** @param {Purpose} purpose */
function install(purpose) {
  // Another one may have installed it while this one waited.
  const reason = whyStale(readStamp(), purpose);
  if (reason === undefined) return;
  const command = existsSync(LOCKFILE) ? 'ci' : 'install';
  say(`Installing ${PACKAGES_NAMED[purpose]}${HINTS[purpose]} (${reason}) …`);
  process.env[PURPOSE] = purpose;
  const code = npm([command, ...PACKAGES_OF[purpose], '--include=optional', '--no-audit', '--no-fund']);
  if (code !== 0) {
    say(
      `The dependencies could not be installed: npm ${command} ended with code ${code}; its message is above.`,
    );
    process.exit(code);
  }
  noteInstalled(purpose);
}

const PACKAGES_NAMED = { relay: 'what the relay needs', everything: 'the dependencies' };
const HINTS = { relay: '', everything: ', which takes a minute' };

/**
 * Notes what was installed, from the lockfile as it is after the install; npm may only then have written one. Notes
 * nothing of an install of which it is not known what it is good for.
 *
 * @param {Purpose | undefined} purpose
 */
export function noteInstalled(purpose) {
  if (!existsSync(MODULES)) return;
  if (purpose === undefined) rmSync(STAMP, { force: true });
  else writeFileSync(STAMP, stampFor(purpose));
}

/**
 * What the install is good for that npm has just done, by what it hands to the scripts that it runs.
 *
 * @param {Record<string, string | undefined>} environment
 * @returns {Purpose | undefined}
 */
export function purposeOf(environment) {
  const { [PURPOSE]: told, npm_config_workspace: workspaces, npm_config_omit: omitted } = environment;
  if (told !== undefined) return told;
  if (workspaces) return undefined;
  return omitted?.split(/\s+/).includes('dev') ? 'relay' : 'everything';
}

/** Whether what was installed is still whole; npm takes the note of it away first. */
export function isInstalled(purpose) {
  return whyStale(readStamp(), purpose) === undefined;
}

/** Whether everything is there, and not only what the relay needs. */
export function hasEverything() {
  return isInstalled('everything');
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined;
}

/** @param {Purpose} purpose */
export function stampFor(purpose) {
  return `${fingerprint()} ${purpose}\n`;
}

/** In words, or undefined where what the stamp tells of is enough. */
export function whyStale(stamp, purpose) {
  if (!existsSync(MODULES)) return 'node_modules is missing';
  if (stamp === undefined) return 'it is not known what is in node_modules';
  const [, found, foundPurpose] = /^(.*) (\w+)\n$/.exec(stamp) ?? [];
  if (found !== fingerprint()) return 'the lockfile or the machine has changed';
  if (purpose === 'everything' && foundPurpose !== 'everything') return 'there is only what the relay needs';
  return undefined;
}

/** Nothing is compiled for a version of Node, so that it makes no difference. */
function fingerprint() {
  const lockfile = existsSync(LOCKFILE) ? readFileSync(LOCKFILE) : '';
  const digest = createHash('sha256').update(lockfile).digest('hex');
  return `${digest} ${process.platform}-${process.arch}`;
}

/** In a process that outlives this one where npm has not ended yet. */
function npm(args) {
  return runNode([join(ROOT, 'scripts/npm.mjs'), ...args], { output: 'on stderr' });
}
