import { once } from 'node:events';
import { setInterval } from 'node:timers';
import { Worker } from 'node:worker_threads';

/** How often this process shows that it still takes turns. */
const BEAT_MS = 1_000;

/**
 * Watches from a thread of its own whether this process still takes turns, and kills it where it has taken none for
 * `limitMs`: code that loops for ever leaves jest no turn in which to end the test. What it was at, and in which line it
 * loops, is written to stderr before. Jest then reports the file as failed, and goes on with the others.
 *
 * @param {number} limitMs
 * @returns {Promise<(doing: string) => void>} once it watches: what is to be told as that which the process was at
 */
export async function watchForStuck(limitMs) {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const thread = new Worker(new URL('./stuck-watch-thread.mjs', import.meta.url), {
    workerData: { beats, limitMs },
    execArgv: [],
  });
  await once(thread, 'message');
  thread.unref();
  setInterval(() => Atomics.add(beats, 0, 1), Math.min(BEAT_MS, limitMs / 4)).unref();
  return (doing) => thread.postMessage(doing);
}
