import { describe, expect, it } from '@jest/globals';
import { LoggedAttempts } from '../../src/alarms/logged-attempts.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { EndedAttempt } from '../../src/store/ports/attempts.js';
import { attempt } from '../store/rows.js';

const MINUTE = 60_000;

/** A log whose entries are seen when a test says so, as those of units that are committed in another order than they began. */
async function logOf(count: number) {
  const store = new MemoryStore().open();
  await store.attempts.report(Array.from({ length: count }, () => attempt()));
  const all = await store.attempts.endedAfter({ after: 0, also: [], limit: count });
  const seen = new Set<number>();
  const endedAfter = ({ after, also, limit }: { after: number; also: readonly number[]; limit: number }) => {
    const visible = all.filter(({ id }) => seen.has(id));
    const before = visible.filter(({ id }) => id <= after && also.includes(id));
    return Promise.resolve([...before, ...visible.filter(({ id }) => id > after).slice(0, limit)]);
  };
  const show = (...ids: number[]): void => ids.forEach((id) => seen.add(id));
  return { log: { endedAfter }, show };
}

const idsOf = (ended: readonly EndedAttempt[] | null) => ended?.map(({ id }) => id);

describe('what all relays have logged', () => {
  it('is counted once each, also what comes to be seen later than what was logged after it', async () => {
    const { log, show } = await logOf(9);
    const logged = new LoggedAttempts(2);
    show(1, 2, 3, 6);
    expect(idsOf(await logged.next(log, 0))).toEqual([3, 6]);
    show(5);
    expect(idsOf(await logged.next(log, 1))).toEqual([5]);
    show(4, 7);
    expect(idsOf(await logged.next(log, 2))).toEqual([4, 7]);
    expect(idsOf(await logged.next(log, 3))).toEqual([]);
  });

  it('is not waited for once it can only have been undone', async () => {
    const { log, show } = await logOf(5);
    const logged = new LoggedAttempts(0);
    show(3);
    expect(idsOf(await logged.next(log, 0))).toEqual([3]);
    show(1);
    expect(idsOf(await logged.next(log, 2 * MINUTE))).toEqual([1]);
    show(2);
    expect(idsOf(await logged.next(log, 2 * MINUTE + 1))).toEqual([]);
  });

  it('is to be counted anew where it is too much to be counted one by one', async () => {
    const logged = new LoggedAttempts(0);
    const { log, show } = await logOf(1);
    show(1);
    const [one] = await log.endedAfter({ after: 0, also: [], limit: 1 });
    if (one === undefined) throw new Error('there was to be an entry');
    const many = {
      endedAfter: ({ limit }: { limit: number }) => Promise.resolve(Array<EndedAttempt>(limit).fill(one)),
    };
    expect(await logged.next(many, 0)).toBeNull();
  });
});
