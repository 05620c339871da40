/** What an attempt gave, or what it threw the second time. */
export type Tried<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/**
 * Runs something that must not take others down with it. The engine itself gives the same result every time, but parts
 * that are made on first use (the clocks of a zone, for one) and what a wrapper hands in (switches, what is pending)
 * may fail once and then work. So a single throw is not yet a failure; a second one is.
 */
export function triedTwice<T>(attempt: () => T): Tried<T> {
  try {
    return { ok: true, value: attempt() };
  } catch {
    try {
      return { ok: true, value: attempt() };
    } catch (error) {
      return { ok: false, error };
    }
  }
}
