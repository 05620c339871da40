import { dateIn, instantOf } from '../account-day.js';
import { endpointIdOf } from '../endpoint-id.js';
import { gravestFirst, shownHalt } from '../explain/held.js';
import { faultsNow } from '../explain/wrong-now.js';
import { holds } from '../flow/halt.js';
import { iso } from '../iso.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import type { TargetCount } from '../store/ports/figures.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { alarmEntry } from './alarms.js';
import { openAlarmsNow } from './alarms-now.js';
import { figuresOf, targetsOf } from './figures.js';
import { shownBy } from './log-entry.js';
import { atWork } from './operations.js';
import type { Read } from './tools.js';
import { subscriptionNames } from '../subscriptions/called.js';

const DAY_MS = 24 * 60 * 60_000;

/** So many requests that were turned away are counted. */
const COUNTED = 1_000;

/** What is told by another sentence already. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set(['config-refused', 'not-ready', 'quarantine-growing']);

/** How it goes, as far as the store tells; null before the first configuration. */
export const status = (async ({ store, revisions, pause }, { now }) => {
  const latest = await store.configuration.latest();
  if (latest === undefined) return null;
  const { config } = await revisions.get(latest.revision);
  const shown = shownBy(config, await subscriptionNames(store));
  const { timeZone } = shown;
  const midnight = instantOf(dateIn(now, timeZone), timeZone);
  const targets = targetsOf(config);
  const today = { from: midnight, to: now + 1 };
  const { received, fired, attempts } = await figuresOf(store, targets, today, pause);
  await pause();
  const undelivered = byEndpoint(await store.figures.undelivered(targets, today));
  const doubtful = byEndpoint(await store.figures.doubtful(targets, today));
  const halts = await store.halts.lasting();
  await pause();
  const waits = await store.figures.waitingFor(now);
  const waiting = new Map(waits.map((each) => [endpointIdOf(each.target), each]));
  const { targetName } = shown;
  const open = await openAlarmsNow(store, { config, now, targetName, waiting: waits });
  const failing = failingSince(open);
  const switches = new SwitchBoard(await store.switches.all());
  const isOn = (id: string): boolean => {
    const endpoint = config.endpoints.find((each) => each.id === id);
    return endpoint === undefined || switches.standing({ kind: 'endpoint', id }, endpoint.active).active;
  };
  const goingOut = targets.flatMap((target) => {
    const endpointId = endpointIdOf(target);
    const counts = attempts.get(endpointId) ?? {};
    const held = waiting.get(endpointId);
    const isEndpoint = target.kind === 'endpoint';
    // What the relay has of its own is of interest where it is used.
    if (!isEndpoint && held === undefined && Object.keys(counts).length === 0) return [];
    return [
      {
        ...{ endpointId, endpointName: shown.targetName(target), active: isOn(endpointId) },
        ...{ sentToday: counts.delivered ?? 0, failedToday: undelivered.get(endpointId) ?? 0 },
        doubtfulToday: doubtful.get(endpointId) ?? 0,
        failingSince: instantOrNull(failing.get(endpointId)),
        ...{ waiting: held?.waiting ?? 0, waitingSince: instantOrNull(held?.since) },
        halts: gravestFirst(halts.filter((halt) => holds(halt, target))).map(shownHalt),
      },
    ];
  });
  const turnedAway = await store.quarantine.page({ after: null, limit: COUNTED });
  const [unprocessed] = await store.intake.unprocessed(1);
  await pause();
  const wrong = await faultsNow(store, {
    ...{ now, config, ...shown },
    alarmed: new Set(failing.keys()),
    undeliveredSince: now - DAY_MS,
  });
  return {
    ...{ timeZone, at: iso(now), relays: await atWork(store) },
    arriving: {
      lastCallAt: instantOrNull(await store.intake.latestArrival()),
      callsToday: received,
      turnedAwayToday: turnedAway.filter(({ at }) => at >= midnight).length,
    },
    deciding: { waitingSince: instantOrNull(unprocessed?.receivedAt), firedToday: fired },
    goingOut,
    // What is not ready is told by itself, but for another relay.
    alarms: open
      .filter(({ kind, about }) => !TOLD_OTHERWISE.has(kind) || isOfRelay(kind, about))
      .map(alarmEntry),
    wrong,
  };
}) satisfies Read<{ now: number }, unknown>;

function byEndpoint(counts: readonly TargetCount[]): ReadonlyMap<string, number> {
  return new Map(counts.map(({ target, count }) => [endpointIdOf(target), count]));
}

function isOfRelay(kind: StoredAlarm['kind'], about: string): boolean {
  return (kind === 'not-ready' || kind === 'config-refused') && about !== '';
}

function failingSince(open: readonly StoredAlarm[]): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  for (const alarm of open)
    if (alarm.kind === 'failing')
      since.set(alarm.about, Math.min(alarm.since, since.get(alarm.about) ?? Infinity));
  return since;
}

function instantOrNull(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : iso(at);
}
