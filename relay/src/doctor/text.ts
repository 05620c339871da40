import { visibleLines } from '@convoso-connect/core';
import type { Examined } from './examine.js';
import type { Standing } from './finding.js';

const MARKS: Readonly<Record<Standing, string>> = { fine: '✓', doubtful: '!', broken: '✗', skipped: '–' };

/** A line for each finding, and what it comes to. */
export function doctorText(examined: readonly Examined[]): string {
  return `${visibleLines(examined.map(line))}\n\n${summary(examined)}`;
}

function line({ standing, title, message, remedy }: Examined): string {
  const advice = remedy === null ? '' : ` — ${remedy}`;
  return `${MARKS[standing]} ${title}: ${message}${advice}`;
}

function summary(examined: readonly Examined[]): string {
  const count = (wanted: Standing): number => examined.filter(({ standing }) => standing === wanted).length;
  const [broken, doubtful, skipped] = [count('broken'), count('doubtful'), count('skipped')];
  const parts = [
    broken === 0 ? 'Nothing is broken' : `${broken} to mend`,
    ...(doubtful === 0 ? [] : [`${doubtful} worth a look`]),
    ...(skipped === 0 ? [] : [`${skipped} that could not be told`]),
  ];
  return `${parts.join(', ')}.`;
}

export function isBroken(examined: readonly Examined[]): boolean {
  return examined.some(({ standing }) => standing === 'broken');
}
