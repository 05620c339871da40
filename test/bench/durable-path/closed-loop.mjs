import { flood } from './flood.mjs';
import { countOf, tally } from './tally.mjs';

/**
 * As fast as it goes over so many connections.
 *
 * @returns events per second until every call has reached the destination, and not only been answered; the peer's
 *   processor time an event in microseconds, which other work on the machine disturbs least; and what was refused,
 *   lost or doubled
 */
export async function closedLoop({ peer, hook, sink, events, connections, from }) {
  await sink.expect({ from, events });
  const before = await peer.usage();
  const startedAt = performance.now();
  const accepted = await flood({ hook, events, lanes: connections, from });
  const count = countOf(accepted);
  await sink.settled(count);
  const seconds = (performance.now() - startedAt) / 1000;
  const { cpuSeconds } = await peer.usage();
  return {
    perSecond: count / seconds,
    cpuEach: ((cpuSeconds - before.cpuSeconds) / count) * 1e6,
    refused: events - count,
    ...tally(accepted, await sink.arrivals()),
  };
}
