import { RELAY_API, type AnswerOf } from '@convoso-connect/core/relay-contract';
import type { Change } from '../audit/change.js';
import type { Change as ConfigChange, Changed } from '../config/change.js';

const { config } = RELAY_API;

/**
 * A change is made whole or not at all, so it is noted once it is; a document that says what runs already changes nothing,
 * unless it replaces what somebody has written into the file.
 */
export async function noted(
  change: Change,
  { mode, base }: Pick<ConfigChange, 'mode' | 'base'>,
  changing: Promise<Changed>,
): Promise<Changed> {
  if (mode === 'check') change.none();
  const changed = await changing;
  const { revision, replaced, restored } = changed;
  if (changed.changes.length === 0 && replaced === null) change.none();
  const from = restored === null ? {} : { restored };
  const over = replaced === null ? {} : { overFile: 'what had been edited in the file was replaced' };
  change.note({ part: 'configuration', before: { revision: base }, after: { revision, ...from, ...over } });
  return changed;
}

/** What the API answers with. */
export function answered({
  notWritten,
  replaced: _replaced,
  restored: _restored,
  ...changed
}: Changed): AnswerOf<typeof config.put> {
  const download = config.document.path;
  return { ...changed, notWritten: notWritten === null ? null : { ...notWritten, download } };
}
