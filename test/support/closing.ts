import { afterEach } from '@jest/globals';
import { closeAll, type Close } from './close-all.js';

const open: Close[] = [];

/** Closes something when the test that opened it has ended, however it ended. */
export function closeAfterTest(close: Close): void {
  open.push(close);
}

// What was opened first is closed first: a destination that never answers goes before the relay that waits for it.
afterEach(() => closeAll(open.splice(0)));
