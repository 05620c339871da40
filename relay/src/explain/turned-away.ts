import { remedyOf } from '../intake/remedies.js';
import { sourceOf } from '../intake/refusal-budget.js';
import type { DeliverySummary } from '../store/ports/intake.js';
import type { QuarantineSummary } from '../store/ports/quarantine.js';
import type { StoreReads } from '../store/store.js';
import { letInCommand, whyNotLetIn } from './let-in.js';
import { localTime } from './local-time.js';

/** So many requests that were turned away, and so many deliveries, are looked through, the latest of each. */
const LOOKED_THROUGH = 200;
const DELIVERIES_LOOKED_THROUGH = 2_000;

/** So many are let in with one command that is shown. */
const MOST_NAMED = 5;

/** What one sender was turned away for at one hook. */
interface Refusals {
  readonly hook: string;
  readonly source: string;
  /** The newest first. */
  readonly rows: readonly QuarantineSummary[];
}

interface Asked {
  /** In epoch milliseconds. */
  readonly since: number;
  readonly timeZone: string;
  readonly isHook: (id: string) => boolean;
}

/**
 * The requests that were turned away since an instant and not let in, where the same may be turned away again: a sentence
 * for each hook and cause, with where to mend it.
 */
export async function turnedAway(store: StoreReads, { since, timeZone, isHook }: Asked): Promise<string[]> {
  const rows = await store.quarantine.page({ after: null, limit: LOOKED_THROUGH });
  const open = rows.filter((row) => row.replayedAs === null && row.at > since);
  if (open.length === 0) return [];
  const replayed = new Set(rows.flatMap(({ replayedAs }) => replayedAs ?? []));
  const deliveries = await store.intake.summaries({ after: null, limit: DELIVERIES_LOOKED_THROUGH });
  const taken = deliveries.filter(({ id }) => !replayed.has(id));
  const isOpen = (refusals: Refusals) => !isMended(refusals, taken, isHook);
  const still = [...groupsOf(open, senderOf).values()]
    .flatMap((group) => refusalsOf(group))
    .filter(isOpen)
    .flatMap(({ rows: ofSender }) => ofSender);
  return [...groupsOf(still, causeOf).values()].map((group) => sentence(group, taken, timeZone));
}

const causeOf = ({ code, hookId: hook }: QuarantineSummary): string => JSON.stringify([code, hook]);

const senderOf = (row: QuarantineSummary): string => `${causeOf(row)} ${sourceOf(row.remoteAddress)}`;

function groupsOf(
  rows: readonly QuarantineSummary[],
  keyOf: (row: QuarantineSummary) => string,
): ReadonlyMap<string, readonly QuarantineSummary[]> {
  const groups = new Map<string, QuarantineSummary[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

function refusalsOf(rows: readonly QuarantineSummary[]): Refusals[] {
  const [latest] = rows;
  return latest === undefined ? [] : [{ hook: latest.hookId, source: sourceOf(latest.remoteAddress), rows }];
}

/**
 * Whether a sender that was turned away comes through by now. Where some of its calls came through in between, others are
 * still set up otherwise; and a single one that was turned away among those that came through may be of such, too: it says no
 * more of the sender than the next that comes through. Of a hook that is not there only a sender that has never come through
 * before tells: the mistake in its address is mended. Ids tell the order of time.
 */
function isMended(
  { hook, source, rows }: Refusals,
  taken: readonly DeliverySummary[],
  isHook: Asked['isHook'],
): boolean {
  const last = rows[0]?.id ?? '';
  const first = rows.at(-1)?.id ?? '';
  const own = taken
    .filter((each) => sourceOf(each.remoteAddress) === source)
    .filter((each) => !isHook(hook) || each.hookId === hook);
  const cameBefore = own.some(({ id }) => id < first);
  const cameBetween = own.some(({ id }) => id > first && id < last);
  const cameAfter = own.some(({ id }) => id > last);
  if (!isHook(hook) || rows.length === 1) return cameAfter && !cameBefore && !cameBetween;
  return cameAfter && !cameBetween;
}

function sentence(
  rows: readonly QuarantineSummary[],
  taken: readonly DeliverySummary[],
  timeZone: string,
): string {
  const [latest] = rows;
  if (latest === undefined) return '';
  const { code, hookId: hook, at, reason, id } = latest;
  const isOne = rows.length === 1;
  const comesThrough = taken.some((each) => each.hookId === hook && each.id > id);
  return [
    `${isOne ? 'A request was' : `${rows.length} requests were`} turned away at the hook "${hook}" with ${code}, last at ${localTime(at, timeZone)}: ${reason}.`,
    ...(comesThrough
      ? ["Others come through: one of Convoso's endpoints is set up otherwise, or was until then."]
      : []),
    remedyOf(code) ?? '',
    letInText(rows),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function letInText(rows: readonly QuarantineSummary[]): string {
  const whole = rows.filter((row) => whyNotLetIn(row) === null);
  const [latest] = whole;
  if (latest === undefined) {
    const [why = ''] = rows.map((row) => whyNotLetIn(row) ?? '');
    return `Then let Convoso send it again: ${why}, so that it cannot be let in.`;
  }
  if (rows.length === 1) return `Then let it in: ${letInCommand(latest)}`;
  if (whole.length > MOST_NAMED)
    return 'Then let them in, each as it says there: npm run connect -- quarantine list';
  return `Then let them in: ${letInCommand({ ...latest, id: whole.map(({ id }) => id).join(' ') })}`;
}
