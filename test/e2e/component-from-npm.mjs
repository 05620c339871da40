import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { E2E_CACHE, Unavailable, withNode } from './node-from-npm.mjs';

/**
 * Installs packages that are too large, or made for another Node, to be dependencies of the workspace: into a folder of
 * their own in the cache, once. What is there with the same manifest is taken as it is.
 *
 * @param {object} component
 * @param {string} component.name the folder in the cache
 * @param {Record<string, string>} component.dependencies exact versions
 * @param {Record<string, string>} [component.overrides]
 * @param {string[]} [component.rebuild] the only packages whose install scripts run
 * @param {ReturnType<import('./node-from-npm.mjs').nodeFromNpm>} [component.node] the Node to
 *   install with and compile for, otherwise the one that runs
 * @returns {string} the folder
 * @throws {Unavailable} when npm cannot bring it
 */
export function componentFromNpm(
  { name, dependencies, overrides = {}, rebuild = [], node },
  say = console.error,
) {
  const manifest = `${JSON.stringify({ private: true, dependencies, overrides }, null, 2)}\n`;
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
  const npm = runnerIn(home, node);
  // Without --legacy-peer-deps the resolution of n8n alone takes minutes.
  npm(['install', '--legacy-peer-deps', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']);
  for (const each of rebuild) npm(['rebuild', each, '--foreground-scripts']);
  writeFileSync(stamp, manifest);
  return home;
}

function runnerIn(home, node) {
  const env = node === undefined ? process.env : withNode(node);
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
