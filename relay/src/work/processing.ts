import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import type { Inbox, UnprocessedDelivery } from '../process/inbox.js';
import type { OrderOfLeads } from '../process/order-of-leads.js';
import { processBatch, type Processed } from '../process/process-batch.js';
import type { RepeatBatch, Repeats } from '../process/repeats.js';
import type { Cancelling } from './cancelling.js';
import { messageOf, performIsolated } from './isolate.js';
import type { Holder } from './holder.js';
import type { Reporter } from './reporter.js';
import { wakeIsolated } from './waking.js';
import type { Withheld } from './withheld.js';
import type { Target } from '../store/ports/target.js';
import type { Store, Unit } from '../store/store.js';

export interface ProcessingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly repeats: Repeats;
  readonly order: OrderOfLeads;
  readonly inbox: Inbox;
  readonly relay: Holder;
  readonly reporter: Reporter;
  readonly withheld: Withheld;
  readonly cancelling: Cancelling;
  /** A target may have something to be taken up now. */
  readonly lookAt: (targets: Iterable<Target>) => void;
  readonly remember: (occurrences: Processed['occurrences']) => void;
}

/** A batch as it was processed within a transaction, to be acted on once that is committed. */
export interface ProcessedBatch extends Processed {
  /** Targets of actions that waited behind what was cancelled. */
  readonly woken: readonly Target[];
  readonly live: LiveConfig;
  readonly repeats: RepeatBatch;
}

/** Processing: turns deliveries that are on the disk into occurrences, decisions and planned actions. */
export class Processing {
  readonly #parts: ProcessingParts;

  constructor(parts: ProcessingParts) {
    this.#parts = parts;
  }

  get mayHaveWork(): boolean {
    return this.#parts.inbox.mayHoldAny();
  }

  /** How many deliveries are known to wait. */
  get waiting(): number {
    return this.#parts.inbox.known;
  }

  /** The deliveries that come next. */
  next(limit: number): Promise<readonly UnprocessedDelivery[]> {
    return this.#parts.inbox.oldest(this.#parts.store, limit);
  }

  /** What was planned is for the caller to store, in the same transaction. */
  async process(unit: Unit, rows: readonly UnprocessedDelivery[]): Promise<ProcessedBatch | null> {
    if (rows.length === 0) return null;
    const batch = await this.#decide(unit, rows);
    return { ...batch, woken: await unit.claims.wake(batch.vacated, latestOf(rows)) };
  }

  async #decide(unit: Unit, rows: readonly UnprocessedDelivery[]): Promise<ProcessedBatch> {
    const { clock, config, revisions, order } = this.#parts;
    const now = clock.now();
    const live = config();
    const repeats = this.#parts.repeats.batch();
    const processed = await processBatch(unit, rows, { now, config: live, revisions, repeats, order });
    return { ...processed, woken: [], live, repeats };
  }

  /** The batch is on the disk. */
  committed(batch: ProcessedBatch): void {
    const { rows, behind, live, repeats, occurrences, planned, woken, due, switched, stopped, notices } =
      batch;
    const { inbox, reporter, cancelling, lookAt, remember } = this.#parts;
    inbox.processed(rows);
    inbox.leave(behind);
    repeats.committed();
    live.switches.adopt(switched);
    remember(occurrences);
    for (const each of stopped) cancelling.add(each);
    for (const notice of notices) reporter.tell(notice);
    lookAt(woken);
    lookAt(due);
    lookAt(planned.filter(({ state }) => state === 'waiting').map((row) => row.target));
  }

  /** Processes in transactions of their own, in order of arrival. One that fails each time is set aside and kept. */
  async processIsolated(rows: readonly UnprocessedDelivery[]): Promise<void> {
    const vacated: string[] = [];
    await performIsolated(rows, {
      perform: (some) => this.#processAlone(some, vacated),
      setAside: (row, error) => this.orWithhold(row, () => this.setAside(row, messageOf(error))),
    });
    if (vacated.length === 0) return;
    const { store, lookAt } = this.#parts;
    lookAt(await wakeIsolated(store, vacated, latestOf(rows)));
  }

  /** Does something about a delivery; where the store refuses that, others are processed without it. */
  async orWithhold(row: UnprocessedDelivery, work: () => Promise<void>): Promise<void> {
    const { inbox, withheld } = this.#parts;
    const { id } = row;
    await withheld.orElse({ what: 'a delivery', id, tryAgain: () => inbox.forget() }, work);
    if (withheld.idsOut('deliveries').has(id)) inbox.processed([row]);
  }

  async #processAlone(rows: readonly UnprocessedDelivery[], vacated: string[]): Promise<() => void> {
    const batch = await this.#parts.store.turn(async (unit) => {
      await this.#parts.relay.within(unit);
      const decided = await this.#decide(unit, rows);
      await unit.actions.add(decided.planned);
      return decided;
    });
    return () => {
      vacated.push(...batch.vacated);
      this.committed(batch);
    };
  }

  /** Leaves a delivery in the inbox for now where it is behind an earlier one about its lead, and says whether it did. */
  async leaveBehind(row: UnprocessedDelivery): Promise<boolean> {
    const { store, order, inbox } = this.#parts;
    const behind = await order.behind(store, [row]);
    inbox.leave(behind);
    return behind.length > 0;
  }

  async setAside(row: UnprocessedDelivery, reason: string): Promise<void> {
    const { store, inbox, relay, reporter } = this.#parts;
    await store.turn(async (unit) => {
      await relay.within(unit);
      await unit.intake.bury(row.seq, reason);
    });
    inbox.processed([row]);
    reporter.setAside({ what: 'a delivery', id: row.id, reason, after: 'It is kept for replay.' });
  }
}

/** When the last of them arrived, in epoch milliseconds. */
function latestOf(rows: readonly UnprocessedDelivery[]): number {
  return Math.max(...rows.map((row) => row.receivedAt));
}
