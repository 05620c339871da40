/**
 * Appends query text to a URL that may already hold a query (domain-facts E.1: Balto's URL carries its token), so
 * always with `&` after the first `?`, and before a fragment. The URL itself is not rewritten.
 */
export function appendQuery(url: string, query: string): string {
  // A credential may hold a #, which would end the query and cut the rest of it off.
  const addition = query
    .trim()
    .replace(/^[?&]+/, '')
    .replaceAll('#', '%23');
  if (addition === '') return url;
  const hash = url.indexOf('#');
  const base = hash === -1 ? url : url.slice(0, hash);
  const fragment = hash === -1 ? '' : url.slice(hash);
  const separator = !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&';
  return `${base}${separator}${addition}${fragment}`;
}

/** The URL of a request as it may be told: with the names of the secret parts in the place of the parts. */
export function urlAsWritten(
  url: string,
  { apiUrl, writtenUrl = apiUrl }: { readonly apiUrl: string; readonly writtenUrl?: string },
): string {
  const [sent = ''] = apiUrl.split('#', 1);
  const [written = ''] = writtenUrl.split('#', 1);
  return url.startsWith(sent) ? written + url.slice(sent.length) : url;
}
