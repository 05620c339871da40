import { describe, expect, it } from '@jest/globals';
import { ALONE } from '../../src/flow/among-relays.js';
import { HaltBook } from '../../src/flow/halt-book.js';
import { haltIdOf } from '../../src/flow/halt.js';
import { Holders } from '../../src/flow/holders.js';
import { OwnPart } from '../../src/flow/own-part.js';
import type { StoredHalt } from '../../src/store/ports/halts.js';

const failing: StoredHalt = {
  ...{ id: haltIdOf('crm', 'failing', 5), part: 'crm', cause: 'failing', since: 5, until: null },
  ...{ endedAt: null, reason: 'its attempts fail', holder: 1 },
};

/** The book of a relay, which has noted that an endpoint fails. */
function noted() {
  const settingsOf = () => ({ maxPerSecond: null, maxInFlight: null, breaker: null });
  const holders = new Holders(ALONE, new OwnPart({ relays: ALONE, settingsOf }));
  const book = new HaltBook(holders, ALONE);
  book.note([failing], { part: 'crm', now: 5, over: new Set() });
  return book;
}

const older = () => Promise.resolve([{ ...failing, endedAt: 4 }]);

describe('what the store tells of a halt that this relay has written', () => {
  it('counts for nothing before it is stored, nor where it was asked before that', async () => {
    const book = noted();
    expect(await book.read(older)).toEqual([]);
    const changes = book.takeChanges();
    expect(await book.read(older)).toEqual([]);
    const answer = book.read(async () => {
      const halts = await older();
      book.saved(changes);
      return halts;
    });
    expect(await answer).toEqual([]);
    expect(await book.read(older)).toHaveLength(1);
  });

  it('counts for nothing where it could not be stored, which is to be done again', async () => {
    const book = noted();
    book.giveBack(book.takeChanges());
    expect(await book.read(older)).toEqual([]);
    expect(book.takeChanges()).toEqual([failing]);
  });
});
