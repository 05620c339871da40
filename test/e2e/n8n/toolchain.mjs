import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { E2E_CACHE, Unavailable, nodeFromNpm, withNode } from '../node-from-npm.mjs';

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
  const { dependencies, rebuild } = COMPONENTS[name];
  const manifest = `${JSON.stringify({ private: true, dependencies, overrides: OVERRIDES }, null, 2)}\n`;
  const home = join(E2E_CACHE, name);
  const stamp = join(home, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === manifest) {
    say(`${shown(dependencies)} from the cache: ${home}`);
    return home;
  }
  say(`Installing ${shown(dependencies)} into ${home}; this can take some minutes …`);
  rmSync(stamp, { force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), manifest);
  const npm = runnerIn(home);
  // Without --legacy-peer-deps the resolution alone takes minutes; of all install scripts only those below matter.
  npm(['install', '--legacy-peer-deps', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']);
  for (const each of rebuild) npm(['rebuild', each, '--foreground-scripts']);
  writeFileSync(stamp, manifest);
  return home;
}

function runnerIn(home) {
  const env = withNode(nodeOfN8n());
  return (args) => {
    const { status } = spawnSync('npm', args, {
      cwd: home,
      env,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Unavailable(`npm ${args[0]} failed in ${home}; its message is above.`);
  };
}

function shown(dependencies) {
  return Object.entries(dependencies)
    .map(([name, version]) => `${name}@${version}`)
    .join(', ');
}

/** Whether npm can be asked for anything at all. */
export async function registryAnswers() {
  return spawnSync('npm', ['ping'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}
