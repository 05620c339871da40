import type { FailureCause } from '../../src/alarms/cause.js';
import type { Signals } from '../../src/alarms/conditions.js';
import {
  evaluate,
  NO_ALARMS,
  outagesIn,
  stateOf,
  withAttempt,
  type AlarmNotice,
  type AlarmState,
  type Outage,
} from '../../src/alarms/evaluator.js';
import { healthOf } from '../../src/alarms/recalled-health.js';
import type { StoredAlarm } from '../../src/store/ports/alarms.js';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const START = Date.parse('2026-11-20T17:00:00.000Z');

/** A message, and when it was sent, in milliseconds since the start. */
export interface Told extends AlarmNotice {
  readonly at: number;
}

type Logged = Parameters<typeof healthOf>[1][number];

function loggedAs(end: FailureCause | 'delivered' | 'doubtful', at: number): Logged {
  const isFailure = end !== 'delivered' && end !== 'doubtful';
  const outcome = isFailure ? 'retry' : 'delivered';
  const made = { id: at, actionId: 'a-01', number: 1, at, durationMs: 0, method: 'POST', reason: null };
  return { ...made, outcome, status: end === 'not-reached' ? null : isFailure ? 503 : 200 };
}

/** The evaluator with a clock that the test moves, and the store that it would have. */
export class Simulated {
  readonly told: Told[] = [];
  /** The keys of the notices that were said to be over. */
  readonly ended: string[] = [];
  /** What the log has of attempts at each endpoint, the oldest first. */
  readonly #log = new Map<string, Logged[]>();
  readonly stored = new Map<string, StoredAlarm>();
  waiting = 0;
  givenUp = 0;
  signals: Partial<Signals> = {};
  #now = START;
  #state: AlarmState = NO_ALARMS;
  /** How often it looks, in milliseconds. */
  readonly #period: number;

  constructor(period = 5 * SECOND) {
    this.#period = period;
  }

  get now(): number {
    return this.#now - START;
  }

  attempt(end: FailureCause | 'delivered' | 'doubtful', endpointId = 'crm'): void {
    this.#state = withAttempt(this.#state, endpointId, { at: this.#now, end });
    this.#log.set(endpointId, [...(this.#log.get(endpointId) ?? []), loggedAs(end, this.#now)]);
  }

  look(): void {
    const signals: Signals = {
      now: this.#now,
      ...{ unprocessedSince: null, overdue: [], turnedAway: [], lastCalls: new Map(), hookIds: ['main'] },
      ...{ silentHours: null, relays: [{ name: '', unready: null, configRefusedAt: null }], fleet: [] },
      ...this.signals,
    };
    const endpoints = {
      ...{ nameOf: () => 'CRM', isThere: () => true },
      ...{ waitingFor: () => this.waiting, givenUpFor: () => this.givenUp },
    };
    const { state, changes } = evaluate(this.#state, signals, endpoints);
    this.#state = state;
    for (const { alarms, notice, ends } of changes) {
      if (ends !== null) this.ended.push(ends);
      for (const alarm of alarms) this.stored.set(alarm.key, alarm);
      if (notice !== null) this.told.push({ ...notice, at: this.now });
    }
  }

  /** Lets time pass, with a look every few seconds; `doing` is done before each of them. */
  pass(milliseconds: number, doing: () => void = () => undefined): void {
    const until = this.#now + milliseconds;
    while (this.#now < until) {
      this.#now = Math.min(this.#now + this.#period, until);
      doing();
      this.look();
    }
  }

  /** A stop and a start: only what was stored is known. */
  restart(): void {
    const stored = [...this.stored.values()];
    const isOpen = ({ kind, resolvedAt }: StoredAlarm) => kind === 'failing' && resolvedAt === null;
    const health = new Map(
      stored.filter(isOpen).map(({ about }) => {
        const open = stored.filter((alarm) => isOpen(alarm) && alarm.about === about);
        return [about, healthOf(open, (this.#log.get(about) ?? []).toReversed())];
      }),
    );
    this.#state = stateOf(stored, health);
  }

  get outages(): readonly Outage[] {
    return outagesIn(this.#state);
  }

  get open(): readonly string[] {
    return [...this.stored.values()].filter(({ resolvedAt }) => resolvedAt === null).map(({ key }) => key);
  }
}
