import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from '../../scripts/prepare.mjs';
import { ROOT, runNode } from '../../scripts/run.mjs';
import { postgresPrograms } from './postgres-programs.mjs';

/**
 * `npm run chaos [-- name …]`: relays that are killed at every point that matters, and databases that are taken from under them. All that
 * was acknowledged has to arrive, once, and nobody has to lend a hand. CHAOS_KILLS says how often a relay is killed at each point.
 */
prepare('everything');
const left = [];
const programs = postgresPrograms();
if (programs === null) leave('postgres', 'there is no Postgres server on this machine');
else if (process.getuid?.() !== 0) leave('full-disk', 'only root can mount a small disk');

if (programs !== null) process.env.CHAOS_POSTGRES = programs;
process.env.CHAOS_KILLS ??= process.env.CI === 'true' ? '8' : '200';
process.exitCode = runNode([
  join(ROOT, 'node_modules/jest/bin/jest.js'),
  '--config',
  join(fileURLToPath(new URL('.', import.meta.url)), 'jest.config.mjs'),
  '--runInBand',
  ...left.flatMap((name) => ['--testPathIgnorePatterns', name]),
  ...process.argv.slice(2),
]);

/** Everything has to be shown where CI is set. */
function leave(name, reason) {
  if (process.env.CI === 'true') return;
  left.push(name);
  console.log(`Skipped: what has ${name} in its name, as ${reason}.`);
}
