import type { relay } from '../../api/session.js';

export const FILTERS = ['from', 'to', 'phone', 'result', 'endpoint', 'outcome'] as const;

type Asked = NonNullable<Parameters<typeof relay.logs.list>[0]>;

/** What of the logs an address asks for. A value that there is not is told by the relay, with those that there are. */
export function askedOf(query: URLSearchParams): Asked {
  const given = [...FILTERS, 'limit', 'after'].flatMap((name) => {
    const value = query.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
