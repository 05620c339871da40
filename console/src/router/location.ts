import { useEffect, useState } from 'preact/hooks';

/** Where this page stands: everything that it shows follows from it, so that a link to it shows the same. */
export interface Place {
  /** Below `/console`, without a slash at its end: '' for the first screen. */
  readonly path: string;
  readonly query: URLSearchParams;
}

const BASE = '/console';
const MOVED = 'console-moved';

export function here(): Place {
  const path = location.pathname.replace(/\/+$/, '').replace(new RegExp(`^${BASE}`), '');
  return { path, query: new URLSearchParams(location.search) };
}

/** The address of a place; what is null or empty is left out. */
export function hrefOf(path: string, query: Readonly<Record<string, string | null>> = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = new URLSearchParams(given).toString();
  return `${BASE}${path}${text === '' ? '' : `?${text}`}`;
}

/**
 * Goes to another place without loading the page anew. `replacing` leaves no way back, for what only narrows what is shown.
 */
export function goTo(href: string, how: 'adding' | 'replacing' = 'adding'): void {
  if (how === 'adding') history.pushState(null, '', href);
  else history.replaceState(null, '', href);
  dispatchEvent(new Event(MOVED));
}

export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const moved = () => setPlace(here());
    addEventListener('popstate', moved);
    addEventListener(MOVED, moved);
    return () => {
      removeEventListener('popstate', moved);
      removeEventListener(MOVED, moved);
    };
  }, []);
  return place;
}
