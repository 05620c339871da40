import type { CallSummary } from '../../api/types.js';
import { shownNumber } from '../../words/kinds.js';
import { ACTION_TOLD, type Told } from '../../words/states.js';

/** What needs somebody stands in front. */
const ORDER = ['dead', 'waiting', 'running', 'done', 'skipped', 'cancelled', 'flushed'] as const;

/** What became of a call in a few words: how many of its actions are in each state, or why there are none. */
export function becameOf({
  actions,
  decisions,
}: Pick<CallSummary, 'actions' | 'decisions'>): readonly Told[] {
  const failed = decisions.failed ?? 0;
  const told = ORDER.flatMap((state) => {
    const count = actions[state] ?? 0;
    if (count === 0) return [];
    const { tone, text } = ACTION_TOLD[state];
    return [{ tone, text: count === 1 ? text : `${text} ${shownNumber(count)}` }];
  });
  if (failed > 0) told.unshift({ tone: 'bad', text: 'A workflow failed' });
  if (told.length > 0) return told;
  if ((decisions.suppressed ?? 0) > 0) return [{ tone: 'waiting', text: 'Held back' }];
  return [{ tone: 'quiet', text: 'Nothing fired' }];
}
