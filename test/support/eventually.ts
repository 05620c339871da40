import { PATIENCE_MS, inTime } from './in-time.js';

const SHORTEST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 100;
/** For how long it does not look, as a multiple of the time that the last look took. */
const PAUSE_OF_LOOKS = 4;

/**
 * Looks again and again until `look` no longer throws, and gives what it returns. Patience only bounds how long a
 * failure takes to show; what went wrong is then the last thing that `look` threw, or that it came to no end.
 */
export async function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  for (;;) {
    const lookedAt = performance.now();
    try {
      return await inTime((async () => look())(), () => `this to come to an end: ${String(look)}`);
    } catch (error) {
      if (performance.now() - start > PATIENCE_MS) throw error;
    }
    // What is waited for happens in this process, as a rule, and must not have to share it with looks alone.
    const took = performance.now() - lookedAt;
    const pause = Math.min(Math.max(PAUSE_OF_LOOKS * took, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
    // eslint-disable-next-line no-restricted-syntax -- the one place that waits: between two looks, never instead of one
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
