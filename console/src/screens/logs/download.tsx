import { FILTERS } from './asked.js';

/**
 * All that the filters mean, and not only this page, as a file. The relay writes it while the browser takes it, so that a
 * million rows need no more memory than ten; the browser shows how far it is.
 */
export function Download({ query }: { readonly query: URLSearchParams }) {
  const href = (format: 'csv' | 'excel') => {
    const given = FILTERS.flatMap((name) => {
      const value = query.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    });
    return `/api/logs?${new URLSearchParams([...given, ['format', format]]).toString()}`;
  };
  return (
    <>
      <a class="button" href={href('csv')} download>
        Download CSV
      </a>
      <a class="button" href={href('excel')} download>
        Download for Excel
      </a>
    </>
  );
}
