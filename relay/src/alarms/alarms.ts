import { ConnectError } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { nameOfTarget } from '../deliver/targets.js';
import { endpointIdOf, targetOfEndpointId } from '../endpoint-id.js';
import { targetsOf } from '../flow/flow-settings.js';
import type { Log } from '../log.js';
import type { AlarmSample } from '../reads/alarm-sample.js';
import type { Reader } from '../reads/reader.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import type { Settlement } from '../store/ports/attempts.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Target } from '../store/ports/target.js';
import type { Store, Unit } from '../store/store.js';
import { publishAlarms } from '../subscriptions/publish.js';
import { messageOf, performIsolated } from '../work/isolate.js';
import { countedAttempt } from './counted-attempt.js';
import {
  evaluate,
  newsIn,
  openAt,
  outagesIn,
  stateOf,
  withAcknowledged,
  withAttempt,
  type AlarmChange,
  type AlarmState,
  type Endpoints,
  type Outage,
} from './evaluator.js';
import type { AlarmKind } from '../store/ports/alarms.js';
import type { Signals } from './conditions.js';
import { healthAtStart } from './recalled-health.js';
import { isPast } from './times.js';
import type { EndpointHealth } from './endpoint-health.js';
import type { SubscriptionNames } from '../subscriptions/called.js';

export interface AlarmParts {
  readonly store: Store;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: () => LiveConfig;
  /** What subscriptions are called. */
  readonly names: () => SubscriptionNames;
  /** Since when the configuration file is refused, in epoch milliseconds; null where it is not. */
  readonly configRefusedAt: () => number | null;
  /** Why and since when the relay is not ready; null where it is. */
  readonly unready: () => Signals['unready'];
}

/** How often everything is looked at. */
const LOOK_MS = 5_000;

/** How often the store is asked, where nothing fails. */
const SAMPLE_MS = 60_000;

/** So many calls are looked through at a start, to know how long each hook has been silent. */
const LOOKED_THROUGH = 10_000;

/** What is to be stored, and which of its alarms have begun, are known of or are over by it. */
interface UnsavedChange extends AlarmChange {
  readonly news: readonly StoredAlarm[];
}

const NOTHING: AlarmSample = {
  ...{ waiting: [], givenUp: [], overdue: [] },
  ...{ unprocessedSince: null, turnedAway: [] },
};

/**
 * Watches how the relay and its endpoints are doing, and has alarms stored and told. An attempt costs no access to the store:
 * what is counted stands in memory, and is stored when an alarm begins, is told, or ends.
 */
export class Alarms {
  readonly #parts: AlarmParts;
  #state: AlarmState;
  /** By hook: when the last call came in. */
  readonly #lastCalls = new Map<string, number>();
  #sample: AlarmSample = NOTHING;
  #sampledAt = -Infinity;
  #lookedAt = -Infinity;
  /** What the store has not taken yet. */
  #unsaved: UnsavedChange[] = [];
  /** What writes alarms, one after the other. */
  #writing: Promise<unknown> = Promise.resolve();
  #beat: Promise<void> | null = null;
  #published: (targets: readonly Target[]) => void = () => undefined;

  private constructor(
    parts: AlarmParts,
    stored: readonly StoredAlarm[],
    health: ReadonlyMap<string, EndpointHealth>,
  ) {
    this.#parts = parts;
    this.#state = stateOf(stored, health);
    for (const { kind, about, since, resolvedAt } of stored)
      if (kind === 'hook-silent' && resolvedAt === null) this.#lastCalls.set(about, since);
  }

  /** Goes on with the alarms that were stored. */
  static async open(parts: AlarmParts): Promise<Alarms> {
    const stored = await parts.store.alarms.all();
    const known = { targets: targetsOf(parts.config()), now: parts.clock.now() };
    const alarms = new Alarms(parts, stored, await healthAtStart(parts.store, stored, known));
    const { arrivals, since } = await parts.store.intake.latestByHook(LOOKED_THROUGH);
    for (const { hookId, at } of arrivals) alarms.arrived(hookId, at);
    // A hook that none of so many calls came to has been silent at least since the first of them.
    if (since !== null) for (const id of parts.config().hooks.keys()) alarms.arrived(id, since);
    return alarms;
  }

