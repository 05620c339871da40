import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Another Node than the one that runs, brought from npm: n8n wants 24 and Zapier's command line 22, whatever this
 * machine has. npm carries each build of Node as `node-<platform>-<arch>`: the program and its headers, no npm.
 *
 * Everything lands in one cache folder outside the workspace, which is safe to delete at any time:
 * `CONNECT_E2E_CACHE`, or `.cache/convoso-connect` in the home folder.
 */
export const E2E_CACHE = process.env.CONNECT_E2E_CACHE || join(homedir(), '.cache', 'convoso-connect');

const PLATFORM = process.platform === 'win32' ? 'win' : process.platform;
const PACKAGE = `node-${PLATFORM}-${process.arch}`;
const PROGRAM = process.platform === 'win32' ? 'node.exe' : 'node';

/** What a component that cannot be had here ends in: the caller says the reason and goes on without it. */
export class Unavailable extends Error {
  name = 'Unavailable';
}

/**
 * Brings the newest Node of this major version, once: a version that is in the cache is taken as it is.
 *
 * @param {number} major such as 24
 * @returns {{ version: string, node: string, bin: string, include: string, headers: string }} `node` is the program,
 *   `bin` its folder to put first on PATH, `headers` the folder for npm_config_nodedir and `include` the one inside it
 * @throws {Unavailable} when npm cannot bring it
 */
export function nodeFromNpm(major, say = console.error) {
  const home = join(E2E_CACHE, `node-${major}-${PLATFORM}-${process.arch}`);
  const found = nodeIn(home);
  if (found !== undefined) {
    say(`Node ${found.version} from the cache: ${found.node}`);
    return found;
  }
  say(`Bringing Node ${major} from npm (${PACKAGE}@${major}) into ${home} …`);
  bring(major, home);
  const brought = nodeIn(home);
  if (brought === undefined) throw new Unavailable(`${PACKAGE}@${major} holds no Node that runs here.`);
  say(`Node ${brought.version} is at ${brought.node}`);
  return brought;
}

/** The environment in which `node`, and with it npm, is the given one; compilers find its headers. */
export function withNode({ bin, headers }, environment = process.env) {
  return { ...environment, PATH: `${bin}${delimiter}${environment.PATH ?? ''}`, npm_config_nodedir: headers };
}

/** Prepared aside and moved into place in one step, so that an install that breaks off is not taken for a whole one. */
function bring(major, home) {
  const aside = `${home}.${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  const done = spawnSync('npm', [...args, `${PACKAGE}@${major}`], {
    cwd: aside,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    rmSync(aside, { recursive: true, force: true });
    throw new Unavailable(`npm could not bring ${PACKAGE}@${major}; its message is above.`);
  }
  rmSync(home, { recursive: true, force: true });
  renameSync(aside, home);
}

function nodeIn(home) {
  const headers = join(home, 'node_modules', PACKAGE);
  const bin = join(headers, 'bin');
  const node = join(bin, PROGRAM);
  if (!existsSync(node)) return undefined;
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  return { version: stdout.trim().slice(1), node, bin, include: join(headers, 'include'), headers };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bin, include } = nodeFromNpm(Number(process.argv[2] ?? 24));
  console.log(JSON.stringify({ bin, include }));
}
