import { describe, expect, it } from '@jest/globals';
import { standingByStore } from '../../src/cli/relay-standing.js';

const HOUR = 60 * 60_000;

describe('when a relay that runs no more was last seen', () => {
  it.each([
    [
      'by its last call, where that is later than the word that it left: it was killed',
      HOUR,
      HOUR + 59_000,
      HOUR + 59_000,
    ],
    ['by the word that it left, where no call has come since', HOUR, HOUR - 1, HOUR],
    ['by its last call, where it has left no word', null, HOUR, HOUR],
    ['at no time, where there is neither', null, null, null],
  ])('is told %s', async (_how, leftAt, calledAt, lastSeenAt) => {
    const reader = { ask: () => Promise.resolve(calledAt) } as never;
    const standing = { kind: 'stopped', lastSeenAt: leftAt } as const;
    expect(await standingByStore(standing, { dataFolder: 'data' }, reader)).toEqual({
      kind: 'stopped',
      lastSeenAt,
    });
  });
});
