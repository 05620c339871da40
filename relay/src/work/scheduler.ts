import { performance } from 'node:perf_hooks';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { runAttempt } from '../deliver/attempt.js';
import type { AttemptParts } from '../deliver/attempt-parts.js';
import { InFlight } from '../deliver/in-flight.js';
import { brokenOff, putBack } from '../deliver/interrupted.js';
import type { PreparedAction } from '../deliver/prepare.js';
import { recoverCutOff } from '../deliver/recover.js';
import type { Flows } from '../flow/flows.js';
import type { Arrival } from '../intake/arrivals.js';
import type { Log } from '../log.js';
import type { Notice } from '../notify/notice.js';
import { Inbox } from '../process/inbox.js';
import { recoverDeliveries } from '../process/recover.js';
import type { Repeats } from '../process/repeats.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import { Cancelling } from './cancelling.js';
import { Choosing } from './choosing.js';
import { Claiming } from './claiming.js';
import type { Health, Writing } from './health.js';
import { Intake } from './intake.js';
import { Pace } from './pace.js';
import { Processing } from './processing.js';
import { Recovering } from './recovering.js';
import type { Reporter } from './reporter.js';
import { Reviewing } from './reviewing.js';
import { Settling } from './settling.js';
import { Slice } from './slice.js';
import { SliceSize } from './slice-size.js';
import { Withheld, type WithheldEntry } from './withheld.js';
import type { Settlement } from '../store/ports/attempts.js';
import type { Target } from '../store/ports/target.js';
import type { Store } from '../store/store.js';

export interface SchedulerParts {
  readonly store: Store;
  readonly log: Log;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly repeats: Repeats;
  readonly attempts: AttemptParts;
  readonly flows: Flows;
  readonly reporter: Reporter;
  readonly health: Health;
  readonly subscriptions: Subscriptions;
  readonly seals: StoredSecrets;
  /** Whether a named key is there and has not expired. */
  readonly isKeyOpen: (keyId: string) => boolean;
}

/** Beyond this the beat sees to it. */
const LONGEST_OPENING_MS = 1_000;

