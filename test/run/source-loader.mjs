import { existsSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isShared, loadShared } from './shared-packages.mjs';
import { scriptOf } from './source-scripts.mjs';

/*
 * Jest finds, reads and compiles each of the thousand modules of a relay anew for every test file, which takes as long as
 * its tests. Here a module is found, read and compiled once for all files of a worker. It is still run anew for each, in
 * the sandbox of that file: no test meets what another has left behind.
 */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Under this name the sandbox has its loader. */
const LOAD = 'convoso-connect: load a source';

/** The sources that are loaded like this, with whatever they need in turn. */
const FOLDERS = [
  'core/src',
  'receiver/src',
  'relay/src',
  'zapier-app/src',
  'n8n-nodes/nodes',
  'n8n-nodes/credentials',
];
export const SOURCES = `^${ROOT.replace(/[^\w/]/g, '\\$&')}(?:${FOLDERS.join('|')})/.*\\.ts$`;

/** The packages of others that are loaded like this where a test asks for them, too: to it and to the sources they are one. */
export const LOADED_PACKAGES = ['n8n-workflow', 'zapier-platform-core'];

/** What a name in a file of a folder leads to: an absolute path, or the name of a module of Node. */
const resolved = new Map();

/** Gives a sandbox its loader. */
export function loadSourcesIn(environment, cacheDirectory) {
  const cacheFolder = path.join(cacheDirectory, 'convoso-connect-sources');
  const { global } = environment;
  const context = environment.getVmContext();
  /** The modules that were run in this sandbox, by their path. */
  const modules = new Map();

  /** `others` loads what is left to jest. */
  const load = (file, others) => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: new global.Object(), id: file, filename: file, loaded: false };
    modules.set(file, module);
    try {
      run(file, module, others);
    } catch (error) {
      modules.delete(file);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  };

  const run = (file, module, others) => {
    const folder = path.dirname(file);
    const require = (name) => {
      const found = resolve(folder, name);
      if (isShared(found)) return loadShared(found);
      return isScript(found) ? load(found, others) : others(found);
    };
    require.resolve = (name) => resolve(folder, name);
    require.cache = new global.Object();
    const body = scriptOf(cacheFolder, file).runInContext(context);
    body.call(module.exports, module.exports, require, module, file, folder);
  };

  global[Symbol.for(LOAD)] = load;
}

function resolve(folder, name) {
  const key = `${folder}\0${name}`;
  let file = resolved.get(key);
  if (file === undefined) {
    file = isBuiltin(name) ? name : find(folder, name);
    resolved.set(key, file);
  }
  return file;
}

function find(folder, name) {
  const isOwn = name.startsWith('.') && !folder.includes('/node_modules/');
  const source = isOwn ? sourceAt(path.join(folder, name)) : doorOf(name);
  return source ?? createRequire(path.join(folder, 'any.js')).resolve(name);
}

/** Jest loads what is no text of a CommonJS module: what is Node's own, JSON, and what was built for this machine. */
function isScript(file) {
  return path.isAbsolute(file) && /\.(?:c?js|ts)$/.test(file);
}

/** The source that an import means, which has the ending of its build, or none. */
function sourceAt(place) {
  const source = place.replace(/(?:\.js)?$/, '.ts');
  return [source, path.join(place, 'index.ts')].find((each) => existsSync(each)) ?? null;
}

/** The source of a package of this repository, by the name that others import. */
function doorOf(name) {
  const [, packageName, door] = /^@convoso-connect\/([a-z]+)(?:\/([a-z-]+))?$/.exec(name) ?? [];
  if (packageName === undefined) return null;
  return sourceAt(path.join(ROOT, packageName, 'src', door ?? '', 'index.js'));
}

/** Jest's transformer for the sources: in the place of a module's text, the way to the loader. */
export default {
  process: () => ({
    code: `module.exports = globalThis[Symbol.for(${JSON.stringify(LOAD)})](__filename, require);`,
  }),
  getCacheKey: (_text, file) => `${LOAD} ${file}`,
};
