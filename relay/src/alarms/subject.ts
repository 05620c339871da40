import type { StoredAlarm } from '../store/ports/alarms.js';
import { isPast } from './times.js';

/** What goes wrong at one place now, and how it is told. Times in epoch milliseconds. */
export interface Situation {
  /** By cause: what goes wrong; empty where nothing does. */
  readonly wrong: ReadonlyMap<string, Wrong>;
  /** It goes wrong still, and not at this moment: nobody is reminded meanwhile. */
  readonly isImproving?: boolean;
}

export interface Wrong {
  readonly since: number;
  readonly lastAt: number;
  readonly count: number;
}

/** How the alarms of a place are told. */
export interface Telling {
  /** False where somebody else tells that it goes wrong, at once. */
  readonly tellsBeginning: boolean;
  /** `in its turn`: ten minutes after the message before it · `at once`: the same for what comes and goes, and else when it is over. */
  readonly tellsEnd: 'never' | 'in its turn' | 'at once';
  /** Who does not acknowledge it is reminded this often; null for never. */
  readonly reminderMs: number | null;
}

/** What is to be told of a place. */
export interface Say {
  readonly what: 'begins' | 'changes' | 'goes on' | 'over';
  /** When it began; of what is over, when it began to go wrong. */
  readonly since: number;
  readonly lastAt: number;
  /** How often it went wrong since then. */
  readonly count: number;
  /** How often it was over and began again since it was last told of. */
  readonly interruptions: number;
  /** The causes that it is about. */
  readonly causes: readonly string[];
}

/** What went wrong and was over, while nothing could be told. */
interface Ended {
  readonly times: number;
  readonly since: number;
  readonly lastAt: number;
  readonly count: number;
  readonly causes: readonly string[];
}

/** An alarm as it is judged: one that begins is without words, null, until {@link refreshed} puts some to it. */
export interface JudgedAlarm extends Omit<StoredAlarm, 'message'> {
  readonly message: string | null;
}

/** The alarms of one place: one for each cause, and what people were told. */
export interface Subject<Alarm extends JudgedAlarm = StoredAlarm> {
  /** By cause. */
  readonly alarms: ReadonlyMap<string, Alarm>;
  readonly ended: Ended | null;
  /** What was told last of all. */
  readonly lastSay: Say['what'] | null;
  /** Whether that told of something that had been over in between. */
  readonly comesAndGoes: boolean;
  /** When it was last looked whether what its alarms say still holds. */
  readonly refreshedAt: number;
}

export const NEW_SUBJECT: Subject = {
  ...{ alarms: new Map(), ended: null, lastSay: null },
  ...{ comesAndGoes: false, refreshedAt: -Infinity },
};

/** A place whose alarms are these: after a start, those that were stored. */
export function subjectOf(stored: readonly StoredAlarm[]): Subject {
  const alarms = new Map(stored.map((alarm) => [alarm.cause, alarm]));
  const untold = stored.filter(({ told }) => told !== 'over');
  const isOver = openOf(alarms).length === 0 && untold.length > 0;
  return { ...NEW_SUBJECT, alarms, ended: isOver ? withEnd(null, untold) : null };
}

/** Somebody knows of what goes wrong there, and need not be reminded. */
export function acknowledged(subject: Subject, cause: string, by: { who: string; at: number }): Subject {
  const alarm = subject.alarms.get(cause);
  if (alarm === undefined) return subject;
  const known = { ...alarm, acknowledgedAt: by.at, acknowledgedBy: by.who };
  return { ...subject, alarms: new Map([...subject.alarms, [cause, known]]) };
}

/** What comes and goes at a place is told of this often at most. */
export const TOLD_MS = 10 * 60_000;

export interface Judged {
  readonly subject: Subject<JudgedAlarm>;
  /** The alarms whose state has changed, to be stored. */
  readonly changed: readonly JudgedAlarm[];
  /** Null where nothing is to be told. */
  readonly say: Say | null;
}

export interface Judging extends Telling {
  /** A new alarm, with nothing told yet. */
  readonly alarmOf: (cause: string) => Pick<StoredAlarm, 'key' | 'kind' | 'about'>;
  readonly now: number;
}

