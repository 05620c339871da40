import type { StoredAction } from '../store/ports/actions.js';

/** Why an action stands as it does, as part of a sentence that holds ids of other actions; null where nothing is to be said. */
export function reasonOf({
  state,
  reason,
  standsBehind,
}: Pick<StoredAction, 'state' | 'reason' | 'standsBehind'>): string | null {
  if (state !== 'waiting' || reason !== null || standsBehind === null) return reason;
  return `it waits for ${standsBehind}, which comes before it`;
}
