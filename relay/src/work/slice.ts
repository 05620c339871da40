import type { Occurrence } from '@convoso-connect/core';
import type { LiveConfig } from '../config/live-config.js';
import type { UnprocessedDelivery } from '../process/inbox.js';
import { storeFaultOf } from '../store/store-fault.js';
import type { Cancelling } from './cancelling.js';
import type { Choosing } from './choosing.js';
import type { Claimed, Claiming } from './claiming.js';
import type { ProcessedBatch, Processing } from './processing.js';
import type { Recovering } from './recovering.js';
import type { Holder } from './holder.js';
import type { Reporter } from './reporter.js';
import type { Reviewing } from './reviewing.js';
import type { Settled, Settling } from './settling.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { StoredHalt } from '../store/ports/halts.js';
import type { CountedNotice } from '../store/ports/notices.js';
import type { Settlement } from '../store/ports/attempts.js';
import type { Store, Unit } from '../store/store.js';
import { together } from '../store/together.js';

export interface SliceParts {
  readonly store: Store;
  readonly relay: Holder;
  readonly config: () => LiveConfig;
  readonly settling: Settling;
  readonly processing: Processing;
  readonly choosing: Choosing;
  readonly reviewing: Reviewing;
  readonly claiming: Claiming;
  readonly cancelling: Cancelling;
  readonly recovering: Recovering;
  readonly reporter: Reporter;
}

export interface SliceOptions {
  /** At most so many members of each kind. */
  readonly size: number;
  /** A relay that stops writes down what has ended, and begins nothing. */
  readonly only: 'anything' | 'what has ended';
  /** In milliseconds; from what instant does not matter. */
  readonly timer: () => number;
}

export interface SliceOutcome {
  /** How many members of all kinds were done. */
  readonly members: number;
  /** In milliseconds: what the work took, and its commit. */
  readonly work: number;
  readonly commit: number;
  /** Whether there may be more to do at once. */
  readonly more: boolean;
}

/** What a slice is to do. */
interface Load {
  readonly ended: readonly Settlement[];
  readonly notices: readonly CountedNotice[];
  readonly rows: readonly UnprocessedDelivery[];
  readonly halts: readonly StoredHalt[];
}

/** What a slice has done within its transaction. */
interface Done {
  readonly settled: Settled;
  readonly batch: ProcessedBatch | null;
  readonly claimed: Claimed;
  readonly cancelled: () => void;
  readonly recovered: () => void;
  /** What the work took, without the commit. */
  readonly milliseconds: number;
}

const NOTHING_CLAIMED: Claimed = { taken: [], woken: [] };

/**
 * A slice of the work that is no intake, in one commit: settles attempts that have ended, stores notices, processes
 * deliveries, and takes up actions that are due. Where one member fails, the slice is done again kind by kind, each of
 * them isolated.
 */
export class Slice {
  readonly #parts: SliceParts;

  constructor(parts: SliceParts) {
    this.#parts = parts;
  }

  get mayHaveWork(): boolean {
    const { settling, processing, choosing, cancelling, recovering, reporter } = this.#parts;
    return (
      settling.hasWork ||
      reporter.hasNews ||
      processing.mayHaveWork ||
      choosing.mayHaveWork ||
      cancelling.hasWork ||
      recovering.hasWork
    );
  }

  /** How many members are known to wait for the next one. */
  get waiting(): number {
    return this.#parts.settling.waiting + this.#parts.processing.waiting;
  }

