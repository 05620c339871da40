import { useEffect, useRef, useState } from 'preact/hooks';

/** `live`: told as it happens · `paused`: by whoever looks · `apart`: nothing tells it now, so that the relay is asked instead. */
export type Liveness = 'live' | 'paused' | 'apart';

export interface Live {
  readonly liveness: Liveness;
  readonly setPaused: (paused: boolean) => void;
  /** Grows whenever something has changed. */
  readonly news: number;
}

/** However much happens, what is shown is read anew no more often. */
const AT_MOST_EVERY_MS = 2_000;
const ASKED_EVERY_MS = 10_000;

/** Follows what happens on the relay. A stream that breaks off is taken up again by the browser, where it broke off. */
export function useLive(): Live {
  const [isPaused, setPaused] = useState(false);
  const [isApart, setApart] = useState(false);
  const [news, setNews] = useState(0);
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    if (isPaused) return undefined;
    const tell = () => {
      waiting.current ??= setTimeout(() => {
        waiting.current = null;
        setNews((count) => count + 1);
      }, AT_MOST_EVERY_MS);
    };
    const source = new EventSource('/api/live');
    source.addEventListener('news', tell);
    // What happened while nothing told it is asked for once something does again.
    let wasApart = false;
    source.addEventListener('hello', () => {
      if (wasApart) tell();
      wasApart = false;
      setApart(false);
    });
    // The relay may be away or refuse to tell. Asking it shows which, and that what is on the screen is old.
    source.addEventListener('error', () => {
      wasApart = true;
      setApart(true);
      tell();
    });
    const asking = setInterval(() => {
      if (source.readyState !== EventSource.OPEN && document.visibilityState === 'visible') tell();
    }, ASKED_EVERY_MS);
    return () => {
      source.close();
      clearInterval(asking);
      if (waiting.current !== null) clearTimeout(waiting.current);
      waiting.current = null;
    };
  }, [isPaused]);

  return { liveness: isPaused ? 'paused' : isApart ? 'apart' : 'live', setPaused, news };
}

/** Reads something anew whenever there is news. */
export function useReloadOn(news: number, reload: () => void): void {
  const before = useRef(news);
  useEffect(() => {
    if (before.current !== news) reload();
    before.current = news;
  }, [news, reload]);
}
