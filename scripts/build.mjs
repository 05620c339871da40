import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runNode, say } from './run.mjs';

const PACKAGES = ['core', 'relay'];
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');
/** What a start loads; without these a matching stamp means that somebody cleaned up. */
const OUTPUTS = ['core/dist/index.js', 'relay/dist/cli/main.js'].map((file) => join(ROOT, file));
const STAMP = join(ROOT, 'relay/dist/.built-from');

/** Compiles what has changed, and does not even start the compiler when nothing has: a second start is quick. */
export function ensureBuilt() {
  const sources = fingerprint();
  if (isBuiltFrom(sources)) return;
  say('Building core and relay …');
  compile(sources);
}

/** Asks the compiler itself whether the build is current; for tests, which must not run against an old one. */
export function buildAll() {
  compile(fingerprint());
}

function compile(sources) {
  const code = runNode([COMPILER, '-b', ...PACKAGES], { output: 'on stderr' });
  if (code !== 0) {
    say('The build failed; the messages of the compiler are above.');
    process.exit(code);
  }
  // Taken before the compiler ran: what was edited meanwhile is compiled next time.
  writeFileSync(STAMP, sources);
}

function isBuiltFrom(sources) {
  return [STAMP, ...OUTPUTS].every((file) => existsSync(file)) && readFileSync(STAMP, 'utf8') === sources;
}

/** Name, size and time of change of each source: unlike the newest time alone, this also notices a removed file. */
function fingerprint() {
  const digest = createHash('sha256');
  for (const file of sourceFiles()) {
    const { size, mtimeMs } = statSync(join(ROOT, file));
    digest.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return `${digest.digest('hex')}\n`;
}

function sourceFiles() {
  const settings = PACKAGES.flatMap((folder) => [`${folder}/package.json`, `${folder}/tsconfig.json`]);
  const sources = PACKAGES.flatMap((folder) =>
    readdirSync(join(ROOT, folder, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
  );
  // The lockfile stands for the compiler and for the types of the dependencies.
  return [...sources, ...settings, 'tsconfig.base.json', 'package-lock.json'].sort();
}
