import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import swc, { transformSync } from '@swc/core';

/** How a source is compiled: as jest compiles the tests (jest.config.mjs), with its map in a file of its own. */
export const SWC = { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } };
const OPTIONS = { ...SWC, module: { type: 'commonjs' }, sourceMaps: true, swcrc: false };

/** What makes the text that a source is compiled to another, besides the source. */
const VERSION = JSON.stringify([swc.version, process.version, OPTIONS]);

/** By the path of a file. */
const scripts = new Map();

/**
 * Gives the functions of modules: each is read and compiled once for this process, and can be run in any sandbox.
 *
 * @param {string} cacheFolder where compiled sources are kept from one run to the next
 * @param {string} file an absolute path of a CommonJS module, or of one in TypeScript
 * @returns {Script} it gives `(exports, require, module, __filename, __dirname) => void`
 */
export function scriptOf(cacheFolder, file) {
  let script = scripts.get(file);
  if (script === undefined) {
    const [text, filename] = file.endsWith('.ts') ? compiled(cacheFolder, file) : [textOf(file), file];
    const parameters = 'exports, require, module, __filename, __dirname';
    script = new Script(`(function (${parameters}) {${text}\n})`, { filename });
    scripts.set(file, script);
  }
  return script;
}

/** The text and the file that holds it, beside its map, by which a line of a stack is found in the source. */
function compiled(cacheFolder, file) {
  const source = textOf(file);
  const hash = createHash('sha256').update(`${VERSION}\0${file}\0${source}`).digest('hex').slice(0, 32);
  const place = path.join(cacheFolder, `${hash}.js`);
  try {
    return [textOf(place), place];
  } catch {
    const { code, map } = transformSync(source, { ...OPTIONS, filename: file });
    const text = `${code}\n//# sourceMappingURL=${hash}.js.map`;
    mkdirSync(cacheFolder, { recursive: true });
    write(`${place}.map`, JSON.stringify({ ...JSON.parse(map ?? '{}'), sources: [file] }));
    write(place, text);
    return [text, place];
  }
}

/** Another worker may write the same at the same time, and none must read half of it. */
function write(file, text) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}

function textOf(file) {
  return readFileSync(file, 'utf8').replace(/^#!.*/, '');
}
