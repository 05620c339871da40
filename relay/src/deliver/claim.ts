import type { Occurrence } from '@convoso-connect/core';
import type { Transaction } from 'kysely';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import {
  LANE_HOLD_MS,
  beginAttempts,
  dueActions,
  endpointsWithDueActions,
  endUnattempted,
  type ActionRow,
} from '../store/commands/actions.js';
import { findOccurrences } from '../store/commands/occurrences.js';
import type { Schema } from '../store/schema.js';
import type { InFlight } from './in-flight.js';
import { prepare, reasonToSkip, type PreparedAction } from './prepare.js';

/** At most this many are taken up in one transaction, so that intake need not wait long for its turn. */
const CLAIMED_AT_ONCE = 40;

export interface ClaimParts {
  readonly live: LiveConfig;
  readonly revisions: Revisions;
  readonly inFlight: InFlight;
  /** Occurrences at hand, which need not be read back. */
  readonly fresh: ReadonlyMap<string, Occurrence>;
  readonly now: number;
}

/**
 * Takes up the actions that are due and first in their lane, as many as their endpoints have places for. What was
 * switched off, deleted or has grown too old in the meantime is ended here with its reason.
 */
export async function claimDueActions(tx: Transaction<Schema>, parts: ClaimParts): Promise<PreparedAction[]> {
  const { live, revisions, inFlight, fresh, now } = parts;
  const due = [];
  for (const endpointId of await endpointsWithDueActions(tx, now)) {
    const places = Math.min(inFlight.freePlaces(endpointId), CLAIMED_AT_ONCE);
    if (places > 0) due.push(...(await dueActions(tx, endpointId, now, places)));
  }
  const claimed = [];
  for (const row of due) {
    const skip = reasonToSkip(row, live);
    if (skip !== null) await endUnattempted(tx, row.id, 'skipped', skip);
    else if (row.attempts === 0 && now > row.give_up_at) await endUnattempted(tx, row.id, 'dead', TOO_LATE);
    else claimed.push({ ...row, overtook: row.passes, hold_until: row.hold_until ?? now + LANE_HOLD_MS });
  }
  const occurrences = await occurrencesOf(tx, claimed, fresh);
  const prepared = [];
  for (const row of claimed) {
    try {
      const occurrence = occurrences.get(row.occurrence_id);
      if (occurrence === undefined) throw new Error(`occurrence ${row.occurrence_id} is gone`);
      const pinned = await revisions.get(row.revision, tx);
      prepared.push(prepare(row, occurrence, { pinned, live, now }));
    } catch (error) {
      // One action that cannot be prepared must not keep the others of the turn from going out.
      const reason = `it could not be prepared: ${error instanceof Error ? error.message : String(error)}`;
      await endUnattempted(tx, row.id, 'dead', reason);
    }
  }
  await beginAttempts(
    tx,
    prepared.map(({ row, payload }) => ({ ...row, payload })),
  );
  return prepared;
}

async function occurrencesOf(
  tx: Transaction<Schema>,
  rows: readonly ActionRow[],
  fresh: ReadonlyMap<string, Occurrence>,
): Promise<ReadonlyMap<string, Occurrence>> {
  const missing = new Set(rows.map((row) => row.occurrence_id).filter((id) => !fresh.has(id)));
  if (missing.size === 0) return fresh;
  const stored = await findOccurrences(tx, [...missing]);
  return new Map([
    ...fresh,
    ...stored.map((row) => [row.id, JSON.parse(row.occurrence) as Occurrence] as const),
  ]);
}

const TOO_LATE = 'the time for giving up had passed before the first attempt could be made';
