import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { forgetPartialBuild, outputsOf, removeOrphans, sourcesOf } from './build-state.mjs';
import { hasEverything } from './install.mjs';
import { ROOT, runNode, say } from './run.mjs';

/** What a start of the relay loads. */
const PACKAGES = ['core', 'receiver', 'relay'];
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');
const QUICK_COMPILER = join(ROOT, 'scripts/transpile.mjs');
const BUNDLER = join(ROOT, 'scripts/bundle.mjs');
const STAMP = join(ROOT, 'relay/dist/.built-from');

/**
 * Compiles what has changed, and does not even start the compiler when nothing has: a second start is quick. Where only
 * the relay was installed the types of the libraries are not there, so that for its start the sources are taken as
 * checked.
 *
 * @param {import('./install.mjs').Purpose} purpose
 * @throws {BuildFailed} when the sources do not compile; the compiler has then said why
 */
export function ensureBuilt(purpose) {
  const withTypes = purpose === 'everything' || hasEverything();
  if (isCurrent(withTypes)) return;
  alone('building', () => build(withTypes));
}

function build(withTypes) {
  // Another one may have built it while this one waited.
  if (isCurrent(withTypes)) return;
  say(`Building ${PACKAGES.join(', ')} …`);
  if (withTypes) compile(PACKAGES, 'on stderr');
  else transpile();
}

/**
 * Compiles all packages and their tests as far as something has changed, and clears away what removed sources left.
 *
 * @throws {BuildFailed}
 */
export function buildAll() {
  alone('building', () => compile([], 'shown'));
}

/** The compiler objects to the sources. It has told the user where, so the message does not repeat that. */
export class BuildFailed extends Error {
  name = 'BuildFailed';
  /** The exit code of the compiler. */
  code;

  constructor(code) {
    super(
      'The build failed; the messages of the compiler are above. Nothing was started from an older build.',
    );
    this.code = code;
  }
}

/** Does some work that may build, and ends the process with the compiler's code when the build fails. */
export function orEnd(work) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    say(error.message);
    process.exit(error.code);
  }
}

function compile(packages, output) {
  // Taken before the compiler runs: what is edited meanwhile is compiled next time.
  const sources = sourcesOf(ROOT, PACKAGES);
  for (const folder of PACKAGES) forgetPartialBuild(join(ROOT, folder));
  const code = runNode([COMPILER, '-b', ...packages], { output });
  settle(code, sources);
}

/** The compiler goes by its notes, so that they go: they would be about other outputs. */
function transpile() {
  const sources = sourcesOf(ROOT, PACKAGES);
  for (const folder of PACKAGES) rmSync(notesOf(folder), { force: true });
  const code = runNode([QUICK_COMPILER, ...PACKAGES], { output: 'on stderr' });
  settle(code, sources);
}

/** What the compiler notes of a package that it has checked. */
function notesOf(folder) {
  return join(ROOT, folder, 'dist/.tsbuildinfo');
}

function settle(code, sources) {
  if (code !== 0) throw new BuildFailed(code);
  // What an earlier bundling made has no source of its own, and goes with the orphans.
  for (const folder of PACKAGES) removeOrphans(join(ROOT, folder));
  const bundled = runNode([BUNDLER], { output: 'on stderr' });
  if (bundled !== 0) throw new BuildFailed(bundled);
  writeFileSync(STAMP, stampOf(sources));
}

function isCurrent(withTypes) {
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== stampOf(sourcesOf(ROOT, PACKAGES))) return false;
  // What was made without a look at the types has no declarations that anything could be checked against.
  return !withTypes || PACKAGES.every((folder) => existsSync(notesOf(folder)));
}

function stampOf(sources) {
  const bundler = createHash('sha256').update(readFileSync(BUNDLER)).digest('hex');
  return `sources ${sources}\noutputs ${outputsOf(ROOT, PACKAGES)}\nbundler ${bundler}\n`;
}
