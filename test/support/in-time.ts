/** So long is waited for anything. It bounds a hang and is no demand on speed: nothing that goes well comes near it. */
export const PATIENCE_MS = 120_000;

/**
 * What a promise comes to; where it has not come to anything for long, an error that tells what was waited for. That is
 * only asked when time is up, and can hold what is known by then, such as what a process has printed.
 */
export async function inTime<T>(
  promise: Promise<T>,
  waitedFor: () => string,
  patienceMs: number = PATIENCE_MS,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    // eslint-disable-next-line no-restricted-syntax -- nobody waits for this: it ends a wait that would never end
    timer = setTimeout(() => {
      reject(new Error(`still waiting after ${String(patienceMs / 1000)} s for ${waitedFor()}`));
    }, patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
