import { afterEach } from '@jest/globals';

type Close = () => Promise<void> | void;

const open: Close[] = [];

/** Closes something when the test that opened it has ended, however it ended. */
export function closeAfterTest(close: Close): void {
  open.push(close);
}

// What was opened first is closed first: a destination that never answers goes before the relay that waits for it.
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});
