import type { Finding, Standing } from './finding.js';

/** A part of the configuration that goes by what no hook delivers. */
export interface Missing {
  readonly who: string;
  /** The name of the adaptor whose rows these are; null where it is a part of a workflow. */
  readonly adaptor: string | null;
  readonly what: string;
  readonly standing: Standing;
  readonly remedy: string;
}

/**
 * An adaptor that lacks the same fields for many actions is one thing to mend and is told once, where it first comes up:
 * forty lines of it would hide what does not work.
 */
export function toldOnce(found: readonly (Finding | Missing)[]): readonly Finding[] {
  const alike = new Map<unknown, number>();
  for (const each of found) alike.set(keyOf(each), (alike.get(keyOf(each)) ?? 0) + 1);
  const told = new Set<unknown>();
  return found.flatMap((each) => {
    const key = keyOf(each);
    if (told.has(key)) return [];
    told.add(key);
    return [findingOf(each, (alike.get(key) ?? 1) - 1)];
  });
}

function keyOf(found: Finding | Missing): unknown {
  if ('message' in found || found.adaptor === null) return found;
  return JSON.stringify([found.adaptor, found.what, found.remedy]);
}

function findingOf(found: Finding | Missing, others: number): Finding {
  if ('message' in found) return found;
  const { who, what, standing, remedy } = found;
  const more = others === 0 ? '' : ` and for ${others === 1 ? 'another action' : `${others} other actions`}`;
  return { standing, message: `${who}${more} ${what}`, remedy };
}
