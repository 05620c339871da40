import { setImmediate as nextTurn } from 'node:timers/promises';

/** Bounds how long a failure takes to show. */
const PATIENCE_MS = 120_000;

/** Lets the event loop go on until something is the case. */
export async function turnsUntil(isTrue: () => boolean): Promise<void> {
  const start = performance.now();
  while (!isTrue()) {
    if (performance.now() - start > PATIENCE_MS) throw new Error(`this never came true: ${String(isTrue)}`);
    await nextTurn();
  }
}
