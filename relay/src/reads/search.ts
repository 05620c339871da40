import { visibleText, type Occurrence } from '@convoso-connect/core';
import { localTime } from '../explain/local-time.js';
import { isAbout, isNamedIn, type Sought } from '../explain/sought.js';
import { deliveriesWithoutOccurrence, deliveryRange } from '../store/commands/forget.js';
import { occurrencesOfLead, recentOccurrences, type OccurrenceRow } from '../store/commands/occurrences.js';
import { findQuarantined, quarantined, type QuarantineRow } from '../store/commands/quarantine.js';
import type { Db } from '../store/sqlite.js';
import type { Read, ReadTools } from './tools.js';

/** So many of the latest rows of a kind are looked through for what no index finds. */
const LOOKED_THROUGH = 2_000;

/** Something that has arrived and is about what is sought. */
export interface Found {
  readonly kind: 'occurrence' | 'delivery' | 'quarantined';
  /** Ids tell the order of time, whatever they belong to. */
  readonly id: string;
}

/**
 * What has arrived about a phone number, a lead or a call, the newest first: occurrences, deliveries that could not be
 * processed or wait, and requests that were turned away.
 */
export const search = (async (tools, { sought, limit }): Promise<Found[]> => {
  const found = [
    ...(await occurrencesAbout(tools.db, sought, limit)),
    ...(await deliveriesAbout(tools, sought)),
    ...(await quarantinedAbout(tools, sought)),
  ];
  return found.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
}) satisfies Read<{ sought: Sought; limit: number }, Found[]>;

async function occurrencesAbout(db: Db, sought: Sought, limit: number): Promise<Found[]> {
  const rows = await candidates(db, sought, limit);
  return rows
    .filter((row) => {
      const occurrence = JSON.parse(row.occurrence) as Occurrence;
      return isAbout(sought, { occurrence, phones: [row.lead_phone, row.call_phone] });
    })
    .map(({ id }) => ({ kind: 'occurrence', id }));
}

function candidates(db: Db, sought: Sought, limit: number): Promise<OccurrenceRow[]> {
  if (sought.by === 'lead') {
    const span = { from: null, to: null };
    return occurrencesOfLead(db, { leadKey: `lead:${sought.id}`, ...span }, { after: null, limit });
  }
  const isWhole = sought.by === 'phone' && sought.whole;
  return recentOccurrences(db, {
    phone: isWhole ? sought.digits : null,
    limit: isWhole ? limit : LOOKED_THROUGH,
  });
}

async function deliveriesAbout({ db }: ReadTools, sought: Sought): Promise<Found[]> {
  const { last } = await deliveryRange(db);
  if (last === null) return [];
  const rows = await deliveriesWithoutOccurrence(db, last - LOOKED_THROUGH, last);
  return rows
    .filter(({ state, query, body }) => state !== 'repeat' && isNamedIn(sought, textOf({ query, body })))
    .map(({ id }) => ({ kind: 'delivery', id }));
}

async function quarantinedAbout({ db, pause }: ReadTools, sought: Sought): Promise<Found[]> {
  const found: Found[] = [];
  for (const { id } of await quarantined(db, { after: null, limit: LOOKED_THROUGH })) {
    const row = await findQuarantined(db, id);
    if (row !== undefined && isNamedIn(sought, textOf(row))) found.push({ kind: 'quarantined', id });
    if (found.length % 50 === 49) await pause();
  }
  return found;
}

function textOf({ query, body }: { readonly query: string; readonly body: Buffer }): string {
  return `${query}\n${body.toString('utf8')}`;
}

/** What there is to say of a request that was turned away; null where there is none by this id. */
export const quarantinedText = (async ({ db }, { id, timeZone }): Promise<string | null> => {
  const row = await findQuarantined(db, id);
  return row === undefined ? null : told(row, timeZone);
}) satisfies Read<{ id: string; timeZone: string }, string | null>;

function told(row: QuarantineRow, timeZone: string): string {
  const { id, at, hook_id: hook, status, code, reason, replayed_as: replayedAs } = row;
  const after =
    replayedAs === null
      ? `Mend that, then let it in: POST /api/quarantine/${id}/replay`
      : `It was let in as ${replayedAs}: npm run connect -- explain ${replayedAs}`;
  return [
    `${id}   ${localTime(at, timeZone)}   hook "${hook}"`,
    `  TURNED AWAY with ${status} ${code}: ${reason}`,
    `  ${after}`,
  ]
    .map(visibleText)
    .join('\n');
}
