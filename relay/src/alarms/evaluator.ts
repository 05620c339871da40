import { onKey, overKey } from '../notify/over.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import { alarmOf, placeKey, TELLING, type Place } from './kinds.js';
import { conditionsOf, type Signals } from './conditions.js';
import {
  afterAttempt,
  doubtfulOf,
  RECENT,
  UNKNOWN_HEALTH,
  type CountedAttempt,
  type EndpointHealth,
} from './endpoint-health.js';
import { endOfLoss } from './lost-relays.js';
import { judgeOutage } from './outage.js';
import {
  acknowledged,
  judge,
  NEW_SUBJECT,
  openOf,
  refreshed,
  subjectOf,
  type JudgedAlarm,
  type Say,
  type Situation,
  type Subject,
} from './subject.js';
import { alarmText, NO_FACTS, pastFailing, textOf, type Facts } from './words.js';

/** All that alarms go by between two looks: how endpoints have been doing, and what was told. */
export interface AlarmState {
  readonly health: ReadonlyMap<string, EndpointHealth>;
  /** By `placeKey`. */
  readonly subjects: ReadonlyMap<string, Subject>;
}

/** What the evaluator asks about endpoints. */
export interface Endpoints {
  /** What people call it. */
  readonly nameOf: (endpointId: string) => string;
  /** Whether the configuration has it, or it is one of the relay's own. */
  readonly isThere: (endpointId: string) => boolean;
  /** How many actions wait for it that should have been sent by now. */
  readonly waitingFor: (endpointId: string) => number;
  /** How many of its actions were given up since its failures began, and not delivered since. */
  readonly givenUpFor: (endpointId: string) => number;
}

/** A message to operators. */
export interface AlarmNotice {
  /** One for all that is told of a place while it goes wrong, another for that it is over. */
  readonly key: string;
  readonly kind: string;
  readonly message: string;
}

/** What a look at one place has changed: stored together, or not at all. */
export interface AlarmChange {
  readonly alarms: readonly StoredAlarm[];
  readonly notice: AlarmNotice | null;
  /** The key of the notice that is over by this; null where none is. */
  readonly ends: string | null;
}

export interface Evaluated {
  readonly state: AlarmState;
  readonly changes: readonly AlarmChange[];
}

export const NO_ALARMS: AlarmState = { health: new Map(), subjects: new Map() };

/** The state after a start, by the alarms that were stored, and how the endpoints that fail have been doing. */
export function stateOf(
  stored: readonly StoredAlarm[],
  health: ReadonlyMap<string, EndpointHealth>,
): AlarmState {
  const byPlace = new Map<string, StoredAlarm[]>();
  for (const alarm of stored) {
    const key = placeKey(alarm);
    byPlace.set(key, [...(byPlace.get(key) ?? []), alarm]);
  }
  const subjects = new Map([...byPlace].map(([key, alarms]) => [key, subjectOf(alarms)]));
  return { health, subjects };
}

/** The state after an attempt. It costs the same however many there were. */
export function withAttempt(state: AlarmState, endpointId: string, attempt: CountedAttempt): AlarmState {
  const health = afterAttempt(state.health.get(endpointId) ?? UNKNOWN_HEALTH, attempt);
  return { ...state, health: new Map([...state.health, [endpointId, health]]) };
}

/** Those of these alarms that have begun, or are over, since this state: what is only told or counted anew is no news. */
export function newsIn(alarms: readonly StoredAlarm[], before: AlarmState): readonly StoredAlarm[] {
  return alarms.filter((alarm) => {
    const known = before.subjects.get(placeKey(alarm))?.alarms.get(alarm.cause);
    return known?.since !== alarm.since || (known.resolvedAt === null) !== (alarm.resolvedAt === null);
  });
}

/** The open alarms of a place. */
export function openAt(state: AlarmState, place: Place): readonly StoredAlarm[] {
  return openOf((state.subjects.get(placeKey(place)) ?? NEW_SUBJECT).alarms);
}

export function hasOpen({ subjects }: AlarmState): boolean {
  return [...subjects.values()].some(({ alarms }) => openOf(alarms).length > 0);
}

/** Whichever relay has noted that one was lost, it is known from here on. */
export function withLost(state: AlarmState, stored: readonly StoredAlarm[]): AlarmState {
  const subjects = new Map(state.subjects);
  for (const alarm of stored) {
    if (alarm.kind !== 'relay-lost' || alarm.resolvedAt !== null) continue;
    const subject = subjects.get(placeKey(alarm)) ?? NEW_SUBJECT;
    if (subject.alarms.get(alarm.cause)?.since === alarm.since) continue;
    subjects.set(placeKey(alarm), { ...subject, alarms: new Map([...subject.alarms, [alarm.cause, alarm]]) });
  }
  return { ...state, subjects };
}

