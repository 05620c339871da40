import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { withNode } from '../node-from-npm.mjs';
import { ensureComponent, nodeOf } from './toolchain.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PACKAGE = join(ROOT, 'n8n-nodes');

/** Nothing of these is published, or judged. */
const LEFT = new Set(['dist', 'node_modules', 'test', 'flows', 'scripts', 'pictures']);

/**
 * n8n's own judgement of the package: the lint in strict mode on its sources, and the scan that the verification of
 * community packages runs, on the sources and on what is published.
 *
 * @param {string} published the unpacked tarball
 * @returns {Promise<string[]>} what was refused; empty when everything passed
 */
export async function checkPackage(published) {
  const home = ensureComponent('n8n-lint');
  const sources = copyOfSources(home);
  const refused = [];

  const lint = spawnSync(
    nodeOf('n8n-lint').node,
    [join(home, 'node_modules/@n8n/node-cli/bin/n8n-node.mjs'), 'lint'],
    {
      cwd: sources,
      env: withNode(nodeOf('n8n-lint')),
      encoding: 'utf8',
    },
  );
  if (lint.status !== 0)
    refused.push(`n8n-node lint:\n${stripVTControlCharacters(lint.stdout + lint.stderr)}`);

  for (const [what, folder, patterns] of [
    ['sources', sources, 'SOURCE_FILE_PATTERNS'],
    ['published files', published, ['**/*.js', 'package.json']],
  ]) {
    const message = scan(home, folder, patterns);
    if (message !== null) refused.push(`scan of the ${what}:\n${message}`);
  }
  return refused;
}

/** Below the lint's own node_modules, since the unmodified configuration imports the lint by its name. */
function copyOfSources(home) {
  const workspace = join(home, 'workspace');
  const copy = join(workspace, 'n8n-nodes');
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(join(workspace, 'node_modules/@convoso-connect'), { recursive: true });
  for (const name of readdirSync(PACKAGE).filter((each) => !LEFT.has(each))) {
    cpSync(join(PACKAGE, name), join(copy, name), { recursive: true });
  }
  cpSync(join(ROOT, 'tsconfig.base.json'), join(workspace, 'tsconfig.base.json'));
  for (const place of ['core', 'node_modules/@convoso-connect/core']) {
    symlinkSync(join(ROOT, 'core'), join(workspace, place), 'dir');
  }
  return copy;
}

/** In a process of its own: the scanner needs n8n's Node, and looks for its rules from where it runs. */
function scan(home, folder, patterns) {
  const scanner = pathToFileURL(
    join(home, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs'),
  ).href;
  const script = `
    const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(${JSON.stringify(scanner)});
    const patterns = ${patterns === 'SOURCE_FILE_PATTERNS' ? patterns : JSON.stringify(patterns)};
    const { passed, message, details } = await analyzePackage(${JSON.stringify(folder)}, patterns);
    if (!passed) console.log(message + '\\n' + (details ?? ''));
    process.exitCode = passed ? 0 : 1;
  `;
  const done = spawnSync(nodeOf('n8n-lint').node, ['--input-type=module', '--eval', script], {
    cwd: home,
    encoding: 'utf8',
  });
  return done.status === 0 ? null : `${done.stdout}\n${done.stderr}`;
}
