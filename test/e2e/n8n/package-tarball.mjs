import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { E2E_CACHE } from '../node-from-npm.mjs';

const PACKAGE = fileURLToPath(new URL('../../../n8n-nodes', import.meta.url));

/** Builds and packs the package as it is published; gives the tarball, and the folder it is unpacked in. */
export function packedPackage() {
  const folder = join(E2E_CACHE, 'n8n-package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run(process.execPath, [join(PACKAGE, 'scripts/build.mjs')]);
  const name = run('npm', ['pack', '--pack-destination', folder, '--silent']);
  const tarball = join(folder, name);
  run('tar', ['-xzf', tarball, '-C', folder]);
  return { tarball, unpacked: join(folder, 'package') };
}

/** The version that n8n gives a node which somebody adds, as the built package says. */
export function newestVersion(name) {
  const classes = createRequire(import.meta.url)(join(PACKAGE, 'dist/convoso-connect.js'));
  const nodes = Object.values(classes).map((type) => new type().description);
  // n8n makes a node of its own for what an AI agent can call.
  const isOfThisType = (description) => [description?.name, `${description?.name}Tool`].includes(name);
  const { version, defaultVersion = version } = nodes.find(isOfThisType);
  return [defaultVersion].flat().at(-1);
}

function run(program, args) {
  const done = spawnSync(program, args, { cwd: PACKAGE, encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${done.status}.`);
  return done.stdout.trim();
}
