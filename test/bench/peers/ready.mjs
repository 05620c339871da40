/**
 * Tells the benchmark that this peer listens. From then on it answers `usage` with the processor time it has taken
 * (microseconds, all threads) and its memory (bytes), and ends by itself at `end`, so that a profile is written. It does
 * not outlive a benchmark that breaks off.
 */
export function ready(port) {
  process.on('message', (message) => {
    if (message === 'end') process.exit(0);
    const { user, system } = process.cpuUsage();
    process.send({ cpu: user + system, memory: process.memoryUsage.rss() });
  });
  process.on('disconnect', () => process.exit(1));
  process.send({ port });
}
