import { afterEach } from '@jest/globals';

type Close = () => Promise<void> | void;

const open: Close[] = [];

/** Closes something when the test that opened it has ended, however it ended. */
export function closeAfterTest(close: Close): void {
  open.push(close);
}

// What was opened first is closed first: a destination that never answers goes before the relay that waits for it.
afterEach(async () => {
  const failures: unknown[] = [];
  for (const close of open.splice(0)) {
    await Promise.resolve()
      .then(close)
      .catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
});