/**
 * The alarms of a place after a look at it, and what is to be told. Whatever comes back, goes on or ends, there are ten minutes
 * between two messages of it; what could not be told meanwhile is told with the next. A cause that was not told within that time
 * is another matter, and told at once; so is that it is over after a reminder. What is acknowledged reminds nobody.
 */
export function judge(subject: Subject, situation: Situation, judging: Judging): Judged {
  const updated = withSituation(subject, situation, judging);
  const say = whatToSay(updated, situation, judging);
  const told = say === null ? updated : asTold(updated, say, judging.now);
  const changed = [...told.alarms.values()].filter((alarm) =>
    differs(alarm, subject.alarms.get(alarm.cause)),
  );
  return { subject: told, changed, say };
}

/** Opens what begins, and resolves what is over. */
function withSituation(subject: Subject, { wrong }: Situation, judging: Judging): Subject<JudgedAlarm> {
  const { now, alarmOf, tellsBeginning, tellsEnd } = judging;
  const alarms = new Map<string, JudgedAlarm>(subject.alarms);
  for (const [cause, { since, lastAt, count }] of wrong) {
    const known = alarms.get(cause);
    if (known?.resolvedAt === null) {
      alarms.set(cause, { ...known, lastAt, count });
      continue;
    }
    // What was never said to be over goes on for people; what was, is news when it begins again.
    const before = { told: known?.told === 'on' ? 'on' : null, toldAt: known?.toldAt ?? null } as const;
    const told = tellsBeginning ? before : BY_OTHERS(now);
    alarms.set(cause, {
      ...{ ...alarmOf(cause), cause, message: null, since, lastAt, count, ...told },
      ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null },
    });
  }
  for (const [cause, alarm] of alarms) {
    if (alarm.resolvedAt !== null || wrong.has(cause)) continue;
    alarms.set(cause, { ...alarm, resolvedAt: now, told: tellsEnd === 'never' ? 'over' : alarm.told });
  }
  const wasOpen = openOf(subject.alarms);
  const isOver = wasOpen.length > 0 && wrong.size === 0;
  return { ...subject, alarms, ended: isOver ? withEnd(subject.ended, wasOpen) : subject.ended };
}

const BY_OTHERS = (toldAt: number) => ({ told: 'on', toldAt }) as const;

function withEnd(ended: Ended | null, open: readonly JudgedAlarm[]): Ended {
  return {
    times: (ended?.times ?? 0) + 1,
    since: Math.min(ended?.since ?? Infinity, ...open.map(({ since }) => since)),
    lastAt: Math.max(ended?.lastAt ?? 0, ...open.map(({ lastAt }) => lastAt)),
    count: (ended?.count ?? 0) + sum(open.map(({ count }) => count)),
    causes: [...new Set([...(ended?.causes ?? []), ...open.map(({ cause }) => cause)])],
  };
}

function whatToSay(
  subject: Subject<JudgedAlarm>,
  { isImproving = false }: Situation,
  judging: Judging,
): Say | null {
  const { now, tellsEnd, reminderMs } = judging;
  const open = openOf(subject.alarms);
  const wasTold = [...subject.alarms.values()].some(({ told }) => told === 'on');
  const lastAt = lastToldAt(subject);
  const mayTell = lastAt === null || isPast(lastAt, TOLD_MS, now);
  if (open.length === 0) {
    if (tellsEnd === 'never' || subject.ended === null || !(wasTold || isUntold(subject))) return null;
    const isAtOnce = tellsEnd === 'at once' && wasTold && !subject.comesAndGoes;
    return mayTell || isAtOnce || subject.lastSay === 'goes on' ? sayOver(subject.ended) : null;
  }
  const news = open.filter(({ toldAt }) => toldAt === null || isPast(toldAt, TOLD_MS, now));
  if (!wasTold) return news.length > 0 ? sayOf('begins', open, subject.ended) : null;
  // A cause that was told before in the same outage, and comes back, is no news.
  const untold = news.filter(({ told, acknowledgedAt }) => told !== 'on' && acknowledgedAt === null);
  if (untold.length > 0) return sayOf('changes', untold, subject.ended);
  if (!mayTell) return null;
  const unacknowledged = open.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  if (reminderMs === null || lastAt === null || isImproving || unacknowledged.length === 0) return null;
  const since = Math.min(...open.map((alarm) => alarm.since));
  const isDue = periodsOf(now - since, reminderMs) > periodsOf(lastAt - since, reminderMs);
  return isDue || isPast(lastAt, reminderMs, now) ? sayOf('goes on', open, subject.ended) : null;
}

