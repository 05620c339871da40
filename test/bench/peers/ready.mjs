/**
 * Tells the benchmark that this peer listens. From then on it answers `usage` with the processor time it has taken
 * (microseconds, all threads) and its memory (bytes), `heap` with what a collection leaves of its heap and buffers (bytes; it takes
 * --expose-gc), and ends by itself at `end`, so that a profile is written. It does
 * not outlive a benchmark that breaks off.
 */
export function ready(port) {
  process.on('message', (message) => {
    if (message === 'end') process.exit(0);
    if (message === 'heap') {
      process.send(collected());
      return;
    }
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system, memory: process.memoryUsage.rss() });
  });
  process.on('disconnect', () => process.exit(1));
  process.send({ port });
}

function collected() {
  // What the first one finalizes the second one frees.
  for (let times = 0; times < 2; times += 1) globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, memory: rss };
}
