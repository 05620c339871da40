import { setTimeout as wait } from 'node:timers/promises';

/**
 * Sends calls at a constant rate, whatever the answers take: the instant of each is fixed beforehand and its answer is
 * timed from that instant, so that a queue shows wherever it forms, in front of this generator too.
 *
 * @returns `offered` and `answered` resolve when the last call is sent and answered. Then `accepted` has 1 for each that
 *   was answered with 200, `latencies` their times, and `lags` how late each was sent, in ms
 */
export function constantRate({ hook, rate, events, from }) {
  const lags = new Float64Array(events);
  const latencies = new Float64Array(events);
  const accepted = new Uint8Array(events);
  const startedAt = performance.now();
  const dueAt = (call) => startedAt + (call / rate) * 1000;

  let open = events;
  let allAnswered;
  const answered = new Promise((resolve) => (allAnswered = resolve));
  const send = (call) => {
    lags[call] = performance.now() - dueAt(call);
    hook.post(from + call, (ok) => {
      latencies[call] = performance.now() - dueAt(call);
      accepted[call] = ok ? 1 : 0;
      open -= 1;
      if (open === 0) allAnswered();
    });
  };
  const sendAll = async () => {
    for (let sent = 0; sent < events;) {
      while (sent < events && dueAt(sent) <= performance.now()) send(sent++);
      await wait(1);
    }
  };
  return { offered: sendAll(), answered, accepted, latencies, lags };
}
