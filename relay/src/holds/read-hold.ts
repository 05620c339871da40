import type { CompiledWorkflow, Occurrence } from '@convoso-connect/core';
import type { StoredHold } from '../store/ports/holds.js';
import type { HoldRules, ReadyRules } from './rules.js';

/** What of a hold is kept as JSON, read. */
export interface ReadHold {
  readonly rules: HoldRules;
  readonly compiled: CompiledWorkflow;
  readonly trigger: Occurrence;
}

/** Why a hold whose row is damaged ends. */
export const UNREADABLE = 'not resumed: what it was made with cannot be read any more';

/** Null where the row is damaged, which says nothing against its lead, nor against any other hold. */
export function readHold(
  { rules, occurrence }: Pick<StoredHold, 'rules' | 'occurrence'>,
  ready: ReadyRules,
  timeZone: string,
): ReadHold | null {
  try {
    const trigger = JSON.parse(occurrence) as Occurrence;
    return Array.isArray(trigger.kinds) && typeof trigger.snapshot === 'object'
      ? { ...ready.of(rules, timeZone), trigger }
      : null;
  } catch {
    return null;
  }
}