function periodsOf(milliseconds: number, period: number): number {
  return Math.floor(milliseconds / period);
}

function sayOf(what: Say['what'], about: readonly JudgedAlarm[], ended: Ended | null): Say {
  return {
    what,
    since: Math.min(...about.map(({ since }) => since)),
    lastAt: Math.max(...about.map(({ lastAt }) => lastAt)),
    count: sum(about.map(({ count }) => count)),
    interruptions: ended?.times ?? 0,
    causes: about.map(({ cause }) => cause),
  };
}

function sayOver({ times, since, lastAt, count, causes }: Ended): Say {
  return { what: 'over', since, lastAt, count, interruptions: times - 1, causes };
}

/** What was told holds of all alarms of the place: of those that go on, and of those that are over. */
function asTold(subject: Subject<JudgedAlarm>, say: Say, now: number): Subject<JudgedAlarm> {
  const alarms = new Map(subject.alarms);
  for (const [cause, alarm] of alarms) {
    const isOpen = alarm.resolvedAt === null;
    if (isOpen ? !say.causes.includes(cause) : alarm.told === 'over') continue;
    alarms.set(cause, { ...alarm, told: isOpen ? 'on' : 'over', toldAt: now });
  }
  const comesAndGoes = say.interruptions > 0;
  return { ...subject, alarms, ended: null, lastSay: say.what, comesAndGoes };
}

/** An alarm that was open and over before it could be told. */
function isUntold({ alarms }: Subject<JudgedAlarm>): boolean {
  return [...alarms.values()].some(({ told }) => told === null);
}

function lastToldAt({ alarms }: Subject<JudgedAlarm>): number | null {
  const told = [...alarms.values()].flatMap(({ toldAt }) => (toldAt === null ? [] : [toldAt]));
  return told.length === 0 ? null : Math.max(...told);
}

export function openOf<Alarm extends JudgedAlarm>(alarms: ReadonlyMap<string, Alarm>): Alarm[] {
  return [...alarms.values()].filter(({ resolvedAt }) => resolvedAt === null);
}

/** Counts alone change with every attempt, and are stored now and then: {@link refreshed}. */
function differs(alarm: JudgedAlarm, before: StoredAlarm | undefined): boolean {
  if (before === undefined) return true;
  return (
    alarm.since !== before.since ||
    alarm.told !== before.told ||
    alarm.toldAt !== before.toldAt ||
    alarm.acknowledgedAt !== before.acknowledgedAt ||
    alarm.resolvedAt !== before.resolvedAt
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

/** What an open alarm says of counts may be as old as this. */
const REFRESHED_MS = 60_000;

/** A subject with the words of its alarms as they are now, and which of them are to be stored for that. */
export interface Refreshed {
  readonly subject: Subject;
  readonly alarms: readonly StoredAlarm[];
}

/**
 * Puts the words of now to what has changed, and once a minute to every alarm that goes on and says something else by now: counts
 * go on, and whoever reads the list goes by them. Of one that is over, it stays how it stood.
 */
export function refreshed(
  { subject, changed }: Pick<Judged, 'subject' | 'changed'>,
  { textOf, now }: { readonly textOf: (alarm: JudgedAlarm) => string; readonly now: number },
): Refreshed {
  const isDue = isPast(subject.refreshedAt, REFRESHED_MS, now);
  const changedCauses = new Set(changed.map(({ cause }) => cause));
  const stored: StoredAlarm[] = [];
  const alarms = new Map<string, StoredAlarm>();
  for (const [cause, alarm] of subject.alarms) {
    const isOpen = alarm.resolvedAt === null;
    const { message: before } = alarm;
    const words = textOf(alarm);
    const isStale = isDue && isOpen && words !== before;
    const isKept = before !== null && !isStale && !changedCauses.has(cause);
    const said = { ...alarm, message: isKept ? before : words };
    alarms.set(cause, said);
    if (!isKept) stored.push(said);
  }
  return { subject: { ...subject, alarms, refreshedAt: isDue ? now : subject.refreshedAt }, alarms: stored };
}
