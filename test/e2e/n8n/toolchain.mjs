import { spawnSync } from 'node:child_process';
import { componentFromNpm } from '../component-from-npm.mjs';
import { nodeFromNpm } from '../node-from-npm.mjs';

/**
 * What the proof in n8n needs besides this workspace, in the cache folder: n8n itself, its lint and its scanner, and a
 * browser's driver. Together they are ten times as large as all else, so no install of the workspace brings them.
 */

/** Without these n8n 2.41.1 and its lint do not install: they pin what was never published, or does not fit. */
const OVERRIDES = {
  linkedom: '0.18.12',
  '@langchain/langgraph': '1.4.18',
  '@langchain/langgraph-sdk': '1.12.0',
};

const COMPONENTS = {
  n8n: { dependencies: { n8n: '2.41.1' }, rebuild: ['sqlite3'] },
  'n8n-lint': {
    dependencies: {
      '@n8n/node-cli': '0.48.3',
      '@n8n/scan-community-package': '0.32.0',
      'n8n-workflow': '2.10.2',
      eslint: '9.29.0',
      typescript: '5.9.3',
    },
    rebuild: [],
  },
  browser: { dependencies: { 'playwright-core': '1.65.1' }, rebuild: [] },
};

let node;

/** The Node that n8n runs on. */
export function nodeOfN8n() {
  node ??= nodeFromNpm(24);
  return node;
}

/**
 * Installs a component unless it is there, and gives its folder.
 *
 * @param {keyof typeof COMPONENTS} name
 * @throws {Unavailable} when npm cannot bring it
 */
export function ensureComponent(name, say = console.error) {
  return componentFromNpm({ name, ...COMPONENTS[name], overrides: OVERRIDES, node: nodeOfN8n() }, say);
}

/** Whether npm can be asked for anything at all. */
export async function registryAnswers() {
  return spawnSync('npm', ['ping'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}
