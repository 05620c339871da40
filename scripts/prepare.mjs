import { ensureBuilt, orEnd } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNode } from './node-version.mjs';

export { ensureInstalled, ensureNode };

/** From a fresh clone to a relay that can run: installs and builds what is missing and nothing else. */
export function prepare() {
  ensureNode();
  ensureInstalled();
  orEnd(ensureBuilt);
}