/** Whoever has acknowledged one of these that goes on knows of it. */
export function withAcknowledgedOf(state: AlarmState, stored: readonly StoredAlarm[]): AlarmState {
  return stored.reduce((known, alarm) => {
    const open = openAt(known, alarm).find(({ key }) => key === alarm.key);
    const { acknowledgedAt: at, acknowledgedBy: who } = alarm;
    if (open?.acknowledgedAt !== null || open.since !== alarm.since || at === null) return known;
    return withAcknowledged(known, open, { who: who ?? '', at });
  }, state);
}

function withAcknowledged(
  state: AlarmState,
  alarm: StoredAlarm,
  by: { readonly who: string; readonly at: number },
): AlarmState {
  const key = placeKey(alarm);
  const subject = acknowledged(state.subjects.get(key) ?? NEW_SUBJECT, alarm.cause, by);
  return { ...state, subjects: new Map([...state.subjects, [key, subject]]) };
}

/** Looks at everything once: the new state, which alarms changed, and what is to be told. */
export function evaluate(state: AlarmState, signals: Signals, endpoints: Endpoints): Evaluated {
  const look = new Look(state, signals.now);
  for (const endpointId of endpointsOf(state)) {
    lookAtEndpoint(look, endpointId, endpoints);
  }
  for (const { wrong, more, ...place } of conditionsOf(signals)) {
    const situation: Situation = { wrong: wrong === null ? new Map() : new Map([['', wrong]]) };
    look.at(place, situation, { ...NO_FACTS, name: place.about, more });
  }
  lookAtWhatIsGone(look, state, signals);
  lookAtLostRelays(look, state, signals);
  return look.result;
}

function endpointsOf({ health, subjects }: AlarmState): ReadonlySet<string> {
  const alarms = [...subjects.values()].flatMap((subject) => [...subject.alarms.values()]);
  const ofAlarms = alarms.filter(({ kind }) => kind === 'failing' || kind === 'looks-unsuccessful');
  return new Set([...health.keys(), ...ofAlarms.map(({ about }) => about)]);
}

/** An endpoint with failures that are not told to be over. Times in epoch milliseconds. */
export interface Outage {
  readonly endpointId: string;
  readonly since: number;
  /** The last of them, where they are over and nothing has failed since; null else. */
  readonly until: number | null;
}

export function outagesIn(state: AlarmState): readonly Outage[] {
  return [...endpointsOf(state)].flatMap((endpointId) => {
    const subject = state.subjects.get(placeKey({ kind: 'failing', about: endpointId })) ?? NEW_SUBJECT;
    const failing = [...(state.health.get(endpointId)?.causes.values() ?? []), ...openOf(subject.alarms)];
    const since = Math.min(...failing.map((each) => each.since), subject.ended?.since ?? Infinity);
    // What fails now and is no outage yet may become one, with whatever was given up by it.
    const until = failing.length === 0 ? (subject.ended?.lastAt ?? null) : null;
    return since === Infinity ? [] : [{ endpointId, since, until }];
  });
}

function lookAtEndpoint(look: Look, about: string, endpoints: Endpoints): void {
  const { nameOf, isThere, waitingFor, givenUpFor } = endpoints;
  const waiting = waitingFor(about);
  const known = { ...NO_FACTS, name: nameOf(about), waiting, givenUp: givenUpFor(about) };
  const before = look.health.get(about) ?? UNKNOWN_HEALTH;
  const isOpen = openAt(look.state, { kind: 'failing', about }).length > 0;
  const facts = { isOpen, waiting, isThere: isThere(about), now: look.now };
  const { health, situation } = judgeOutage(before, facts);
  look.health.set(about, health);
  const sent = health.sentSinceOutage === 0 ? null : health.sentSinceOutage;
  look.at({ kind: 'failing', about }, situation, { ...known, sent });
  const doubt = { kind: 'looks-unsuccessful', about } as const;
  // Soon after a start, or an outage, there are too few answers to tell that it is over.
  const [open = null] = health.recent.length < RECENT ? openAt(look.state, doubt) : [];
  const doubtful = isThere(about) ? (open ?? doubtfulOf(health)) : null;
  const doubted: Situation = { wrong: doubtful === null ? new Map() : new Map([['', doubtful]]) };
  look.at(doubt, doubted, { ...known, sent });
}

