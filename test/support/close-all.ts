import { inTime } from './in-time.js';

export type Close = () => Promise<void> | void;

/** Closes one after the other, also where one of them fails or comes to no end; then throws what went wrong first. */
export async function closeAll(closings: readonly Close[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closings) {
    const closed = (async () => close())();
    await inTime(closed, () => `this to be closed: ${String(close)}`).catch((error: unknown) =>
      failures.push(error),
    );
  }
  if (failures.length > 0) throw failures[0];
}
