import { setImmediate as nextTick } from 'node:timers/promises';
import type { Store, Unit } from './store.js';

/** Few enough that intake, which shares the store, waits for a window some milliseconds at most. */
const ROWS_AT_ONCE = 200;

/**
 * Writes to many rows, a window of them at a time, each in a unit of work of its own, so that other work finds its
 * turn in between. Gives the sum of what the windows give.
 *
 * `ids` holds an id a line. An interruption leaves whole windows done and the rest as it was; what `work` does must
 * therefore be right for any part of the rows, and to repeat it must do no harm.
 */
export async function inWindows(
  store: Pick<Store, 'durably'>,
  ids: string,
  work: (unit: Unit, ids: readonly string[]) => Promise<number>,
): Promise<number> {
  let sum = 0;
  for (const window of windowsOf(ids, ROWS_AT_ONCE)) {
    sum += await store.durably((unit) => work(unit, window));
    await nextTick();
  }
  return sum;
}

/** Cut from the text only as they are needed: there may be hundreds of thousands of lines. */
export function* windowsOf(lines: string, size: number): Generator<readonly string[]> {
  let window: string[] = [];
  for (let at = 0; at < lines.length;) {
    const end = lines.indexOf('\n', at);
    const line = end === -1 ? lines.slice(at) : lines.slice(at, end);
    at += line.length + 1;
    window.push(line);
    if (window.length === size) {
      yield window;
      window = [];
    }
  }
  if (window.length > 0) yield window;
}