  /** Throws a fault of the store, with nothing lost. */
  async perform(options: SliceOptions): Promise<SliceOutcome> {
    const { size, only, timer } = options;
    const { settling, reporter, processing, choosing, recovering } = this.#parts;
    let load: Load = { ended: [], notices: [], rows: [], halts: [] };
    const startedAt = timer();
    let done: Done;
    try {
      const rows = only === 'anything' ? await processing.next(Math.min(size, choosing.room())) : [];
      const halts = only === 'anything' ? recovering.take() : [];
      load = { ended: settling.take(size), notices: reporter.take(size), rows, halts };
      done = await this.#together(load, options);
    } catch (error) {
      settling.giveBack(load.ended);
      reporter.giveBack(load.notices);
      recovering.giveBack(load.halts);
      if (storeFaultOf(error) !== null) throw error;
      await this.#byKind(options);
      return { members: 1, work: timer() - startedAt, commit: 0, more: this.#isMoreToDo(only) };
    }
    const commit = timer() - startedAt - done.milliseconds;
    this.#committed(done);
    const processed = done.batch?.rows.length ?? 0;
    const members = load.ended.length + load.notices.length + processed + done.claimed.taken.length;
    return { members, work: done.milliseconds, commit, more: this.#isMoreToDo(only) };
  }

  /** From here on all of it is on the disk, and none of it may be done again. */
  #committed({ settled, batch, claimed, cancelled, recovered }: Done): void {
    const { settling, processing, claiming } = this.#parts;
    settling.committed(settled);
    if (batch !== null) processing.committed(batch);
    claiming.committed(claimed);
    cancelled();
    recovered();
  }

  #isMoreToDo(only: SliceOptions['only']): boolean {
    const { settling, reporter } = this.#parts;
    return only === 'anything' ? this.mayHaveWork : settling.hasWork || reporter.hasNews;
  }

  async #together(load: Load, { size, only, timer }: SliceOptions): Promise<Done> {
    const { store, relay, settling, processing, reporter } = this.#parts;
    const startedAt = timer();
    return store.turn(async (unit): Promise<Done> => {
      const [, settled] = await together(
        only === 'anything' ? relay.within(unit) : undefined,
        settling.settle(unit, load.ended),
      );
      await reporter.store(unit, load.notices);
      const processed = await processing.process(unit, load.rows);
      const { claimed, planned } =
        only === 'anything'
          ? await this.#claim(unit, processed, size)
          : { claimed: NOTHING_CLAIMED, planned: [] };
      const batch = processed === null ? null : { ...processed, planned };
      const { cancelling, recovering } = this.#parts;
      const cancelled = only === 'anything' ? await cancelling.cancel(unit) : () => undefined;
      const recovered = only === 'anything' ? await recovering.recover(unit, load.halts) : () => undefined;
      return { settled, batch, claimed, cancelled, recovered, milliseconds: timer() - startedAt };
    });
  }

  /** Takes up what is due: of what was planned a moment ago it is stored as taken up, instead of stored and changed. */
  async #claim(
    unit: Unit,
    batch: ProcessedBatch | null,
    size: number,
  ): Promise<{ claimed: Claimed; planned: readonly StoredAction[] }> {
    const { choosing, reviewing, claiming, config } = this.#parts;
    const { switches: before } = config();
    const switches = before.with(batch?.switched ?? []);
    const chosen = await choosing.choose(unit, size);
    const planned = batch?.planned ?? [];
    const fresh = await choosing.chooseFresh(unit, planned, { limit: size, chosen });
    const known = batch?.occurrences ?? new Map<string, Occurrence>();
    const takenFresh = await reviewing.review(unit, fresh, { switches, fresh: known });
    const rows = new Map(takenFresh.map(({ row }) => [row.id, row]));
    const stored = planned.map((row) => rows.get(row.id) ?? row);
    await unit.actions.add(stored);
    const claimed = await claiming.claim(unit, chosen, switches);
    return { claimed: { taken: [...claimed.taken, ...takenFresh], woken: claimed.woken }, planned: stored };
  }

  /**
   * Each kind in transactions of its own, and each member that fails set aside alone. A kind that fails as a whole keeps
   * none of the others from being done; what it failed with is thrown after them. A fault of the store ends all at once,
   * because each of them would wait for it.
   */
  async #byKind({ size, only }: SliceOptions): Promise<void> {
    const { settling, processing, claiming, cancelling, recovering, reporter } = this.#parts;
    const kinds = [
      () => settling.settleIsolated(settling.take(size)),
      () => reporter.storeIsolated(reporter.take(size)),
    ];
    const begun = [
      async () => processing.processIsolated(await processing.next(size)),
      () => claiming.claimIsolated(size),
      () => cancelling.cancelIsolated(),
      () => recovering.recoverIsolated(recovering.take()),
    ];
    const failures: unknown[] = [];
    for (const kind of only === 'anything' ? [...kinds, ...begun] : kinds) {
      try {
        await kind();
      } catch (error) {
        if (storeFaultOf(error) !== null) throw error;
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
