import { benchFile, benchNames } from './bench-names.mjs';
import { prepare } from './prepare.mjs';
import { runNode, say } from './run.mjs';

/**
 * `npm run bench [-- name …]`: the files test/bench/<name>.bench.mjs, all or those named, one after the other and each
 * in a process of its own, so that none is measured on the garbage of another. They import the built packages by name.
 */
const benches = benchNames();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.includes(name));

if (unknown.length > 0 || benches.length === 0) {
  if (unknown.length > 0) say(`No benchmark is called ${unknown.join(', ')}.`);
  say(`Benchmarks: ${benches.join(', ') || 'none'}.`);
  process.exit(1);
}

prepare('everything');
for (const name of wanted.length > 0 ? wanted : benches) {
  say(`\n== ${name} ==`);
  const code = runNode([benchFile(name)]);
  if (code !== 0) process.exitCode = code;
}
