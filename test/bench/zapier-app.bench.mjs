// What Zapier loads before it runs a step: how long requiring the bundled app takes in a fresh process, beside the platform that
// Zapier brings, and how large it is. What its size may be is held by test/packages/zapier-app-size.test.ts.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../scripts/run.mjs';
import { measuredSize } from '../../zapier-app/size.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);

/** In kB; what is accepted, and why, stands in zapier-app/sizes.json. */
const EXPECTED = { common: 240, step: 380, whole: 480 };

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
const { common, step, whole } = measuredSize();

const beside = (size, most) =>
  `${size.toFixed(1)} kB   (expected: under ${most} kB: ${size < most ? 'as expected' : 'MORE THAN EXPECTED'})`;
const row = (what, value) => console.log(`${what.padEnd(44)} ${value}`);
row('the app, loaded before any step', beside(common, EXPECTED.common));
row('the most that a run of one step loads', beside(step, EXPECTED.step));
row('every file of the app, as it is uploaded', beside(whole, EXPECTED.whole));
row(
  'cold start of the app / of the platform',
  `${(app / platform).toFixed(2)}   (${app.toFixed(0)} to ${platform.toFixed(0)} ms)`,
);
