import type { ENDPOINT_HEALTHS } from '@convoso-connect/core/relay-contract';
import { dateIn, dateLater, instantOf } from '../account-day.js';
import { endpointIdOf } from '../endpoint-id.js';
import { localTime } from '../explain/local-time.js';
import { iso } from '../iso.js';
import type { StoredHalt } from '../store/ports/halts.js';
import type { Target } from '../store/ports/target.js';
import { keyOfTarget } from '../store/target-key.js';
import { lastAttemptEntry } from './failed-action.js';
import { figuresOf, targetsOf, type Figures, type OutcomeCounts } from './figures.js';
import { shownBy, type Shown } from './log-entry.js';
import { nextStep } from './next-step.js';
import { status } from './status.js';
import type { Read, ReadTools } from './tools.js';
import { subscriptionNames } from '../subscriptions/called.js';

const HOUR_MS = 3_600_000;

/** How the account's day goes, as far as the store tells; null before the first configuration. */
export const today = (async (tools, { now }) => {
  const report = await status(tools, { now });
  const latest = await tools.store.configuration.latest();
  if (report === null || latest === undefined) return null;
  const { config } = await tools.revisions.get(latest.revision);
  const shown = shownBy(config, await subscriptionNames(tools.store));
  const date = dateIn(now, shown.timeZone);
  const from = instantOf(date, shown.timeZone);
  const to = instantOf(dateLater(date, 1), shown.timeZone);
  const targets = targetsOf(config);
  const byHour = await hourly(tools, { targets, from, now });
  const halts = await tools.store.halts.lasting();
  const endpoints = [];
  for (const line of report.goingOut) {
    const target = targets.find((each) => endpointIdOf(each) === line.endpointId);
    if (target === undefined) continue;
    const counts = attemptFigures(byHour.map(({ figures }) => figures.attempts.get(line.endpointId) ?? {}));
    const { endpointId, endpointName, waiting, waitingSince, failingSince } = line;
    endpoints.push({
      ...{ endpointId, endpointName, health: healthOf(line, counts, haltsOf(target, halts)) },
      ...counts,
      ...{ undeliveredToday: line.failedToday, doubtfulToday: line.doubtfulToday },
      ...{ waiting, waitingSince, failingSince },
      lastAttempt: await lastAt(tools, target, shown),
    });
    await tools.pause();
  }
  const undelivered = await undeliveredNow(tools);
  const hours = byHour.map(({ at, figures }) => ({
    from: iso(at),
    hour: localTime(at, shown.timeZone),
    ...hourFigures(figures),
  }));
  const waiting = report.goingOut.reduce((sum, line) => sum + line.waiting, 0);
  const undeliveredToday = report.goingOut.reduce((sum, line) => sum + line.failedToday, 0);
  const { turnedAwayToday: turnedAway, lastCallAt } = report.arriving;
  const { alarms, wrong } = report;
  return {
    ...{ timeZone: shown.timeZone, at: iso(now), date, from: iso(from), to: iso(to) },
    totals: { ...summed(hours), undeliveredToday, waiting, turnedAway, undelivered },
    ...{ hours, endpoints, wrong },
    next: nextStep({ alarms, endpoints, undelivered, turnedAway, wrong, waiting, lastCallAt }),
  };
}) satisfies Read<{ now: number }, unknown>;

interface Hour {
  readonly at: number;
  readonly figures: Figures;
}

/** Each hour that has begun. A day has as many as its clocks make of it. */
async function hourly(
  { store, pause }: ReadTools,
  { targets, from, now }: { targets: readonly Target[]; from: number; now: number },
): Promise<Hour[]> {
  const hours: Hour[] = [];
  for (let at = from; at <= now; at += HOUR_MS) {
    const span = { from: at, to: Math.min(at + HOUR_MS, now + 1) };
    hours.push({ at, figures: await figuresOf(store, targets, span, pause) });
  }
  return hours;
}

interface AttemptFigures {
  readonly sent: number;
  readonly refused: number;
  readonly failed: number;
  readonly retried: number;
}

function attemptFigures(all: readonly OutcomeCounts[]): AttemptFigures {
  const sum = (...outcomes: readonly (keyof OutcomeCounts)[]): number =>
    all.reduce((total, counts) => outcomes.reduce((part, each) => part + (counts[each] ?? 0), total), 0);
  return {
    sent: sum('delivered'),
    refused: sum('refused'),
    failed: sum('failed'),
    // What the relay itself cut off is made again as well.
    retried: sum('retry', 'interrupted'),
  };
}

function hourFigures({ received, fired, attempts }: Figures) {
  return { received, fired, ...attemptFigures([...attempts.values()]) };
}

function summed(hours: readonly ReturnType<typeof hourFigures>[]): ReturnType<typeof hourFigures> {
  const total = { received: 0, fired: 0, sent: 0, refused: 0, failed: 0, retried: 0 };
  const names = Object.keys(total) as (keyof typeof total)[];
  for (const hour of hours) for (const name of names) total[name] += hour[name];
  return total;
}

/** What halts a target now: itself, or everything. */
function haltsOf(target: Target, halts: readonly StoredHalt[]): readonly StoredHalt[] {
  const key = keyOfTarget(target);
  return halts.filter(({ part }) => part === null || part === key);
}

function healthOf(
  { active, failingSince, waiting }: { active: boolean; failingSince: string | null; waiting: number },
  { sent, refused, failed, retried }: AttemptFigures,
  halts: readonly StoredHalt[],
): (typeof ENDPOINT_HEALTHS)[number] {
  const isHalted = (cause: StoredHalt['cause']): boolean => halts.some((halt) => halt.cause === cause);
  if (!active) return 'off';
  if (isHalted('paused')) return 'paused';
  if (failingSince !== null || isHalted('breaker') || isHalted('failing')) return 'failing';
  if (waiting > 0) return 'behind';
  return sent + refused + failed + retried === 0 ? 'idle' : 'well';
}

async function lastAt({ store }: ReadTools, target: Target, shown: Shown) {
  const anything = { from: null, to: null, phone: null, workflowId: null, result: null, outcome: null };
  const newest = await store.attempts.newest();
  const [last] = await store.attempts.page({ ...anything, target }, { after: null, newest, limit: 1 });
  return lastAttemptEntry(last ?? null, shown);
}

async function undeliveredNow({ store }: ReadTools): Promise<number> {
  const anything = { from: null, to: null, workflowId: null, target: null, reason: null };
  const ids = await store.deadLetters.ids(anything);
  return linesIn(ids.actions) + linesIn(ids.deliveries) + linesIn(ids.workflows);
}

function linesIn(text: string): number {
  return text === '' ? 0 : text.split('\n').length;
}
