import { performance } from 'node:perf_hooks';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { Arrival, FirstIds } from '../intake/arrivals.js';
import type { Target } from '../store/ports/target.js';
import type { Writing } from './health.js';
import { isUndoneUnit } from '../store/store-fault.js';
import { LookLater } from './look-later.js';
import { Pace } from './pace.js';
import { SliceSize } from './slice-size.js';
import { stagesOf, type Stages, type WorkParts } from './stages.js';
import type { WithheldEntry } from './withheld.js';

/** A unit that was undone in favour of another relay's is done again at once, so many times in a row. */
const OFTEN = 5;

/** Beyond this the beat sees to it. */
const LONGEST_OPENING_MS = 1_000;

/**
 * Decides what is done next. What has arrived comes first, always, in a commit of its own; then one slice of everything
 * else, short enough that the next arrival hardly waits; then whatever the sockets have brought meanwhile. The attempts
 * themselves run beside all this.
 */
export class Scheduler {
  readonly #parts: WorkParts;
  readonly #stages: Stages;
  readonly #size: SliceSize;
  readonly #pace: Pace;
  /** Until when the next slice is put off, while nothing else is to be done. */
  readonly #pause = new LookLater(() => this.#nudge());
  /** Until the pace of a target allows the next attempt. */
  readonly #opening = new LookLater(() => {
    this.#stages.choosing.open();
    this.#nudge();
  });
  #running: Promise<void> | null = null;
  #again = false;
  #isStopping = false;
  /** Whether something has arrived since the last slice began. */
  #hasArrived = false;
  /** How many units were undone in favour of those of other relays since one went through. */
  #undone = 0;
  #lastTurn = -Infinity;

  constructor(parts: WorkParts) {
    this.#parts = parts;
    this.#size = new SliceSize(parts.store.worksIn);
    this.#pace = new Pace(parts.store.worksIn);
    this.#stages = stagesOf(parts, {
      taken: () => {
        this.#again = true;
      },
      work: () => this.#nudge(),
    });
  }

  /** Goes through what the last stop cut off, and what dead relays held; at a start, before anything else is done. */
  async recover(): Promise<void> {
    try {
      await this.#stages.takingOver.recover();
    } catch (error) {
      if (!isUndoneUnit(error) || this.#undone === OFTEN) throw error;
      this.#undone += 1;
      await this.recover();
    }
  }

  /** Others may have ended, and left something to be done; and more of what is due may be this relay's. */
  takeOver(): void {
    this.#stages.takingOver.othersMayHaveEnded();
    this.#stages.choosing.lookEverywhere();
    this.#nudge();
  }

  /** Resolves once the delivery is on the disk, to the ids of the first where it turned out to be a repeat; rejects where it cannot be stored. */
  takeIn(arrival: Arrival): Promise<FirstIds> {
    const stored = this.#stages.intake.add(arrival);
    this.#nudge();
    return stored;
  }

  /** What is kept out of the way of all others, because the store refuses it in every form. */
  get withheld(): readonly WithheldEntry[] {
    return this.#stages.withheld.entries;
  }

  /** When it last did what there was to do, by the clock: while the process is well, a moment ago. */
  get lastTurn(): number {
    return this.#lastTurn;
  }

  /** Something of these targets may be due: others have planned it. */
  lookAt(targets: readonly Target[]): void {
    if (targets.length === 0) return;
    this.#stages.choosing.lookAt(targets);
    this.#nudge();
  }

  /** Time has passed: something may have come due. */
  beat(): void {
    this.#stages.withheld.beat();
    this.#stages.inbox.lookAgain();
    this.#parts.flows.beat();
    this.#stages.choosing.lookEverywhere();
    this.#nudge();
  }

  /** Others have changed what is in the store: looks for work there. */
  wake(): void {
    this.#stages.inbox.forget();
    this.beat();
  }

  /** Resolves when nothing is left to do now, the attempts that have ended included. */
  async idle(): Promise<void> {
    while (this.#running !== null || this.#pause.isAwaited) {
      await this.#running;
      await this.#parts.store.synced();
      await nextTick();
    }
  }

  /** The same, and resolves only when the attempts that are under way have ended, and those that follow from them. */
  async rest(): Promise<void> {
    do {
      await this.idle();
      await this.#stages.inFlight.ended();
      await this.idle();
    } while (!this.#stages.inFlight.isEmpty);
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
    await this.#stages.inFlight.ended();
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
      const needsDisk = this.#stages.intake.isWaiting || this.#stages.beginning.isWaiting;
      await this.#guarded('intake', async () => {
        if (this.#stages.intake.isWaiting) await this.#takeIn();
      });
      this.#stages.beginning.begin();
      await this.#guarded('work', async () => {
        if (!this.#isStopping) await this.#stages.takingOver.perform();
      });
      // One sync covers what the last slice took up and what has arrived since. The answers go out before other work begins.
      const committedAt = performance.now();
      await this.#parts.store.quiet();
      if (needsDisk) this.#size.synced(performance.now() - committedAt);
      await this.#guarded('work', async () => {
        if (this.#stages.slice.mayHaveWork && !this.#isPutOff()) await this.#work();
      });
      this.#lastTurn = this.#parts.clock.now();
    }
  }

  /** Whether the next slice is to wait until more has come together; it is seen to then. */
  #isPutOff(): boolean {
    const { slice, intake } = this.#stages;
    const arrivals = intake.isWaiting ? 'waiting' : this.#hasArrived ? 'answered' : 'none';
    const beside = { waiting: slice.waiting, arrivals } as const;
    const wait = this.#isStopping ? 0 : this.#pace.untilNext(performance.now(), beside);
    if (wait > 0) {
      if (!this.#pause.isAwaited) this.#pause.in(wait);
      return true;
    }
    this.#pause.never();
    return false;
  }

  async #guarded(what: Writing, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isUndoneUnit(error) && this.#undone < OFTEN) {
        this.#undone += 1;
        this.#again = true;
        return;
      }
      this.#parts.health.failed(what, error);
    }
  }

  async #takeIn(): Promise<void> {
    try {
      await this.#stages.intake.commit();
    } finally {
      if (this.#stages.intake.isWaiting) this.#again = true;
    }
    this.#hasArrived = true;
    this.#worked('intake');
    if (!this.#isStopping) this.#again = true;
  }

  async #work(): Promise<void> {
    const size = this.#hasArrived ? this.#size.besideArrivals : this.#size.current;
    this.#hasArrived = false;
    this.#pace.began(performance.now());
    const { members, work, commit, more } = await this.#stages.slice.perform({
      size,
      only: this.#isStopping ? 'what has ended' : 'anything',
      timer: () => performance.now(),
    });
    this.#pace.ended(performance.now());
    this.#size.took({ size, work, commit, members });
    if (members > 0) this.#worked('work');
    if (more) this.#again = true;
    this.#awaitOpening();
  }

  #worked(what: Writing): void {
    this.#undone = 0;
    this.#parts.health.worked(what);
  }

  /** A pace counts in milliseconds, and the beat is slower than that. */
  #awaitOpening(): void {
    this.#opening.never();
    const at = this.#isStopping ? null : this.#stages.choosing.opensAt;
    if (at === null) return;
    const wait = at - this.#parts.clock.now();
    if (wait > LONGEST_OPENING_MS) return;
    this.#opening.in(Math.max(1, wait));
  }
}
