import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { ROOT, runNode, say } from './run.mjs';

/**
 * `npm run bench [-- name …]`: the files test/bench/<name>.bench.mjs, all or those named, one after the other and each
 * in a process of its own, so that none is measured on the garbage of another. They import the built packages by name.
 */
const FOLDER = join(ROOT, 'test/bench');
const SUFFIX = '.bench.mjs';

const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
const benches = files.filter((file) => file.endsWith(SUFFIX)).map((file) => file.slice(0, -SUFFIX.length));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.includes(name));

if (unknown.length > 0 || benches.length === 0) {
  if (unknown.length > 0) say(`No benchmark is called ${unknown.join(', ')}.`);
  say(`Benchmarks: ${benches.join(', ') || 'none'}.`);
  process.exit(1);
}

prepare();
for (const name of wanted.length > 0 ? wanted : benches) {
  say(`\n== ${name} ==`);
  const code = runNode([join(FOLDER, name + SUFFIX)]);
  if (code !== 0) process.exitCode = code;
}
