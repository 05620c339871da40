// What Zapier loads before it runs a step: how long requiring the bundled app takes in a fresh process, beyond the
// platform that Zapier brings, and how large it is.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../scripts/run.mjs';

const ROUNDS = 9;
const MOST_MS = 150;
const MOST_KB = 400;

execFileSync(process.execPath, [`${ROOT}/zapier-app/build.mjs`]);
const bundle = fileURLToPath(new URL('../../zapier-app/dist/index.js', import.meta.url));

/** In a process of its own, since a module is loaded cold only once. */
const LOAD = `
  const { createRequire } = await import('node:module');
  const require = createRequire(process.argv[1]);
  const startedAt = performance.now();
  require('zapier-platform-core');
  const platformLoadedAt = performance.now();
  await import(process.argv[1]);
  console.log(JSON.stringify({ platform: platformLoadedAt - startedAt, app: performance.now() - platformLoadedAt }));
`;

function load() {
  const args = ['--input-type=module', '-e', LOAD, bundle];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

// What disturbs a round only ever makes it slower.
const rounds = Array.from({ length: ROUNDS }, load);
const app = Math.min(...rounds.map((round) => round.app));
const platform = Math.min(...rounds.map((round) => round.platform));
const kilobytes = statSync(bundle).size / 1000;

const verdict = (good) => (good ? 'as expected' : 'MORE THAN EXPECTED');
console.log(`zapier-platform-core alone     ${platform.toFixed(0).padStart(6)} ms`);
console.log(
  `requiring the app, cold        ${app.toFixed(0).padStart(6)} ms   (expected: under ${MOST_MS} ms: ${verdict(app < MOST_MS)})`,
);
console.log(
  `the app without the platform   ${kilobytes.toFixed(0).padStart(6)} kB   (expected: under ${MOST_KB} kB: ${verdict(kilobytes < MOST_KB)})`,
);
