// One limiter, alone in its process: bytes per lead after a first trigger of each and after all of them, and triggers
// a second, the median of the rounds. Needs --expose-gc.
import { performance } from 'node:perf_hooks';
import { LIMITERS } from './limiters.mjs';

const [name, leads, triggers] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

function bytesInUse() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Each lead triggers once, with a key that is made anew, as from a delivery. */
async function everyLead(limiter) {
  for (let lead = 0; lead < leads; lead += 1) {
    const admitted = limiter.admit(`lead:${1_000_000 + lead}`);
    if (!(typeof admitted === 'boolean' ? admitted : await admitted))
      throw new Error(`lead ${lead} was refused`);
  }
}

const rates = [];
async function timed(limiter) {
  const startedAt = performance.now();
  await everyLead(limiter);
  rates.push(leads / ((performance.now() - startedAt) / 1000));
}

await everyLead(LIMITERS[name]());
const limiter = LIMITERS[name]();
const before = bytesInUse();
await timed(limiter);
const first = (bytesInUse() - before) / leads;
for (let trigger = 1; trigger < triggers; trigger += 1) await timed(limiter);
const full = (bytesInUse() - before) / leads;
// Asked for once more, so that it cannot be collected before it is weighed.
if (await limiter.admit('lead:1000000')) throw new Error('more were admitted than may be');

const perSecond = rates.sort((a, b) => a - b)[Math.floor(triggers / 2)];
console.log(JSON.stringify({ first, full, perSecond }));
process.exit(0);
