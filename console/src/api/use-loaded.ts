import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** What was asked of the relay, and how far that is. */
export interface Loaded<Value> {
  /** As it came last; null until it came for the first time. */
  readonly value: Value | null;
  /** Why the last time that it was asked came to nothing; null where it came. */
  readonly error: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
}

/**
 * Asks whenever the key changes, and every so many milliseconds besides. Under the same key, what came before stays until the
 * new answer is there, also where that is a failure; an answer that comes after the key has changed is dropped.
 *
 * @param everyMs null: once
 */
export function useLoaded<Value>(
  key: string,
  load: () => Promise<Value>,
  everyMs: number | null = null,
): Loaded<Value> {
  const [held, setHeld] = useState<Held<Value>>({ key, value: null, error: null, loading: true });
  const latest = useRef(load);
  latest.current = load;
  const turn = useRef(0);

  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setHeld((before) => ({
      key,
      value: before.key === key ? before.value : null,
      // Beside what is shown, why it is old stays until it is not.
      error: before.key === key && before.value !== null ? before.error : null,
      loading: true,
    }));
    const settled = await settle(latest.current());
    if (mine !== turn.current) return;
    setHeld((before) => ({
      key,
      value: settled.value ?? before.value,
      error: settled.error,
      loading: false,
    }));
  }, [key]);

  useEffect(() => {
    void reload();
    return () => {
      turn.current++;
    };
  }, [reload]);

  useEffect(() => {
    if (everyMs === null) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);

  const reloadNow = useCallback(() => void reload(), [reload]);
  const isOld = held.key !== key;
  return {
    value: isOld ? null : held.value,
    error: isOld ? null : held.error,
    loading: isOld || held.loading,
    reload: reloadNow,
  };
}

interface Held<Value> {
  readonly key: string;
  readonly value: Value | null;
  readonly error: unknown;
  readonly loading: boolean;
}

async function settle<Value>(promise: Promise<Value>): Promise<{ value: Value | null; error: unknown }> {
  try {
    return { value: await promise, error: null };
  } catch (error) {
    return { value: null, error };
  }
}