/**
 * Decides what is done next. What has arrived comes first, always, in a commit of its own; then one slice of everything
 * else, short enough that the next arrival hardly waits; then whatever the sockets have brought meanwhile. The attempts
 * themselves run beside all this.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #withheld: Withheld;
  readonly #inbox = new Inbox(() => this.#withheld.idsOut('deliveries'));
  readonly #inFlight = new InFlight();
  readonly #intake: Intake;
  readonly #settling: Settling;
  readonly #processing: Processing;
  readonly #choosing: Choosing;
  readonly #slice: Slice;
  readonly #size = new SliceSize();
  readonly #pace = new Pace();
  /** Until when the next slice is put off, while nothing else is to be done. */
  #pause: NodeJS.Timeout | null = null;
  /** Until the pace of a target allows the next attempt. */
  #opening: NodeJS.Timeout | null = null;
  /** Taken up in the last slice, and not begun yet. */
  #taken: PreparedAction[] = [];
  #running: Promise<void> | null = null;
  #again = false;
  #isStopping = false;
  #lastTurn = -Infinity;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    const { store, clock, config, revisions, repeats, reporter, flows } = parts;
    const inbox = this.#inbox;
    const inFlight = this.#inFlight;
    const tell = (notice: Notice): void => reporter.tell(notice);
    const withheld = new Withheld({ log: parts.log, clock, tell });
    const cancelling = new Cancelling(store);
    const choosing = new Choosing({ clock, inFlight, flows, withheld });
    const { subscriptions, seals, isKeyOpen } = parts;
    const reviewing = new Reviewing({ clock, config, revisions, flows, seals, isKeyOpen });
    const claiming = new Claiming({
      store,
      clock,
      config,
      choosing,
      reviewing,
      flows,
      reporter,
      withheld,
      begin: (action) => {
        this.#taken.push(action);
        this.#again = true;
      },
    });
    const lookAt = (targets: Iterable<Target>): void => choosing.lookAt(targets);
    const placeFreed = (target: Target): void => choosing.placeFreed(target);
    const processing = new Processing({
      store,
      clock,
      config,
      revisions,
      repeats,
      inbox,
      reporter,
      withheld,
      cancelling,
      lookAt,
      remember: (occurrences) => reviewing.remember(occurrences),
    });
    this.#intake = new Intake({ store, inbox });
    this.#withheld = withheld;
    this.#processing = processing;
    this.#settling = new Settling({
      ...{ store, clock, reporter, withheld, lookAt, placeFreed },
      subscriptionsEnded: (ids) => subscriptions.endedAs(ids),
    });
    this.#choosing = choosing;
    const settling = this.#settling;
    const recovering = new Recovering({ store, clock, log: parts.log, flows, lookAt });
    subscriptions.onEnded((targets) => {
      recovering.bring(targets);
      this.#nudge();
    });
    this.#slice = new Slice({
      store,
      config,
      settling,
      processing,
      choosing,
      reviewing,
      claiming,
      cancelling,
      recovering,
      reporter,
    });
  }

  /** Goes through what the last stop cut off, before anything else is done. */
  async recover(): Promise<void> {
    const { store, log, clock, config } = this.#parts;
    const settle = (settlements: readonly Settlement[]): Promise<void> =>
      this.#settling.settleIsolated(settlements);
    await recoverCutOff({ store, log, live: config(), now: clock.now(), settle });
    await recoverDeliveries({ store, log, processing: this.#processing });
  }

  /** Resolves once the delivery is on the disk; rejects where it cannot be stored. */
  takeIn(arrival: Arrival): Promise<void> {
    const stored = this.#intake.add(arrival);
    this.#nudge();
    return stored;
  }

  /** What is kept out of the way of all others, because the store refuses it in every form. */
  get withheld(): readonly WithheldEntry[] {
    return this.#withheld.entries;
  }

  /** When it last did what there was to do, by the clock: while the process is well, a moment ago. */
  get lastTurn(): number {
    return this.#lastTurn;
  }

  /** Something of these targets may be due: others have planned it. */
  lookAt(targets: readonly Target[]): void {
    if (targets.length === 0) return;
    this.#choosing.lookAt(targets);
    this.#nudge();
  }

  /** Time has passed: something may have come due. */
  beat(): void {
    this.#withheld.beat();
    this.#parts.flows.beat();
    this.#choosing.lookEverywhere();
    this.#nudge();
  }

  /** Others have changed what is in the store: looks for work there. */
  wake(): void {
    this.#inbox.forget();
    this.beat();
  }

  /** Resolves when nothing is left to do now, the attempts that have ended included. */
  async idle(): Promise<void> {
    while (this.#running !== null || this.#pause !== null) {
      await this.#running;
      await this.#parts.store.synced();
      await nextTick();
    }
  }

  /** The same, and resolves only when the attempts that are under way have ended, and those that follow from them. */
  async rest(): Promise<void> {
    do {
      await this.idle();
      await this.#inFlight.ended();
      await this.idle();
    } while (!this.#inFlight.isEmpty);
  }

  /** From now on nothing new is begun. What arrives is still stored, and what has begun is settled. */
  beginNothing(): void {
    this.#isStopping = true;
    this.#awaitOpening();
  }

  /**
   * Stores what has arrived, begins nothing new, and resolves when the attempts under way are settled. What waits in
   * the store goes on waiting there.
   */
  async stop(): Promise<void> {
    this.beginNothing();
    this.#nudge();
    await this.#running;
    await this.#inFlight.ended();
    this.#nudge();
    await this.#running;
    await this.#parts.store.synced();
  }

  #nudge(): void {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  async #run(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      // What arrives or ends in the same tick, or while the disk is busy, is done together.
      await nextTick();
      // A failure is tried again at the next beat, or with the next arrival. Either may fail while the other works.
      const needsDisk = this.#intake.isWaiting || this.#taken.length > 0;
      await this.#guarded('intake', async () => {
        if (this.#intake.isWaiting) await this.#takeIn();
      });
      this.#beginTaken();
      // One sync covers what the last slice took up and what has arrived since. The answers go out before other work begins.
      const committedAt = performance.now();
      await this.#parts.store.quiet();
      if (needsDisk) this.#size.synced(performance.now() - committedAt);
      await this.#guarded('work', async () => {
        if (this.#slice.mayHaveWork && !this.#isPutOff()) await this.#work();
      });
      this.#lastTurn = this.#parts.clock.now();
    }
  }

  /** Whether the next slice is to wait until more has come together; it is seen to then. */
  #isPutOff(): boolean {
    const wait = this.#isStopping ? 0 : this.#pace.untilNext(performance.now(), this.#slice.waiting);
    if (wait > 0) {
      this.#pause ??= setTimeout(() => {
        this.#pause = null;
        this.#nudge();
      }, wait);
      return true;
    }
    if (this.#pause !== null) clearTimeout(this.#pause);
    this.#pause = null;
    this.#pace.began(performance.now());
    return false;
  }

  async #guarded(what: Writing, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#parts.health.failed(what, error);
    }
  }

  async #takeIn(): Promise<void> {
    try {
      await this.#intake.commit();
    } finally {
      if (this.#intake.isWaiting) this.#again = true;
    }
    this.#parts.health.worked('intake');
    if (!this.#isStopping) this.#again = true;
  }

  async #work(): Promise<void> {
    const { members, work, commit, more } = await this.#slice.perform({
      size: this.#size.current,
      only: this.#isStopping ? 'what has ended' : 'anything',
      timer: () => performance.now(),
    });
    this.#size.took({ work, commit, members });
    if (members > 0) this.#parts.health.worked('work');
    if (more) this.#again = true;
    this.#awaitOpening();
  }

  /** A pace counts in milliseconds, and the beat is slower than that. */
  #awaitOpening(): void {
    if (this.#opening !== null) clearTimeout(this.#opening);
    this.#opening = null;
    const at = this.#isStopping ? null : this.#choosing.opensAt;
    if (at === null) return;
    const wait = at - this.#parts.clock.now();
    if (wait > LONGEST_OPENING_MS) return;
    this.#opening = setTimeout(
      () => {
        this.#opening = null;
        this.#choosing.open();
        this.#nudge();
      },
      Math.max(1, wait),
    );
  }

  #beginTaken(): void {
    for (const action of this.#taken.splice(0)) this.#begin(action);
  }

  #begin(action: PreparedAction): void {
    const { log, clock, attempts, flows, store } = this.#parts;
    // Nothing is sent before the disk has that it is.
    const attempt = store
      .synced()
      .finally(() => flows.began(action.row.target))
      .then(() => runAttempt(action, attempts))
      .catch((error: unknown) => {
        // What an action comes to is written down before anything is sent: without the store nothing has been sent.
        if (storeFaultOf(error) !== null) {
          this.#parts.health.failed('work', error);
          return putBack(action, error, clock.now());
        }
        log.error({ err: error, action: action.row.id }, 'an attempt broke off unexpectedly');
        return brokenOff(action, error, clock.now());
      })
      .then((settlement) => {
        this.#settling.add(settlement);
        this.#nudge();
      });
    this.#inFlight.add(action.row.target, attempt);
  }
}
