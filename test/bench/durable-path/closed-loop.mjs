import { tally } from './tally.mjs';

/**
 * As fast as it goes over so many connections: each sends its next call when the one before is answered.
 *
 * @returns events per second until every call has reached the destination, and not only been answered; and what was
 *   refused, lost or doubled
 */
export async function closedLoop({ hook, sink, events, connections, from }) {
  await sink.expect({ from, events });
  const startedAt = performance.now();
  const answered = await flood({ hook, events, connections, from });
  const accepted = answered.reduce((sum, one) => sum + one, 0);
  await sink.settled(accepted);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    perSecond: accepted / seconds,
    refused: events - accepted,
    ...tally(answered, await sink.arrivals()),
  };
}

function flood({ hook, events, connections, from }) {
  const answered = new Uint8Array(events);
  return new Promise((resolve) => {
    let next = 0;
    let open = events;
    const sendNext = () => {
      if (next === events) return;
      const call = next++;
      hook.post(from + call, (ok) => {
        answered[call] = ok ? 1 : 0;
        open -= 1;
        if (open === 0) resolve(answered);
        else sendNext();
      });
    };
    for (let lane = 0; lane < connections; lane += 1) sendNext();
  });
}
