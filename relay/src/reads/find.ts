import { toCallEvent, type Occurrence } from '@convoso-connect/core';
import type { AnswerOf, RELAY_API, SOUGHT_BY } from '@convoso-connect/core/relay-contract';
import { localTime } from '../explain/local-time.js';
import type { Sought } from '../explain/sought.js';
import { iso } from '../iso.js';
import { shownNow } from './failed-action.js';
import { searchFor, type Found } from './search.js';
import type { Read, ReadTools } from './tools.js';
import { NOBODY, whoseAre } from './whose.js';

type FoundEntry = AnswerOf<typeof RELAY_API.search.find>['found'][number];

/** One thing that a text may stand for. */
export type SoughtFor = { readonly by: 'id'; readonly id: string } | Sought;

export interface FindAsked {
  /** Everything that is looked for. */
  readonly sought: readonly SoughtFor[];
  readonly limit: number;
}

interface FoundBy extends Found {
  readonly by: (typeof SOUGHT_BY)[number];
}

/** What came by any of these, newest first, with as much of each as it takes to know it again. */
export const find = (async (tools, { sought, limit }) => {
  const found = new Map<string, FoundBy>();
  let complete = true;
  for (const each of sought) {
    const searched =
      each.by === 'id'
        ? { found: await byId(tools, each.id), isWhole: true }
        : await searchFor(tools, { sought: each, limit });
    complete &&= searched.isWhole;
    for (const one of searched.found) if (!found.has(one.id)) found.set(one.id, { ...one, by: each.by });
    await tools.pause();
  }
  const rows = [...found.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
  const { timeZone } = await shownNow(tools);
  const whose = await whoseAre(
    tools.store,
    rows.map(({ id }) => id),
  );
  const entries: FoundEntry[] = [];
  for (const row of rows) {
    const told = await toldOf(tools, row);
    if (told === null) continue;
    const { at, what, view } = told;
    const { phone, name } = whose.get(row.id) ?? NOBODY;
    const { kind, id, by } = row;
    entries.push({ kind, id, by, at: iso(at), date: localTime(at, timeZone), phone, name, what, view });
  }
  return { timeZone, found: entries, complete };
}) satisfies Read<FindAsked, unknown>;

async function byId({ store }: ReadTools, id: string): Promise<Found[]> {
  if ((await store.occurrences.find(id)) !== undefined) return [{ kind: 'occurrence', id }];
  if ((await store.intake.find(id)) !== undefined) return [{ kind: 'delivery', id }];
  return (await store.quarantine.find(id)) === undefined ? [] : [{ kind: 'quarantined', id }];
}

interface Told {
  readonly at: number;
  readonly what: string;
  readonly view: string;
}

/** Null where it is gone by now. */
async function toldOf({ store, revisions }: ReadTools, { kind, id }: Found): Promise<Told | null> {
  if (kind === 'occurrence') {
    const row = await store.occurrences.find(id);
    if (row === undefined) return null;
    const occurrence = JSON.parse(row.occurrence) as Occurrence;
    const { disposition } = toCallEvent(occurrence, (await revisions.get(row.revision)).config.statuses);
    const what = disposition?.name ?? (occurrence.kinds.join(', ') || 'lead update');
    return { at: row.receivedAt, what, view: `/api/occurrences/${id}` };
  }
  if (kind === 'delivery') {
    const row = await store.intake.find(id);
    if (row === undefined) return null;
    const what =
      row.state === 'dead' ? `could not be read: ${row.failure ?? 'unknown'}` : 'waits to be decided';
    return { at: row.receivedAt, what, view: `/api/deliveries/${id}` };
  }
  const row = await store.quarantine.find(id);
  if (row === undefined) return null;
  return { at: row.at, what: `turned away: ${row.reason}`, view: `/api/quarantine/${id}` };
}