/** A hook that the configuration has no more is not watched, nor is a relay that has ended: their alarms are over. */
function lookAtWhatIsGone(look: Look, { subjects }: AlarmState, { hookIds, relays }: Signals): void {
  for (const subject of subjects.values()) {
    const [alarm] = subject.alarms.values();
    if (alarm === undefined) continue;
    const { kind, about } = alarm;
    const isOfHook = kind === 'hook-silent' || kind === 'quarantine-growing';
    const isOfRelay = kind === 'not-ready' || kind === 'config-refused';
    const isGone = isOfHook ? !hookIds.includes(about) : relays.every(({ name }) => name !== about);
    if (!isGone || (!isOfHook && !isOfRelay)) continue;
    const more = isOfHook ? '' : 'It has ended since.';
    look.at({ kind, about }, { wrong: new Map() }, { ...NO_FACTS, name: about, more });
  }
}

/** Relays are lost by what was stored as others ended their registrations, until they are back, or another one was started in their place. */
function lookAtLostRelays(look: Look, { subjects }: AlarmState, signals: Signals): void {
  const lostOf = ({ alarms }: Subject) => [...alarms.values()].filter(({ kind }) => kind === 'relay-lost');
  const known = { ...signals, losses: [...subjects.values()].flatMap(lostOf) };
  for (const subject of subjects.values()) {
    const { alarms } = subject;
    const lost = lostOf(subject);
    const last = lost.sort((one, other) => other.since - one.since)[0];
    if (last === undefined) continue;
    const wrong = openOf(alarms)
      .filter((alarm) => endOfLoss(alarm, known) === null)
      .map(({ cause, since, lastAt, count }) => [cause, { since, lastAt, count }] as const);
    // That it is over may be told minutes later, and it may have been ended in order by then.
    const more = endOfLoss(last, known) ?? 'It came back, or another one was started in its place.';
    const { about } = last;
    look.at({ kind: 'relay-lost', about }, { wrong: new Map(wrong) }, { ...NO_FACTS, name: about, more });
  }
}

/** One look: gathers what it comes to. */
class Look {
  readonly now: number;
  readonly state: AlarmState;
  readonly health: Map<string, EndpointHealth>;
  readonly #subjects: Map<string, Subject>;
  readonly #changes: AlarmChange[] = [];

  constructor(state: AlarmState, now: number) {
    this.now = now;
    this.state = state;
    this.health = new Map(state.health);
    this.#subjects = new Map(state.subjects);
  }

  at(place: Place, situation: Situation, facts: Facts): void {
    const key = placeKey(place);
    const before = this.#subjects.get(key) ?? NEW_SUBJECT;
    const judging = {
      ...TELLING[place.kind],
      alarmOf: (cause: string) => alarmOf(place, cause),
      now: this.now,
    };
    const { say, ...judged } = judge(before, situation, judging);
    const text = (alarm: JudgedAlarm): string => textNow(alarm, facts);
    const { subject, alarms } = refreshed(judged, { textOf: text, now: this.now });
    if (subject.alarms.size > 0) this.#subjects.set(key, subject);
    const notice = say === null ? null : noticeOf(place, say, facts);
    const isSilentEnd =
      judging.tellsEnd === 'never' && openOf(before.alarms).length > 0 && openOf(subject.alarms).length === 0;
    const ends = say?.what === 'over' || isSilentEnd ? onKey(placeKey(place)) : null;
    if (alarms.length > 0 || notice !== null) this.#changes.push({ alarms, notice, ends });
  }

  get result(): Evaluated {
    return { state: { health: this.health, subjects: this.#subjects }, changes: this.#changes };
  }
}

/** What an alarm says in lists: how it stands now or, of one that is over, how it stood; that an endpoint fails no more is said. */
function textNow(alarm: JudgedAlarm, facts: Facts): string {
  const { kind, resolvedAt, cause, message } = alarm;
  if (resolvedAt !== null && kind === 'failing')
    return pastFailing(facts.name, { ...alarm, causes: [cause] });
  // An earlier version has stored some with no words in them.
  return resolvedAt === null || message === null || message === '' ? textOf(alarm, facts) : message;
}

const OVER: Readonly<Partial<Record<Place['kind'], string>>> = { failing: 'recovered' };

function noticeOf(place: Place, say: Say, facts: Facts): AlarmNotice {
  const isOver = say.what === 'over';
  return {
    key: isOver ? overKey(placeKey(place)) : onKey(placeKey(place)),
    kind: isOver ? (OVER[place.kind] ?? `${place.kind}-over`) : place.kind,
    message: alarmText(place.kind, say, facts),
  };
}
