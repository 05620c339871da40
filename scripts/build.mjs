import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forgetPartialBuild, outputsOf, removeOrphans, sourcesOf } from './build-state.mjs';
import { ROOT, runNode, say } from './run.mjs';

/** What a start of the relay loads. */
const PACKAGES = ['core', 'relay'];
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');
const STAMP = join(ROOT, 'relay/dist/.built-from');

/**
 * Compiles what has changed, and does not even start the compiler when nothing has: a second start is quick.
 *
 * @throws {BuildFailed} when the sources do not compile; the compiler has then said why
 */
export function ensureBuilt() {
  if (isCurrent()) return;
  say('Building core and relay …');
  compile(PACKAGES, 'on stderr');
}

/**
 * Compiles all packages and their tests as far as something has changed, and clears away what removed sources left.
 *
 * @throws {BuildFailed}
 */
export function buildAll() {
  compile([], 'shown');
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
  if (code !== 0) throw new BuildFailed(code);
  for (const folder of PACKAGES) removeOrphans(join(ROOT, folder));
  writeFileSync(STAMP, stampOf(sources));
}

function isCurrent() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stampOf(sourcesOf(ROOT, PACKAGES));
}

function stampOf(sources) {
  return `sources ${sources}\noutputs ${outputsOf(ROOT, PACKAGES)}\n`;
}
