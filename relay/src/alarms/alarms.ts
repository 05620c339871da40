import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { nameOfTarget } from '../deliver/targets.js';
import { endpointIdOf, targetOfEndpointId } from '../endpoint-id.js';
import { targetsOf } from '../flow/flow-settings.js';
import type { Log } from '../log.js';
import type { Reader } from '../reads/reader.js';
import type { StoredAlarm } from '../store/ports/alarms.js';
import type { Settlement } from '../store/ports/attempts.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Target } from '../store/ports/target.js';
import type { Store, Unit } from '../store/store.js';
import type { SubscriptionNames } from '../subscriptions/called.js';
import { publishAlarms } from '../subscriptions/publish.js';
import { messageOf } from '../work/isolate.js';
import type { Registration } from '../work/registration.js';
import { acknowledge, type Acknowledged } from './acknowledging.js';
import { silentSince, type RelayStanding, type Signals } from './conditions.js';
import { countedAttempt, countedInLog } from './counted-attempt.js';
import {
  evaluate,
  hasOpen,
  newsIn,
  outagesIn,
  stateOf,
  withAcknowledgedOf,
  withAttempt,
  withLost,
  type AlarmState,
  type Endpoints,
} from './evaluator.js';
import { LastCalls } from './last-calls.js';
import { LoggedAttempts } from './logged-attempts.js';
import { healthAtStart, recounted } from './recalled-health.js';
import { Sampling } from './sampling.js';
import { Storing } from './storing.js';
import { isPast } from './times.js';

export interface AlarmParts {
  readonly store: Store;
  readonly relay: Pick<Registration, 'leads' | 'number' | 'sharing' | 'within' | 'name' | 'fleet'>;
  readonly reader: Reader;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: () => LiveConfig;
  /** What subscriptions are called. */
  readonly names: () => SubscriptionNames;
  /** Since when the configuration file is refused, in epoch milliseconds; null where it is not. */
  readonly configRefusedAt: () => number | null;
  /** Why and since when this relay is not ready; null where it is. */
  readonly unready: () => RelayStanding['unready'];
}

/** How often everything is looked at. */
const LOOK_MS = 5_000;

/**
 * Watches how the relays and their endpoints are doing, and has alarms stored and told. Of several relays the one that leads does so for
 * all: it reads what was stored as it begins to lead, and counts what all of them log. Where there is one relay, an attempt costs no access
 * to the store. What is counted stands in memory, and is stored when an alarm begins, is told, or ends.
 */
export class Alarms {
  readonly #parts: AlarmParts;
  readonly #sampling: Sampling;
  readonly #storing: Storing;
  readonly #lastCalls = new LastCalls();
  #state: AlarmState = stateOf([], new Map());
  /** The number under which this relay has read what it judges by; null while another one leads. */
  #readAs: number | null = null;
  /** What the other relays log as well; null where there is one relay, which counts the attempts that it makes. */
  #logged: LoggedAttempts | null = null;
  #lookedAt = -Infinity;
  #beat: Promise<void> | null = null;
  #published: (targets: readonly Target[]) => void = () => undefined;

