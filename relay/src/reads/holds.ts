import type { HoldView } from '@convoso-connect/core/relay-contract';
import { iso } from '../iso.js';
import type { ActionState } from '../store/ports/actions.js';
import { actionIdOf, type HoldChoice, type HoldStanding } from '../store/ports/holds.js';
import type { TimeSpan } from '../store/ports/lists.js';
import { lastAttempts, shownNow } from './failed-action.js';
import { holdView, type HoldCheck } from './hold-view.js';
import { pageOf } from './page.js';
import type { Read } from './tools.js';

type HoldState = HoldView['state'];

const one = (
  states: readonly ActionState[],
  { tried = null, stopped = null }: Partial<HoldStanding> = {},
): HoldStanding => ({ states, tried, stopped });

/** What the states that people see are in the store. */
export const STANDINGS: Readonly<Record<HoldState, readonly HoldStanding[]>> = {
  held: [one(['waiting'], { tried: false, stopped: false })],
  resuming: [
    one(['waiting'], { tried: true }),
    one(['waiting'], { tried: false, stopped: true }),
    one(['running']),
  ],
  resumed: [one(['done'], { stopped: false })],
  stopped: [one(['cancelled', 'skipped']), one(['done'], { stopped: true })],
  flushed: [one(['flushed'])],
  'not-resumed': [one(['dead'])],
};

export interface HoldsAsked {
  readonly filter: HoldChoice & TimeSpan & { readonly standing: readonly HoldStanding[] | null };
  readonly after: string | null;
  readonly limit: number;
}

/** A page of holds, what was made last in front. */
export const holds = (async (tools, { filter, after, limit }) => {
  const { store } = tools;
  const { timeZone } = await shownNow(tools);
  const { rows, next } = await pageOf(
    limit,
    (most) => store.holds.page(filter, { after, limit: most }),
    ({ hold }) => [hold.id],
  );
  const last = await lastAttempts(
    store,
    rows.map(({ hold }) => actionIdOf(hold.id)),
  );
  return {
    timeZone,
    holds: rows.map((row) => holdView(row, last.get(actionIdOf(row.hold.id)), timeZone)),
    next,
  };
}) satisfies Read<HoldsAsked, unknown>;

/** Everything about one hold; null where there is none of this owner. */
export const hold = (async (tools, { id, owner }) => {
  const { store } = tools;
  const found = await store.holds.find(id);
  if (found === undefined || (owner !== null && found.hold.owner !== owner)) return null;
  const { timeZone } = await shownNow(tools);
  const calls = await store.attempts.ofOccurrence(id);
  const { checks } = found.progress;
  return {
    ...holdView(found, calls.at(-1), timeZone),
    timeZone,
    payload: JSON.parse(found.hold.payload) as unknown,
    checks: checks === null ? [] : (JSON.parse(checks) as HoldCheck[]),
    calls: calls.map(({ id: logId, at, number, status, outcome, reason }) => {
      return { logId, at: iso(at), number, status, outcome, reason };
    }),
  };
}) satisfies Read<{ id: string; owner: string | null }, unknown>;
