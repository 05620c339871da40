import { afterEach } from '@jest/globals';
import { closeAll, type Close } from '../../support/close-all.js';

const open: Close[] = [];

/** Closes something when the test that opened it has ended, however it ended. */
export function closeAfterTest(close: Close): void {
  open.push(close);
}

// What was opened last is closed first: a relay goes before the folder that it writes to.
afterEach(() => closeAll(open.splice(0).reverse()));
