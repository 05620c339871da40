import type { NoteCode, Occurrence } from '@convoso-connect/core';
import { counted } from '../../counted.js';
import { doubtful, fine, skipped, type Finding } from '../finding.js';
import type { SetUp } from '../set-up.js';

/** What is as it should be, though worth a note in the trail. */
const IN_ORDER: ReadonlySet<NoteCode> = new Set(['ONE_OF_SEVERAL']);

/** So many are told, the most frequent first. */
const MOST_TOLD = 10;

/** What was repaired, dropped or not understood in what hooks delivered lately, and how often. */
export function checkReading({ occurrences }: SetUp): readonly Finding[] {
  if (occurrences.length === 0) return [skipped('nothing has been delivered lately')];
  const noted = countNotes(occurrences);
  if (noted.length === 0) return [fine('all that was delivered lately was understood as it came')];
  return noted.slice(0, MOST_TOLD).map(({ hookId, code, count, message }) => {
    const times = count === 1 ? 'once' : `${count} times`;
    return doubtful(
      `hook "${hookId}", ${times} in the latest ${counted(occurrences.length, 'delivery', 'deliveries')}: ${message.replace(/\.$/, '')}`,
      `Look at one of them with explain; the documentation tells what ${code} means.`,
    );
  });
}

interface Counted {
  readonly hookId: string;
  readonly code: NoteCode;
  readonly message: string;
  count: number;
}

/** By hook, code and name; the sentence is that of the newest. */
function countNotes(occurrences: readonly Occurrence[]): readonly Counted[] {
  const counted = new Map<string, Counted>();
  for (const { hookId, notes = [] } of occurrences) {
    for (const { code, name, message } of notes) {
      if (IN_ORDER.has(code)) continue;
      const key = JSON.stringify([hookId, code, name]);
      const known = counted.get(key);
      if (known === undefined) counted.set(key, { hookId, code, message, count: 1 });
      else known.count += 1;
    }
  }
  return [...counted.values()].sort((a, b) => b.count - a.count);
}