  private constructor(parts: AlarmParts) {
    this.#parts = parts;
    this.#sampling = new Sampling(parts);
    this.#storing = new Storing({
      ...parts,
      publish: (unit, alarms) => this.#publish(unit, alarms),
      published: (targets) => this.#published(targets),
    });
  }

  /** Goes on with the alarms that were stored. */
  static async open(parts: AlarmParts): Promise<Alarms> {
    const alarms = new Alarms(parts);
    await alarms.#readAnew();
    return alarms;
  }

  /** A call came in at a hook, at a time in epoch milliseconds. */
  arrived(hookId: string, at: number): void {
    this.#lastCalls.arrived(hookId, at);
  }

  /** An attempt has ended, and that is on the disk. */
  attempted(settlement: Settlement): void {
    if (this.#isShared) return;
    const attempt = countedAttempt(settlement, this.#parts.clock.now());
    if (attempt !== null)
      this.#state = withAttempt(this.#state, endpointIdOf(settlement.attempt.target), attempt);
  }

  /** Called with the targets of subscribers who have something to be told. */
  onPublished(listener: (targets: readonly Target[]) => void): void {
    this.#published = listener;
  }

  /** Looks at everything, every few seconds. */
  beat(): void {
    const now = this.#parts.clock.now();
    if (this.#beat !== null || !isPast(this.#lookedAt, LOOK_MS, now)) return;
    // The pause counts from the start of a look: a clock that is moved during one makes the next one due.
    this.#lookedAt = now;
    this.#beat = this.#look()
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
  }

  /** Notes that somebody knows of an alarm that goes on, whichever relay tells of it: nobody is reminded of it. See {@link acknowledge}. */
  async acknowledge(key: string, who: string): Promise<Acknowledged> {
    const { clock, store } = this.#parts;
    const { targets, ...acknowledged } = await store.durably(async (unit) => {
      const { before, after } = await acknowledge(unit, key, { who, at: clock.now() });
      const isNew = before.acknowledgedAt === null;
      return { before, after, targets: isNew ? await this.#publish(unit, [after]) : [] };
    });
    this.#published(targets);
    return acknowledged;
  }

  get #isShared(): boolean {
    return this.#parts.relay.sharing === 'shared';
  }

  async #look(): Promise<void> {
    const { relay, store } = this.#parts;
    if (!relay.leads) {
      this.#follow();
      return;
    }
    if (this.#readAs !== relay.number) await this.#readAnew();
    else if (this.#logged !== null) await this.#countLogged(this.#logged);
    const known = this.#state;
    // Somebody may have acknowledged one, at whichever relay, or found that a relay is lost.
    if (this.#isShared || hasOpen(known)) {
      const stored = await store.alarms.all();
      this.#state = withAcknowledgedOf(withLost(known, stored), stored);
    }
    await this.#readLastCalls();
    await this.#sampling.take(outagesIn(this.#state));
    const now = this.#parts.clock.now();
    const { state, changes } = evaluate(this.#state, this.#signals(now), this.#endpoints());
    this.#state = state;
    const unsaved = changes.map((change) => ({ ...change, news: newsIn(change.alarms, known) }));
    await this.#storing.save(unsaved, now);
  }

  /** Another one leads: what this one has not stored is not its own any more, and what it knows is read anew once it leads again. */
  #follow(): void {
    this.#readAs = null;
    this.#storing.forget();
  }

  /** What is judged by is read as at a start, because others have judged before. Nobody else does from here on, as long as this one leads. */
  async #readAnew(): Promise<void> {
    const { store, relay, config, clock } = this.#parts;
    const { number, leads } = relay;
    const stored = await store.alarms.all();
    const newest = await store.attempts.newest();
    const known = { targets: targetsOf(config()), now: clock.now(), newest };
    const health = await healthAtStart(store, stored, known);
    this.#state = stateOf(recounted(stored, health), health);
    this.#storing.forget();
    for (const { kind, about, since, resolvedAt } of stored)
      if (kind === 'hook-silent' && resolvedAt === null) this.#lastCalls.arrived(about, since);
    await this.#lastCalls.read(store.intake, config().hooks.keys());
    this.#logged = this.#isShared ? new LoggedAttempts(newest) : null;
    this.#readAs = leads ? number : null;
  }

  /** Where the log cannot be read, it is read with the next look: whether that is so is seen elsewhere. */
  async #countLogged(logged: LoggedAttempts): Promise<void> {
    const { store, clock, log } = this.#parts;
    try {
      const ended = await logged.next(store.attempts, clock.now());
      if (ended === null) {
        await this.#readAnew();
        return;
      }
      for (const { endpointId, attempt } of countedInLog(ended, clock.now()))
        this.#state = withAttempt(this.#state, endpointId, attempt);
    } catch (error) {
      if (storeFaultOf(error) === null) throw error;
      log.debug({ failure: messageOf(error) }, 'what was logged could not be read; it is read later');
    }
  }

  /** A call may have come to another relay. The store is asked of it where a hook has been silent for too long, for all that is known here. */
  async #readLastCalls(): Promise<void> {
    const { store, clock, config } = this.#parts;
    const now = clock.now();
    const silent = silentSince(config().resolved.settings.alarms.hookSilentHours ?? null, now);
    if (!this.#isShared || silent === null || !this.#sampling.isDue(now)) return;
    if (this.#lastCalls.isAnySilentSince(silent))
      await this.#lastCalls.read(store.intake, config().hooks.keys());
  }

  #signals(now: number): Signals {
    const { config, relay } = this.#parts;
    const { overdue, unprocessedSince, turnedAway } = this.#sampling.latest;
    const live = config();
    const hookIds = [...live.hooks.keys()];
    const { hookSilentHours } = live.resolved.settings.alarms;
    return {
      ...{ now, overdue, unprocessedSince, turnedAway, hookIds, lastCalls: this.#lastCalls.byHook },
      silentHours: hookSilentHours ?? null,
      relays: this.#standings(),
      fleet: this.#isShared ? relay.fleet : [],
    };
  }

  /**
   * How the relays are doing: this one by what it knows of itself, and the others by what they say with each renewal. Those of one name, as containers may
   * have, count as one, with what is wrong with any of them.
   */
  #standings(): readonly RelayStanding[] {
    const { relay, unready, configRefusedAt } = this.#parts;
    const self = { name: relay.name, unready: unready(), configRefusedAt: configRefusedAt() };
    if (!this.#isShared) return [{ ...self, name: '' }];
    const byName = new Map<string, RelayStanding>([[self.name, self]]);
    for (const each of relay.fleet.filter(({ number }) => number !== relay.number)) {
      const same = byName.get(each.name);
      byName.set(each.name, {
        name: each.name,
        unready: each.unready ?? same?.unready ?? null,
        configRefusedAt: each.configRefusedAt ?? same?.configRefusedAt ?? null,
      });
    }
    return [...byName.values()];
  }

  #endpoints(): Endpoints {
    const { config, names } = this.#parts;
    const { endpoints } = config();
    const sample = this.#sampling.latest;
    const waiting = new Map(sample.waiting.map((each) => [each.endpointId, each.waiting]));
    const givenUp = new Map(sample.givenUp.map((each) => [each.endpointId, each.count]));
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
}
