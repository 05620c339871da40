import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { sourcesOf } from './build-state.mjs';
import { ROOT, runNode, say } from './run.mjs';

const BUNDLER = join(ROOT, 'console/build.mjs');
const BUILT = join(ROOT, 'relay/console');
const STAMP = join(BUILT, '.built-from');
/** Of the console beside its sources, and what it bundles of core. */
const PACKAGES = ['core', 'console'];
const FILES = [BUNDLER, join(ROOT, 'console/index.html')];

/**
 * Builds the console where it is not what its sources say, which takes a fraction of a second. What serves calls never waits
 * for what shows them: where it cannot be built that is told, and the relay starts without it.
 */
export function ensureConsole() {
  if (isCurrent()) return;
  alone('building', () => {
    // Another one may have built it while this one waited.
    if (isCurrent()) return;
    if (buildConsole() !== 0)
      say('The console could not be built; the message above says why. The relay runs without it.');
  });
}

/** Gives the exit code of the bundler. */
export function buildConsole() {
  // Taken before it runs: what is edited meanwhile is bundled next time.
  const sources = stampOf();
  const code = runNode([BUNDLER], { output: 'on stderr' });
  if (code === 0) writeFileSync(STAMP, sources);
  return code;
}

function isCurrent() {
  if (!existsSync(STAMP) || !existsSync(join(BUILT, 'index.html'))) return false;
  return readFileSync(STAMP, 'utf8') === stampOf();
}

function stampOf() {
  const own = createHash('sha256');
  for (const file of FILES) own.update(readFileSync(file)).update('\0');
  return `sources ${sourcesOf(ROOT, PACKAGES)}\nbundler ${own.digest('hex')}\n`;
}
