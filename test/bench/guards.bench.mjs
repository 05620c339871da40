// The rate limits of a million leads in memory: what they weigh and how fast they decide, beside the memory store of
// rate-limiter-flexible, each in a fresh process. Where a fixed window and a rolling one can agree, that they do is
// checked first: in bursts that are a window apart.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LIMITERS } from './peers/limiters.mjs';

const LEADS = Number(process.env.LEADS ?? 1_000_000);
const TRIGGERS = 9;
const WINDOW_MS = 180_000;
const START = Date.UTC(2026, 10, 20, 17);
const LEAST = { weight: 4, 'weight of full windows': 2, speed: 2 };

/** Runs what is due at given times, with the clock of this process standing still at each. */
async function decisions(limiter, triggers) {
  const now = Date.now;
  try {
    const admitted = [];
    for (const { lead, at } of triggers) {
      Date.now = () => at;
      admitted.push(await limiter.admit(lead));
    }
    return admitted;
  } finally {
    Date.now = now;
  }
}

const burst = (at) => Array.from({ length: 12 * 50 }, (_, index) => ({ lead: `lead:${index % 50}`, at }));
const bursts = [0, 1, 2].flatMap((window) => burst(START + window * WINDOW_MS));
const ours = await decisions(LIMITERS['GuardMemory'](), bursts);
assert.deepEqual(await decisions(LIMITERS['rate-limiter-flexible'](), bursts), ours);
console.log(`${ours.length} decisions in bursts that are a window apart: the same`);

/** One trigger, eight at the end of its window and nine when that is over: all within a little over a second. */
const astride = [0, ...Array(8).fill(WINDOW_MS - 1_000), ...Array(9).fill(WINDOW_MS)].map((ms) => ({
  lead: 'lead:1',
  at: START + ms,
}));

/** A process of its own, for what one leaves to the garbage collector must not count against the other. */
function measure(name) {
  const file = fileURLToPath(new URL('peers/limiters-measured.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', file, name, String(LEADS), String(TRIGGERS)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${name} ended with ${status}:\n${stderr}`);
  return JSON.parse(stdout);
}

const cell = (value, width) => value.toFixed(0).padStart(width);
const results = {};
console.log(
  `\n${LEADS} leads       bytes per lead:  one trigger   ${TRIGGERS} triggers    admits/s   in 3 min`,
);
for (const [name, limiter] of Object.entries(LIMITERS)) {
  const measured = measure(name);
  const admitted = (await decisions(limiter(), astride)).slice(1).filter(Boolean).length;
  results[name] = measured;
  const { first, full, perSecond } = measured;
  console.log(
    `${name.padEnd(32)} ${cell(first, 11)} ${cell(full, 12)} ${cell(perSecond, 11)} ${cell(admitted, 10)}`,
  );
}
console.log('in 3 min: how many of a lead pass within the last second of a window and the first of the next');

const { GuardMemory: us, 'rate-limiter-flexible': them } = results;
const ratios = {
  weight: ['theirs / ours, bytes per lead, one trigger', them.first / us.first],
  'weight of full windows': [`theirs / ours, bytes per lead, ${TRIGGERS} triggers`, them.full / us.full],
  speed: ['ours / theirs, admits per second', us.perSecond / them.perSecond],
};
console.log();
for (const [what, [text, ratio]] of Object.entries(ratios)) {
  console.log(
    `${`${text}:`.padEnd(48)} ${ratio.toFixed(1).padStart(5)}   (expected: at least ${LEAST[what]})`,
  );
  if (ratio < LEAST[what]) process.exitCode = 1;
}
