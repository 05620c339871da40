import { goTo, hrefOf, usePlace } from '../router/location.js';
import { shownNumber } from '../words/kinds.js';

interface PagerProps {
  readonly path: string;
  /** How many are on this page. */
  readonly count: number;
  readonly next: string | null;
  /** How many a page may have; none: always as many as the relay gives. */
  readonly sizes?: readonly string[];
}

/** On to the next page, and back to the first. Where a page begins is part of its address, so that the way back is the browser's. */
export function Pager({ path, count, next, sizes = [] }: PagerProps) {
  const { query } = usePlace();
  const given = Object.fromEntries(query);
  const at = (change: Readonly<Record<string, string | null>>) => hrefOf(path, { ...given, ...change });
  const isFirst = !query.has('after');
  if (isFirst && next === null && sizes.length === 0) return null;
  return (
    <nav class="pager" aria-label="Pages">
      <span>{shownNumber(count)} on this page</span>
      {sizes.length > 0 && (
        <label>
          Per page{' '}
          <select
            value={query.get('limit') ?? '50'}
            onChange={({ currentTarget }) => goTo(at({ limit: currentTarget.value, after: null }))}
          >
            {sizes.map((size) => (
              <option key={size} value={size}>
                {shownNumber(Number(size))}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" disabled={isFirst} onClick={() => goTo(at({ after: null }))}>
        First page
      </button>
      <button type="button" disabled={next === null} onClick={() => goTo(at({ after: next }))}>
        Next page
      </button>
    </nav>
  );
}
