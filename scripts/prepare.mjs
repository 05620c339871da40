import { ensureBuilt, orEnd } from './build.mjs';
import { ensureConsole } from './console.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNode } from './node-version.mjs';

export { ensureInstalled, ensureNode };

/**
 * From a fresh clone to what can run: installs and builds what is missing and nothing else.
 *
 * @param {import('./install.mjs').Purpose} purpose
 */
export function prepare(purpose) {
  ensureNode();
  ensureInstalled(purpose);
  orEnd(() => ensureBuilt(purpose));
  ensureConsole();
}
