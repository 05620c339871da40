import { visibleText, type LeadKey, type Occurrence } from '@convoso-connect/core';
import { letInCommand, whyNotLetIn } from '../explain/let-in.js';
import { localTime } from '../explain/local-time.js';
import { isAbout, isNamedIn, type Sought } from '../explain/sought.js';
import type { Read, ReadTools } from './tools.js';
import { ENDING_DIGITS, type StoredOccurrence } from '../store/ports/occurrences.js';
import type { QuarantinedRequest } from '../store/ports/quarantine.js';
import type { StoreReads } from '../store/store.js';

/** So many of the latest rows of a kind are looked through for what no index finds. */
const LOOKED_THROUGH = 2_000;

/** Something that has arrived and is about what is sought. */
export interface Found {
  readonly kind: 'occurrence' | 'delivery' | 'quarantined';
  /** Ids tell the order of time, whatever they belong to. */
  readonly id: string;
}

/** What was found, and whether every occurrence that is kept was looked through for it. */
export interface Searched {
  readonly found: Found[];
  readonly isWhole: boolean;
}

/**
 * What has arrived about a phone number, a lead or a call, the newest first: occurrences, deliveries that could not be
 * processed or wait, and requests that were turned away.
 */
export async function searchFor(
  tools: ReadTools,
  { sought, limit }: { readonly sought: Sought; readonly limit: number },
): Promise<Searched> {
  const { found, isWhole } = await occurrencesAbout(tools.store, sought, limit);
  const all = [
    ...found,
    ...(await deliveriesAbout(tools, sought)),
    ...(await quarantinedAbout(tools, sought)),
  ];
  return { found: all.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit), isWhole };
}

export const search = (async (tools, asked): Promise<Found[]> =>
  (await searchFor(tools, asked)).found) satisfies Read<{ sought: Sought; limit: number }, Found[]>;

async function occurrencesAbout(store: StoreReads, sought: Sought, limit: number): Promise<Searched> {
  const { rows, isWhole } = await candidates(store, sought, limit);
  const about = rows.filter((row) => {
    const occurrence = JSON.parse(row.occurrence) as Occurrence;
    return isAbout(sought, { occurrence, phones: [row.leadPhone, row.callPhone] });
  });
  return { found: about.map(({ id }) => ({ kind: 'occurrence', id })), isWhole };
}

/** Where no index leads to what is sought, the latest of all. */
async function candidates(
  store: StoreReads,
  sought: Sought,
  limit: number,
): Promise<{ rows: readonly StoredOccurrence[]; isWhole: boolean }> {
  if (sought.by === 'lead') {
    const asked = { leadKey: `lead:${sought.id}`, from: null, to: null } as const;
    return { rows: await store.occurrences.ofLead(asked, { after: null, limit }), isWhole: true };
  }
  if (sought.by === 'phone' && sought.whole)
    return { rows: await store.occurrences.recent({ phone: sought.digits, limit }), isWhole: true };
  if (sought.by === 'phone' && sought.digits.length >= ENDING_DIGITS)
    return { rows: await store.occurrences.ending(sought.digits, limit), isWhole: true };
  const leadKey = sought.by === 'call' ? await leadOfCall(store, sought.id) : null;
  if (leadKey !== null) {
    const rows = await store.occurrences.ofLead(
      { leadKey, from: null, to: null },
      { after: null, limit: LOOKED_THROUGH },
    );
    return { rows, isWhole: rows.length < LOOKED_THROUGH };
  }
  const rows = await store.occurrences.recent({ phone: null, limit: LOOKED_THROUGH });
  return { rows, isWhole: rows.length < LOOKED_THROUGH };
}

/** The lead of a call is remembered for as long as what is known of the call: 30 days (docs/data-and-retention.md). */
async function leadOfCall(store: StoreReads, callLogId: string): Promise<LeadKey | null> {
  const calls = await store.leads.calls([callLogId]);
  return calls.get(callLogId)?.leadKey ?? null;
}

async function deliveriesAbout({ store }: ReadTools, sought: Sought): Promise<Found[]> {
  const { last } = await store.persons.deliveryRange();
  if (last === null) return [];
  const rows = await store.persons.deliveriesWithoutOccurrence(last - LOOKED_THROUGH, last);
  return rows
    .filter(({ state, query, body }) => state !== 'repeat' && isNamedIn(sought, textOf({ query, body })))
    .map(({ id }) => ({ kind: 'delivery', id }));
}

async function quarantinedAbout({ store, pause }: ReadTools, sought: Sought): Promise<Found[]> {
  const found: Found[] = [];
  for (const { id } of await store.quarantine.page({ after: null, limit: LOOKED_THROUGH })) {
    const row = await store.quarantine.find(id);
    if (row !== undefined && isNamedIn(sought, textOf(row))) found.push({ kind: 'quarantined', id });
    if (found.length % 50 === 49) await pause();
  }
  return found;
}

function textOf({ query, body }: { readonly query: string; readonly body: Buffer }): string {
  return `${query}\n${body.toString('utf8')}`;
}

/** What there is to say of a request that was turned away; null where there is none by this id. */
export const quarantinedText = (async ({ store }, { id, timeZone }): Promise<string | null> => {
  const row = await store.quarantine.find(id);
  return row === undefined ? null : told(row, timeZone);
}) satisfies Read<{ id: string; timeZone: string }, string | null>;

function told(row: QuarantinedRequest, timeZone: string): string {
  const { id, at, hookId: hook, status, code, reason, replayedAs } = row;
  const whyNot = whyNotLetIn(row);
  const mended =
    whyNot === null
      ? `Mend that, then let it in: ${letInCommand(row)}`
      : `Mend that, and send it from Convoso again: ${whyNot}, so that it cannot be let in.`;
  const after =
    replayedAs === null ? mended : `It was let in as ${replayedAs}: npm run connect -- explain ${replayedAs}`;
  return [
    `${id}   ${localTime(at, timeZone)}   hook "${hook}"`,
    `  TURNED AWAY with ${status} ${code}: ${reason}`,
    `  ${after}`,
  ]
    .map(visibleText)
    .join('\n');
}
