import { ACCEPTED_FROM_FILE } from '@convoso-connect/core/relay-contract';
import type { StoredSwitch } from '../store/ports/switches.js';
import type { Unit } from '../store/store.js';
import { actor } from './actor.js';
import { doneChange } from './audit-log.js';

/** The number of a revision that was accepted from the file, and of the one before it. */
export interface Accepted {
  readonly before: number | null;
  readonly revision: number;
  readonly at: number;
}

/** Keeps in the audit log that a configuration was taken from the file, unless it is the one that was there. */
export async function acceptedFromFile(
  unit: Pick<Unit, 'audit'>,
  { before, revision, at }: Accepted,
): Promise<void> {
  if (revision === before) return;
  const change = {
    part: 'configuration',
    before: before === null ? null : { revision: before },
    after: { revision },
  };
  await unit.audit.record(doneChange({ actor: actor('file'), what: ACCEPTED_FROM_FILE }, at, change));
}

const SWITCHED: Readonly<Record<string, string>> = {
  workflow: 'workflows.switch',
  action: 'workflows.switchAction',
  endpoint: 'endpoints.switch',
};

/** Keeps in the audit log that a configuration has put an end to switches. */
export async function switchesEnded(
  unit: Pick<Unit, 'audit'>,
  ended: readonly StoredSwitch[],
): Promise<void> {
  for (const { part, configured, at } of ended) {
    const what = SWITCHED[part.split(':', 1)[0] ?? ''] ?? ACCEPTED_FROM_FILE;
    const before = { configured };
    const change = { part, before, after: { active: 'as configured' } };
    await unit.audit.record(doneChange({ actor: actor('configuration'), what }, at, change));
  }
}
