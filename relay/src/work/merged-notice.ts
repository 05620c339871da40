import type { CountedNotice } from '../store/ports/notices.js';

/** What a report asks of the sending of its notice; see the flags of {@link CountedNotice}. */
type Asked = 'news' | 'due' | 'sent' | 'counted';

/**
 * Two reports of one cause as one that asks for no less: it says what the later one says, and how often it was in all. What is to be sent
 * stays so whatever only counts or is over comes later; that it was sent covers what came up until then, and nothing
 * after.
 */
export function mergedNotice(earlier: CountedNotice, later: CountedNotice): CountedNotice {
  const { resolvedAt } = later;
  // That it is over says nothing else, and neither does it where it has come up again since.
  if (later.count === 0) return { ...earlier, ...(resolvedAt === undefined ? {} : { resolvedAt }) };
  if (earlier.count === 0) return later;
  const { key } = later;
  const { kind, message, at } = earlier.at > later.at ? earlier : later;
  const over = resolvedAt === undefined ? {} : { resolvedAt };
  const count = earlier.count + later.count;
  return { key, kind, message, at, count, ...over, ...FLAGS[askedOf(earlier, later)] };
}

const FLAGS: Readonly<Record<Asked, Partial<CountedNotice>>> = {
  news: { isNews: true },
  due: {},
  sent: { isSent: true },
  counted: { isOnlyCounted: true },
};

/** Of a doubt between twice and never, twice. */
function askedOf(earlier: CountedNotice, later: CountedNotice): Asked {
  const before = asks(earlier);
  const asked = asks(later);
  if (before === 'counted') return asked;
  if (asked === 'counted') return before;
  if (asked === 'sent') return earlier.at > later.at ? before : 'sent';
  return before === 'news' ? 'news' : asked;
}

function asks({ isSent = false, isNews = false, isOnlyCounted = false }: CountedNotice): Asked {
  if (isSent) return 'sent';
  if (isOnlyCounted) return 'counted';
  return isNews ? 'news' : 'due';
}
