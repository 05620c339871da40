const PAUSE_MS = 5;
const PATIENCE_MS = 120_000;

/**
 * Looks again and again until `look` no longer throws, and gives what it returns. Patience only bounds how long a
 * failure takes to show; what went wrong is then the last thing that `look` threw.
 */
export async function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() - start > PATIENCE_MS) throw error;
    }
    // eslint-disable-next-line no-restricted-syntax -- the one place that waits: between two looks, never instead of one
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
