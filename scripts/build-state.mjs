import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * What the compiler makes of each `src/**.ts` of a package, in the same place under `dist`. A file of declarations gives
 * nothing.
 */
const SOURCE = /(?<!\.d)\.ts$/;
const OUTPUTS = ['.js', '.js.map', '.d.ts', '.d.ts.map'];
/** Beside the sources: the settings of the compiler, and the lockfile for the compiler itself and the dependencies' types. */
const SETTINGS = ['package.json', 'tsconfig.json'];
const SHARED_SETTINGS = ['tsconfig.base.json', 'package-lock.json'];

/**
 * The sources by their content, as one line. Their times say too little: a checkout can bring back an older text under
 * a new time, and a copy a new text under an old one.
 *
 * @param {string} root the folder that holds the packages
 * @param {readonly string[]} packages their folders
 */
export function sourcesOf(root, packages) {
  const files = packages.flatMap((folder) => [
    ...filesIn(join(root, folder, 'src')),
    ...SETTINGS.map((name) => join(root, folder, name)),
  ]);
  files.push(...SHARED_SETTINGS.map((name) => join(root, name)));
  return digestOf(root, files, (file) => readFileSync(file));
}

/**
 * The compiled files by name, size and time of change, as one line. A compiler that ran in between, say for the type
 * check of another branch, leaves other outputs behind although the sources are the same again.
 */
export function outputsOf(root, packages) {
  const files = packages.flatMap((folder) => outputFiles(join(root, folder, 'dist')));
  return digestOf(root, files, (file) => {
    const { size, mtimeMs } = statSync(file);
    return `${size} ${mtimeMs}`;
  });
}

/**
 * Removes the compiled files whose source has gone, which the compiler leaves where they are, and returns their paths
 * below the package. Anything else that stands in `dist`, such as the compiler's own notes, is left alone.
 */
export function removeOrphans(packageFolder) {
  const dist = join(packageFolder, 'dist');
  const wanted = new Set(expectedOutputs(packageFolder));
  const orphans = outputFiles(dist).filter((file) => !wanted.has(file));
  for (const file of orphans) rmSync(file);
  return orphans.map((file) => relative(packageFolder, file));
}

/**
 * Makes the compiler emit a package anew when some of its compiled files are missing. The compiler goes by its notes in
 * `.tsbuildinfo` and would not miss them.
 */
export function forgetPartialBuild(packageFolder) {
  if (expectedOutputs(packageFolder).every((file) => existsSync(file))) return;
  rmSync(join(packageFolder, 'dist/.tsbuildinfo'), { force: true });
}

function expectedOutputs(packageFolder) {
  const src = join(packageFolder, 'src');
  const sources = filesIn(src).filter((file) => SOURCE.test(file));
  return sources.flatMap((file) => {
    const stem = join(packageFolder, 'dist', relative(src, file).replace(SOURCE, ''));
    return OUTPUTS.map((ending) => stem + ending);
  });
}

function outputFiles(dist) {
  return filesIn(dist).filter((file) => OUTPUTS.some((ending) => file.endsWith(ending)));
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function digestOf(root, files, contentOf) {
  const digest = createHash('sha256');
  for (const file of [...files].sort()) {
    digest
      .update(`${relative(root, file)}\0`)
      .update(contentOf(file))
      .update('\0');
  }
  return digest.digest('hex');
}
