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
  n8n: { dependencies: { n8n: '2.41.1' }, rebuild: ['sqlite3'], overrides: OVERRIDES },
  'n8n-oldest': {
    // What asks for the second as a peer would find a much older one instead.
    dependencies: { n8n: '2.8.4', '@opentelemetry/core': '2.1.0' },
    rebuild: ['sqlite3'],
    overrides: {
      // n8n has it from a host that is not npm's; ours needs no spreadsheets.
      xlsx: '0.18.5',
      // Later ones want a later core than the one that n8n pins.
      '@langchain/langgraph-checkpoint': '1.0.0',
    },
    node: 20,
  },
  'n8n-lint': {
    overrides: OVERRIDES,
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

const nodes = new Map();

/** The Node that a component runs on; each is asked for once. */
export function nodeOf(name) {
  const { node: major = 24 } = COMPONENTS[name];
  if (!nodes.has(major)) nodes.set(major, nodeFromNpm(major));
  return nodes.get(major);
}

/**
 * Installs a component unless it is there, and gives its folder.
 *
 * @param {keyof typeof COMPONENTS} name
 * @throws {Unavailable} when npm cannot bring it
 */
export function ensureComponent(name, say = console.error) {
  return componentFromNpm({ name, ...COMPONENTS[name], node: nodeOf(name) }, say);
}

/** Whether npm can be asked for anything at all. */
export async function registryAnswers() {
  return spawnSync('npm', ['ping'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}