  /** A call came in at a hook, at a time in epoch milliseconds. */
  arrived(hookId: string, at: number): void {
    this.#lastCalls.set(hookId, Math.max(at, this.#lastCalls.get(hookId) ?? at));
  }

  /** An attempt has ended, and that is on the disk. */
  attempted(settlement: Settlement): void {
    const attempt = countedAttempt(settlement, this.#parts.clock.now());
    if (attempt !== null)
      this.#state = withAttempt(this.#state, endpointIdOf(settlement.attempt.target), attempt);
  }

  /** Whether operators have been told, and not been told of its end: single notices of the same would come on top. */
  isTold(kind: Extract<AlarmKind, 'failing' | 'looks-unsuccessful'>, endpointId: string): boolean {
    return openAt(this.#state, { kind, about: endpointId }).some(({ told }) => told === 'on');
  }

  /** Called with the targets of subscribers who have something to be told. */
  onPublished(listener: (targets: readonly Target[]) => void): void {
    this.#published = listener;
  }

  /** Looks at everything, every few seconds. */
  beat(): void {
    if (!isPast(this.#lookedAt, LOOK_MS, this.#parts.clock.now())) return;
    this.#beat ??= this.#look()
      .catch((error: unknown) => {
        // What the store suffers from is told by whoever writes to it, once.
        if (storeFaultOf(error) !== null) return;
        this.#parts.log.error({ err: error }, 'alarms could not be looked at');
      })
      .finally(() => {
        this.#beat = null;
      });
  }

  /** Looks at everything now, and resolves when what follows is stored. */
  async look(): Promise<void> {
    await this.#beat;
    this.#lookedAt = -Infinity;
    this.beat();
    await this.#beat;
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#beat;
    await this.#writing.catch(() => undefined);
  }

  /**
   * Notes that somebody knows of an alarm that goes on: nobody is reminded of it. Throws `UNKNOWN_ALARM`, and `ALARM_IS_OVER` of
   * one that is resolved. Gives it as it is then; one that was acknowledged before stays as it was.
   */
  acknowledge(key: string, who: string): Promise<{ before: StoredAlarm; after: StoredAlarm }> {
    const { clock, store } = this.#parts;
    return this.#inTurn(async () => {
      const before = this.#goingOn(key);
      if (before.acknowledgedAt !== null) return { before, after: before };
      const by = { who, at: clock.now() };
      const after = { ...before, acknowledgedAt: by.at, acknowledgedBy: who };
      const targets = await store.durably(async (unit) => {
        await unit.alarms.save([after]);
        return this.#publish(unit, [after]);
      });
      this.#published(targets);
      this.#state = withAcknowledged(this.#state, before, by);
      return { before, after };
    });
  }

  #goingOn(key: string): StoredAlarm {
    const alarm = this.#find(key);
    if (alarm === undefined) {
      const remedy = 'Take its key from the list: npm run connect -- alarms';
      throw new ConnectError('UNKNOWN_ALARM', `there is no alarm "${key}"`, remedy);
    }
    if (alarm.resolvedAt === null) return alarm;
    const remedy = 'There is nothing to acknowledge; it is listed among the resolved ones.';
    throw new ConnectError('ALARM_IS_OVER', `the alarm "${key}" is over`, remedy);
  }

  #find(key: string): StoredAlarm | undefined {
    const subjects = [...this.#state.subjects.values()];
    return subjects.flatMap(({ alarms }) => [...alarms.values()]).find((alarm) => alarm.key === key);
  }

  async #look(): Promise<void> {
    // The pause counts from the start of a look: a clock that is moved during one makes the next one due.
    this.#lookedAt = this.#parts.clock.now();
    await this.#takeSample();
    const now = this.#parts.clock.now();
    const before = this.#state;
    const { state, changes } = evaluate(before, this.#signals(now), this.#endpoints());
    this.#state = state;
    this.#unsaved.push(...changes.map((change) => ({ ...change, news: newsIn(change.alarms, before) })));
    if (this.#unsaved.length > 0) await this.#inTurn(() => this.#save());
  }

  /** Where the store cannot be read, the last sample counts: whether that is so is seen elsewhere. */
  async #takeSample(): Promise<void> {
    const { reader, clock, log } = this.#parts;
    const now = clock.now();
    const outages = outagesIn(this.#state);
    if (outages.length === 0 && !isPast(this.#sampledAt, SAMPLE_MS, now)) return;
    try {
      this.#sample = await reader.ask('alarmSample', { now, outages: outages.map(this.#withFirstAttempt) });
      this.#sampledAt = now;
    } catch (error) {
      log.debug(
        { failure: messageOf(error) },
        'what alarms go by could not be read; what was read last counts',
      );
    }
  }

  /** The first failure is known by its end, and its attempt began as much as a time-out earlier. */
  readonly #withFirstAttempt = ({ endpointId, since }: Outage): Outage => {
    const seconds = this.#parts.config().endpoints.get(endpointId)?.timeoutSeconds ?? 0;
    return { endpointId, since: since - seconds * 1_000 };
  };

  #signals(now: number): Signals {
    const { config, configRefusedAt, unready } = this.#parts;
    const { overdue, unprocessedSince, turnedAway } = this.#sample;
    const live = config();
    const hookIds = [...live.hooks.keys()];
    const { hookSilentHours } = live.resolved.settings.alarms;
    return {
      ...{ now, overdue, unprocessedSince, turnedAway, lastCalls: this.#lastCalls, hookIds },
      silentHours: hookSilentHours ?? null,
      configRefusedAt: configRefusedAt(),
      unready: unready(),
    };
  }

  #endpoints(): Endpoints {
    const { config, names } = this.#parts;
    const { endpoints } = config();
    const waiting = new Map(this.#sample.waiting.map((each) => [each.endpointId, each.waiting]));
    const givenUp = new Map(this.#sample.givenUp.map((each) => [each.endpointId, each.count]));
    return {
      nameOf: (id) => nameOfTarget(targetOfEndpointId(id), endpoints, names()),
      isThere: (id) => endpoints.has(id) || targetOfEndpointId(id).kind !== 'endpoint',
      waitingFor: (id) => waiting.get(id) ?? 0,
      givenUpFor: (id) => givenUp.get(id) ?? 0,
    };
  }

  /** Whoever has subscribed to alarms is told in the same unit. */
  #publish(unit: Unit, alarms: readonly StoredAlarm[]): Promise<Target[]> {
    const { clock, config } = this.#parts;
    return publishAlarms(unit, alarms, { now: clock.now(), revision: config().revision.number });
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#writing.then(work, work);
    this.#writing = done;
    return done;
  }

  /** Somebody may have acknowledged it since it was to be stored. */
  #asAcknowledged(alarm: StoredAlarm): StoredAlarm {
    const now = this.#find(alarm.key);
    if (now?.since !== alarm.since) return alarm;
    return { ...alarm, acknowledgedAt: now.acknowledgedAt, acknowledgedBy: now.acknowledgedBy };
  }

  /** An alarm and what is told of it are stored together. One that the store refuses is told in the log, and keeps no other. */
  async #save(): Promise<void> {
    const { store, clock, log } = this.#parts;
    const changes = this.#unsaved;
    const left = new Set(changes);
    this.#unsaved = [];
    const now = clock.now();
    try {
      await performIsolated(changes, {
        perform: async (some) => {
          const targets = await store.turn(async (unit) => {
            const subscribed: Target[] = [];
            for (const { alarms, news, notice, ends } of some) {
              await unit.alarms.save(alarms.map((alarm) => this.#asAcknowledged(alarm)));
              subscribed.push(...(await this.#publish(unit, news)));
              if (ends !== null) await unit.notices.resolve(ends, now);
              if (notice === null) continue;
              // That something is over is over itself.
              const resolvedAt = ends === null ? null : now;
              await unit.notices.record({ ...notice, at: now, isNews: true, resolvedAt });
            }
            return subscribed;
          });
          return () => {
            for (const each of some) left.delete(each);
            this.#published(targets);
          };
        },
        setAside: (change, error) => {
          left.delete(change);
          const failure = messageOf(error);
          log.error({ alarms: change.alarms.map(({ key }) => key), failure }, 'an alarm could not be stored');
          return Promise.resolve();
        },
      });
    } finally {
      this.#unsaved = [...left, ...this.#unsaved];
    }
  }
}
