import type { Outage } from '../alarms/evaluator.js';
import { TURNED_AWAY_MS, type TurnedAway } from '../alarms/conditions.js';
import { endpointIdOf, targetOfEndpointId } from '../endpoint-id.js';
import { holds } from '../flow/halt.js';
import type { Overdue, TargetCount, WaitingFor } from '../store/ports/figures.js';
import type { Read } from './tools.js';

/** So many requests that were turned away are looked through, the latest. */
const LOOKED_THROUGH = 200;

/** Alarms go by the id of an endpoint, or by what stands for one. */
type ByEndpoint<Counted> = Omit<Counted, 'target'> & { readonly endpointId: string };

/** What alarms need to know of the store at one moment. */
export interface AlarmSample {
  readonly waiting: readonly ByEndpoint<WaitingFor>[];
  /** Of the endpoints that were asked about: what was given up in their outages, and not delivered since. */
  readonly givenUp: readonly ByEndpoint<TargetCount>[];
  readonly overdue: readonly ByEndpoint<Overdue>[];
  /** When the oldest delivery came in that waits to be processed, in epoch milliseconds. */
  readonly unprocessedSince: number | null;
  readonly turnedAway: readonly TurnedAway[];
}

export const alarmSample = (async ({ store, pause }, { now, outages }) => {
  const waiting = (await store.figures.waitingFor(now)).map(byEndpoint);
  await pause();
  const givenUp = [];
  for (const { endpointId, since, until } of outages) {
    const span = { from: since, to: (until ?? now) + 1 };
    const counts = await store.figures.undelivered([targetOfEndpointId(endpointId)], span);
    givenUp.push(...counts.map(byEndpoint));
    await pause();
  }
  const halts = (await store.halts.lasting()).filter(({ cause }) => cause !== 'paced');
  // What an endpoint or an operator holds up is no backlog of the relay, and is told otherwise.
  const isHeld = ({ target }: Overdue): boolean => halts.some((halt) => holds(halt, target));
  const overdue = (await store.figures.overdue(now)).filter((each) => !isHeld(each)).map(byEndpoint);
  const [oldest] = await store.intake.unprocessed(1);
  await pause();
  const rows = await store.quarantine.page({ after: null, limit: LOOKED_THROUGH });
  const turnedAway = rows
    .filter(({ at, replayedAs }) => replayedAs === null && Math.abs(now - at) < TURNED_AWAY_MS)
    .map(({ hookId, code, at }) => ({ hookId, code, at }));
  return { waiting, givenUp, overdue, unprocessedSince: oldest?.receivedAt ?? null, turnedAway };
}) satisfies Read<{ now: number; outages: readonly Outage[] }, AlarmSample>;

function byEndpoint<Counted extends WaitingFor | Overdue | TargetCount>({
  target,
  ...counted
}: Counted): ByEndpoint<Counted> {
  return { endpointId: endpointIdOf(target), ...counted };
}
