import type { SentAgain } from '../../api/types.js';

/** What several parts of sending again came to. */
export interface Sum {
  readonly found: number;
  readonly again: number;
  readonly held: number;
  /** By why: how many stay as they are. */
  readonly left: readonly { readonly code: string; readonly reason: string; readonly count: number }[];
  /** What holds those that wait for their hours. */
  readonly heldBy: readonly string[];
}

export const NOTHING_YET: Sum = { found: 0, again: 0, held: 0, left: [], heldBy: [] };

export function add(sum: Sum, part: Pick<SentAgain, 'found' | 'again' | 'held' | 'left'>): Sum {
  const left = new Map(sum.left.map((each) => [each.reason, each]));
  for (const { code, reason, count } of part.left)
    left.set(reason, { code, reason, count: count + (left.get(reason)?.count ?? 0) });
  return {
    found: sum.found + part.found,
    again: sum.again + part.again,
    held: sum.held + part.held.reduce((total, { count }) => total + count, 0),
    left: [...left.values()],
    heldBy: [...new Set([...sum.heldBy, ...part.held.map(({ reason }) => reason)])],
  };
}
