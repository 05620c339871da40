import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from './statistics.mjs';
import { tally } from './tally.mjs';

/**
 * A constant rate, whatever the answers take: the instant of every call is fixed beforehand and its answer is timed from
 * that instant, so that a queue shows wherever it forms, in front of the generator too.
 *
 * @param {object} options
 * @param {import('./peer-process.mjs').PeerProcess} options.peer
 * @param {import('./sink-client.mjs').SinkClient | undefined} options.sink undefined for an intake that sends nothing on
 * @returns times in ms; `backlog` in calls not yet at the destination (not yet answered, without one) when the last was
 *   due, `drain` the seconds until none was left
 */
export async function openLoop({ peer, hook, sink, rate, seconds, from }) {
  const events = rate * seconds;
  await sink?.expect({ from, events });
  const before = await peer.usage();
  const run = offer({ hook, rate, events, from });
  await run.offered;
  const endedAt = performance.now();
  const backlog = events - (sink === undefined ? run.accepted() : await sink.arrived());
  await run.answered;
  await sink?.settled(run.accepted());
  const drain = (performance.now() - endedAt) / 1000;
  const after = await peer.usage();
  const times = run.times();
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    p999: percentile(times, 0.999),
    answered: times.length,
    refused: events - times.length,
    ...(sink === undefined ? {} : tally(run.acceptedCalls, await sink.arrivals())),
    backlog,
    drain,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    memoryMb: after.memoryMb,
    lag: percentile(run.lags.toSorted(), 0.99),
    mostLag: run.lags.reduce((most, lag) => Math.max(most, lag), 0),
  };
}

function offer({ hook, rate, events, from }) {
  const lags = new Float64Array(events);
  const latencies = new Float64Array(events);
  const acceptedCalls = new Uint8Array(events);
  let open = events;
  let accepted = 0;
  let allAnswered;
  const answered = new Promise((resolve) => (allAnswered = resolve));
  const startedAt = performance.now();
  const send = (call) => {
    const due = startedAt + (call / rate) * 1000;
    lags[call] = performance.now() - due;
    hook.post(from + call, (ok) => {
      latencies[call] = performance.now() - due;
      if (ok) {
        acceptedCalls[call] = 1;
        accepted += 1;
      }
      open -= 1;
      if (open === 0) allAnswered();
    });
  };
  const sendAll = async () => {
    for (let sent = 0; sent < events;) {
      const due = Math.min(events, Math.floor(((performance.now() - startedAt) / 1000) * rate) + 1);
      while (sent < due) send(sent++);
      await wait(1);
    }
  };
  return {
    lags,
    acceptedCalls,
    accepted: () => accepted,
    offered: sendAll(),
    answered,
    times: () => latencies.filter((_, call) => acceptedCalls[call] === 1).sort(),
  };
}
