import type { TurnedAway } from '../../api/types.js';

/** Requests that were turned away at one hook for one reason. */
export interface Cause {
  readonly hookId: string;
  readonly code: string;
  /** Of the last of them. */
  readonly reason: string;
  readonly lastAt: string;
  readonly count: number;
  /** Those that can still be let in. */
  readonly kept: readonly string[];
  /** Those that can never be, and why the last of them cannot; null where there are none. */
  readonly never: { readonly count: number; readonly why: string } | null;
}

/** What to do about requests that can never be let in. */
export function sendAgain(why: string): string {
  return `Not to be let in: ${why}. Once that is mended, let Convoso send it again.`;
}

/** The entries by hook and cause, most first. */
export function causesOf(entries: readonly TurnedAway[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const { hookId, code, reason, at, id, replayedAs, whyNotLetIn } of entries) {
    const key = JSON.stringify([hookId, code]);
    const before = causes.get(key) ?? { hookId, code, reason, lastAt: at, count: 0, kept: [], never: null };
    const isKept = replayedAs === null && whyNotLetIn === null;
    const { never } = before;
    causes.set(key, {
      ...before,
      count: before.count + 1,
      kept: isKept ? [...before.kept, id] : before.kept,
      never:
        replayedAs !== null || whyNotLetIn === null
          ? never
          : { count: (never?.count ?? 0) + 1, why: never?.why ?? whyNotLetIn },
    });
  }
  return [...causes.values()].sort((one, other) => other.count - one.count);
}
