// What it takes to ask a relay before acting: as many questions as it answers, and the time of an answer at a steady rate,
// beside an intake that only writes the same bodies to the disk. Every question is about a call of its own; a lead has
// eleven of them within a round, so that some are refused.
import { randomBytes } from 'node:crypto';
import { Pool } from 'undici';
import { constantRate } from './durable-path/constant-rate.mjs';
import { flood } from './durable-path/flood.mjs';
import { PeerProcess } from './durable-path/peer-process.mjs';
import { median, percentile } from './durable-path/statistics.mjs';

const EVENTS = Number(process.env.EVENTS ?? 20_000);
const SECONDS = Number(process.env.SECONDS ?? 10);
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const RATE = 500;
const STEADY_EVENTS = Math.ceil(RATE * SECONDS);
const CONNECTIONS = 64;
const LEAST_PER_SECOND = 2_000;
const MOST_P99_MS = 20;

/** Asks about an event of its own each time, over connections that stay open. */
class Asking {
  constructor(url, path) {
    this.path = path;
    this.pool = new Pool(url, { connections: CONNECTIONS });
  }

  post(number, done) {
    let status = 0;
    this.pool.dispatch(
      { path: this.path, method: 'POST', headers: HEADERS, body: question(number) },
      {
        onRequestStart() {},
        onResponseStart(controller, statusCode) {
          status = statusCode;
        },
        onResponseData() {},
        onResponseEnd: () => done(status === 200),
        onResponseError: () => done(false),
      },
    );
  }

  close() {
    return this.pool.close();
  }
}

function question(number) {
  const lead = {
    lead_id: `${1_000_000 + Math.floor(number / 11)}`,
    first_name: 'Test',
    phone_number: '7735550167',
  };
  const call = { call_log_id: `c${number}`, status: 'NI', length_in_sec: '148', call_type: 'OUTBOUND' };
  const event = {
    id: `e${number}`,
    received_at: new Date().toISOString(),
    kinds: ['disposition'],
    lead,
    call,
  };
  return JSON.stringify({ rule: 'n8n', step: 'post', limits: { rateLimit: 9 }, event });
}

const node = { program: process.execPath, execArgv: [], env: {} };
const key = randomBytes(24).toString('base64url');
const HEADERS = ['content-type', 'application/json', 'authorization', `Bearer ${key}`];
const peers = {
  relay: { peer: await PeerProcess.start('guard', { args: [key], node }), path: '/api/guard/admit' },
  'fsync-only': { peer: await PeerProcess.start('fsync-only', { node }), path: '/hooks/main' },
};
const rates = { relay: [], 'fsync-only': [] };
const tails = { relay: [], 'fsync-only': [] };

let from = 1;
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, { peer, path }] of Object.entries(peers)) {
    const hook = new Asking(peer.url, path);
    const startedAt = performance.now();
    const accepted = await flood({ hook, events: EVENTS, lanes: CONNECTIONS, from });
    const perSecond = EVENTS / ((performance.now() - startedAt) / 1000);
    from += EVENTS;
    const steady = constantRate({ hook, rate: RATE, events: STEADY_EVENTS, from });
    await steady.answered;
    from += STEADY_EVENTS;
    await hook.close();
    if ([...accepted, ...steady.accepted].includes(0)) throw new Error(`${name} did not answer with 200`);
    // The first round warms up.
    if (round === 0) continue;
    rates[name].push(perSecond);
    tails[name].push(percentile(steady.latencies.toSorted(), 0.99));
  }
}
for (const { peer } of Object.values(peers)) await peer.stop();

console.log(
  `\n${EVENTS} questions over ${CONNECTIONS} connections, ${RATE}/s for ${SECONDS} s, ${ROUNDS} rounds (median)`,
);
for (const name of Object.keys(peers)) {
  console.log(
    `${name.padEnd(12)} ${median(rates[name]).toFixed(0).padStart(7)} answers/s   p99 at ${RATE}/s ${median(tails[name]).toFixed(2).padStart(7)} ms`,
  );
}
const perSecond = median(rates.relay);
const p99 = median(tails.relay);
const ratio = (values) => median(values.relay.map((value, round) => value / values['fsync-only'][round]));
console.log(
  `\nquestions answered per second:        ${perSecond.toFixed(0)}   (expected at least ${LEAST_PER_SECOND})`,
);
console.log(`p99 of an answer at ${RATE}/s, ms:        ${p99.toFixed(2)}   (expected under ${MOST_P99_MS})`);
console.log(`relay / fsync-only, answers/s:         ${ratio(rates).toFixed(2)}`);
console.log(`relay / fsync-only, p99 at ${RATE}/s:      ${ratio(tails).toFixed(2)}`);
process.exitCode = perSecond >= LEAST_PER_SECOND && p99 < MOST_P99_MS ? 0 : 1;
