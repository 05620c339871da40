import { ConnectError } from '@convoso-connect/core';
import { RELAY_API, type QueryOf } from '@convoso-connect/core/relay-contract';
import type { Request } from 'express';
import { openingOf } from '../access/access.js';
import { scopeRefusal } from '../access/gate.js';
import type { Scope } from '@convoso-connect/core/relay-contract';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { Holds, unknownHold, type HoldOwner, type HoldsParts } from '../holds/holds.js';
import { iso } from '../iso.js';
import { readCursor } from '../reads/cursor.js';
import { holdView } from '../reads/hold-view.js';
import { STANDINGS } from '../reads/holds.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { readTimeSpan } from './date-range.js';
import { pageSize, readLead } from './query.js';
import { DONE, FromRead, type Serve } from './serve.js';

export interface HoldRouteParts extends Pick<HoldsParts, 'store' | 'clock' | 'newId' | 'wake'> {
  readonly keeper: ConfigKeeper;
  readonly storedSecrets: StoredSecrets;
}

const { holds } = RELAY_API;

/** What is kept for programs until a time. A key sees and changes its own; others' with `read`, and with `operate` besides. */
export function serveHolds(serve: Serve, { keeper, storedSecrets, ...parts }: HoldRouteParts): void {
  const made = new Holds({ ...parts, config: () => keeper.current, seals: storedSecrets });
  const timeZone = (): string => keeper.current.revision.config.account.timeZone;
  serve(holds.create, async ({ body, request }) => {
    const lead = body.lead === undefined ? null : readLead(body.lead);
    const created = await made.create(body, lead, ownerOf(request));
    const { repeated, secret } = created;
    return { ...DONE, repeated, secret, hold: holdView(created.made, undefined, timeZone()) };
  });
  serve(holds.list, ({ query, request }) => {
    const [after = null] = readCursor(query.after, ['string']) ?? [];
    const filter = {
      ...readTimeSpan({ from: query.from, to: query.to }, timeZone()),
      ...choiceOf(query, seenBy(request, ['read'])),
      standing: query.state === undefined ? null : STANDINGS[query.state],
    };
    return new FromRead('holds', { filter, after: after as string | null, limit: pageSize(query.limit) });
  });
  serve(holds.get, ({ params: { id }, request }) => {
    return new FromRead('hold', { id, owner: seenBy(request, ['read']) }, unknownHold(id));
  });
  serve(holds.flushMany, async ({ query, request, change }) => {
    if (query.lead === undefined && query.givenId === undefined) throw nothingChosen();
    const choice = choiceOf(query, seenBy(request, ['read', 'operate']));
    const part = 'holds';
    const before = { ...(query.lead !== undefined && { lead: 'one' }), givenId: query.givenId };
    change.note({ part, before });
    const flushed = await made.flushMany(choice, ownerOf(request).madeBy);
    change.note({ part, before, after: { flushed } });
    if (flushed === 0) change.none();
    return { ...DONE, flushed };
  });
  serve(holds.flush, async ({ params: { id }, request, change }) => {
    await made.flush(id, seenBy(request, ['read', 'operate']), ownerOf(request).madeBy);
    change.note({ part: `hold:${id}`, before: { state: 'held' }, after: { state: 'flushed' } });
    return { ...DONE, id };
  });
  serve(holds.run, async ({ params: { id }, request, change }) => {
    const now = await made.run(id, seenBy(request, ['read', 'operate']));
    change.note({ part: `hold:${id}`, before: { state: 'held' }, after: { dueAt: iso(now) } });
    return { ...DONE, id };
  });
}

function ownerOf(request: Request): HoldOwner {
  const opening = openingOf(request);
  const named = opening.by === 'key' ? opening.named : null;
  return { owner: named?.id ?? '', madeBy: opening.actor.who };
}

/** Whose holds a request may see; null where it may see all, which needs all of these scopes. */
function seenBy(request: Request, scopes: readonly Scope[]): string | null {
  const opening = openingOf(request);
  const mayAll = scopes.every((scope) => scopeRefusal(opening, scope) === null);
  return mayAll ? null : ownerOf(request).owner;
}

function choiceOf({ lead, givenId }: QueryOf<typeof holds.flushMany>, owner: string | null) {
  return { owner, leadKey: lead === undefined ? null : readLead(lead), givenId: givenId ?? null };
}

function nothingChosen(): ConnectError {
  return new ConnectError(
    'NOTHING_CHOSEN',
    'it is not said which holds are to be flushed',
    `Name at least one of ${Object.keys(holds.flushMany.query).join(', ')}.`,
  );
}
