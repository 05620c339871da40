import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { CountedNotice, StoredNotice } from '../../src/store/ports/notices.js';
import { mergedNotice } from '../../src/work/merged-notice.js';

const KEY = 'store:STORE_FULL';
const FLAGS = { due: {}, news: { isNews: true }, sent: { isSent: true }, counted: { isOnlyCounted: true } };
type Asked = keyof typeof FLAGS;

const report = (asked: Asked, at: number, more: Partial<CountedNotice> = {}): CountedNotice => ({
  ...{ key: KEY, kind: 'not-ready', message: `at ${at}`, at, count: 1 },
  ...FLAGS[asked],
  ...more,
});

const askedBy = ({ isSent, isNews, isOnlyCounted }: CountedNotice): Asked => {
  if (isSent === true) return 'sent';
  if (isOnlyCounted === true) return 'counted';
  return isNews === true ? 'news' : 'due';
};

describe('two reports of one cause, merged', () => {
  it.each<[Asked, Asked, Asked]>([
    ['due', 'counted', 'due'],
    ['news', 'counted', 'news'],
    ['sent', 'counted', 'sent'],
    ['counted', 'counted', 'counted'],
    ['counted', 'due', 'due'],
    ['counted', 'news', 'news'],
    ['counted', 'sent', 'sent'],
    ['sent', 'due', 'due'],
    ['sent', 'news', 'news'],
    ['due', 'news', 'news'],
    ['news', 'due', 'news'],
    ['due', 'due', 'due'],
    // Everybody has been told of what came up before.
    ['due', 'sent', 'sent'],
    ['news', 'sent', 'sent'],
  ])('of which one is %s, and then one %s, are %s', (earlier, later, merged) => {
    expect(askedBy(mergedNotice(report(earlier, 1), report(later, 2)))).toBe(merged);
  });

  it('stay to be sent where the one that was sent is of a time before', () => {
    expect(askedBy(mergedNotice(report('due', 5), report('sent', 1)))).toBe('due');
    expect(askedBy(mergedNotice(report('news', 5), report('sent', 1)))).toBe('news');
  });

  it('say what was said last, and how often it was in all', () => {
    expect(mergedNotice(report('due', 1, { count: 2 }), report('due', 2))).toEqual(
      report('due', 2, { count: 3 }),
    );
    expect(mergedNotice(report('due', 5), report('sent', 1))).toMatchObject({ at: 5, message: 'at 5' });
  });

  it('of which the later one says only that it is over stay to be sent as they were', () => {
    const over = report('due', 2, { count: 0, resolvedAt: 9 });
    for (const asked of ['due', 'news', 'sent', 'counted'] as const)
      expect(mergedNotice(report(asked, 1), over)).toEqual(report(asked, 1, { resolvedAt: 9 }));
  });

  it('are not over where it has come up again', () => {
    const over = report('due', 1, { resolvedAt: 1 });
    expect(mergedNotice(over, report('due', 2)).resolvedAt).toBeUndefined();
    expect(mergedNotice(report('due', 1, { count: 0, resolvedAt: 1 }), report('sent', 2))).toEqual(
      report('sent', 2),
    );
  });
});

describe('however many reports of one cause are stored as one', () => {
  const reports = fc.array(
    fc.record({
      asked: fc.constantFrom<Asked>('due', 'news', 'sent', 'counted'),
      later: fc.integer({ min: 0, max: 5 }),
      isOver: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  );

  const stored = async (notices: readonly CountedNotice[]): Promise<StoredNotice | undefined> => {
    const store = new MemoryStore().open();
    for (const notice of notices) await store.notices.record(notice);
    return store.notices.find(KEY);
  };

  it('nothing is lost that would be sent if each were stored alone, and each counts', async () => {
    await fc.assert(
      fc.asyncProperty(reports, async (made) => {
        let at = 1;
        const all = made.map(({ asked, later, isOver }) =>
          report(asked, (at += later), isOver ? { resolvedAt: at } : {}),
        );
        const [first, ...rest] = all as [CountedNotice, ...CountedNotice[]];
        const alone = await stored(all);
        const merged = await stored([rest.reduce(mergedNotice, first)]);
        expect({ isToBeSent: merged?.sendAt !== null, lastAt: merged?.lastAt }).toEqual({
          isToBeSent: alone?.sendAt !== null,
          lastAt: alone?.lastAt,
        });
        expect([merged?.count, merged?.resolvedAt]).toEqual([alone?.count, alone?.resolvedAt]);
      }),
    );
  });
});
