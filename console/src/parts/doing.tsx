import { useState } from 'preact/hooks';

/** Something that somebody asked for, and how far it is. */
export interface Doing {
  readonly busy: boolean;
  readonly error: unknown;
  /** Does it, unless it is being done already; gives whether it was done. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>;
}

/** Keeps one order from being given twice, and what became of it. */
export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (work: () => Promise<void>) => {
    if (busy) return false;
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}
