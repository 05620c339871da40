import { ACTION_LABELS } from '../workflow/action-types.js';
import { OPERATORS } from '../workflow/operators.js';

/** What Convoso's screens call an action or an operator, and what a configuration does. */
const BY_SCREEN_NAME: ReadonlyMap<string, string> = new Map(
  [
    ...Object.entries(ACTION_LABELS),
    ...Object.entries(OPERATORS),
    // Convoso's own label for it (seed 000, gotcha 7).
    ['INTEGRATION', 'Convoso Connect'] as const,
    ['INTEGRATION', 'Integration'] as const,
  ].map(([name, label]) => [folded(label), name]),
);

/** The name in a configuration of what is called so on Convoso's screens; undefined for what is no such name. */
export function nameOnScreen(label: string): string | undefined {
  return BY_SCREEN_NAME.get(folded(label));
}

function folded(label: string): string {
  return label.trim().toLowerCase().replace(/\s+/g, ' ');
}
