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
}

/** The entries by hook and cause, most first. */
export function causesOf(entries: readonly TurnedAway[]): readonly Cause[] {
  const causes = new Map<string, Cause>();
  for (const { hookId, code, reason, at, id, replayedAs, truncated } of entries) {
    const key = JSON.stringify([hookId, code]);
    const before = causes.get(key) ?? { hookId, code, reason, lastAt: at, count: 0, kept: [] };
    const isKept = replayedAs === null && !truncated;
    causes.set(key, {
      ...before,
      count: before.count + 1,
      kept: isKept ? [...before.kept, id] : before.kept,
    });
  }
  return [...causes.values()].sort((one, other) => other.count - one.count);
}
