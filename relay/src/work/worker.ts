import { setImmediate as nextTick } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { runAttempt } from '../deliver/attempt.js';
import type { AttemptParts } from '../deliver/attempt-parts.js';
import { claimDueActions, type Claimed } from '../deliver/claim.js';
import { InFlight } from '../deliver/in-flight.js';
import { brokenOff } from '../deliver/interrupted.js';
import type { PreparedAction } from '../deliver/prepare.js';
import { reportAttempt } from '../deliver/report.js';
import { Arrivals, type Arrival, type WaitingArrival } from '../intake/arrivals.js';
import type { Log } from '../log.js';
import { Backlog, type UnprocessedDelivery } from '../process/backlog.js';
import { processBatch } from '../process/process-batch.js';
import { processAlone } from '../process/recover.js';
import type { Repeats } from '../process/repeats.js';
import { settleAttempts, type Settlement } from '../store/commands/actions.js';
import { insertDeliveries } from '../store/commands/deliveries.js';
import type { Schema } from '../store/schema.js';
import type { Db } from '../store/sqlite.js';

export interface WorkerParts {
  readonly db: Db;
  readonly log: Log;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly repeats: Repeats;
  readonly attempts: AttemptParts;
}

/** Small enough that an answer to Convoso never waits long for a turn, large enough to share its commit. */
const DELIVERIES_A_TURN = 50;

const NOTHING_CLAIMED: Claimed = { actions: [], more: false };

/** What a turn is to put on the disk besides what comes due. */
interface Load {
  readonly arrived: readonly WaitingArrival[];
  readonly ended: readonly Settlement[];
  /** Deliveries that are on the disk and not processed. */
  readonly rows: readonly UnprocessedDelivery[];
}

/**
 * Does what is to be done, turn by turn. A turn is one commit, of one fsync: it takes in what has arrived, processes
 * what earlier turns took in, takes up actions that are due, and settles the attempts that have ended. So a delivery
 * is on the disk, and answered, before any work on it begins. The attempts themselves run between turns.
 */
export class Worker {
  readonly #parts: WorkerParts;
  readonly #arrivals = new Arrivals();
  readonly #backlog = new Backlog();
  readonly #inFlight = new InFlight();
  #ended: Settlement[] = [];
  #turns: Promise<void> | null = null;
  #again = false;
  #stopping = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  /** Resolves once the delivery is on the disk; rejects where it cannot be stored. */
  takeIn(arrival: Arrival): Promise<void> {
    const stored = this.#arrivals.add(arrival);
    this.#nudge();
    return stored;
  }

  /** Looks for work, also for such as others have left in the store; at once, or after the turn under way. */
  wake(): void {
    this.#backlog.forget();
    this.#nudge();
  }

  /** Resolves when nothing is left to do now, the attempts that have ended included. */
  async idle(): Promise<void> {
    while (this.#turns !== null) {
      await this.#turns;
      await nextTick();
    }
  }

  /** Processes what has arrived, takes up no more actions, and resolves when the attempts under way are settled. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#turns;
    await this.#inFlight.ended();
    this.wake();
    await this.#turns;
  }

  #nudge(): void {
    this.#again = true;
    this.#turns ??= this.#takeTurns().finally(() => {
      this.#turns = null;
    });
  }

  async #takeTurns(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      // What arrives or ends in the same tick shares the turn.
      await nextTick();
      const load: Load = {
        arrived: this.#arrivals.take(),
        ended: this.#ended.splice(0),
        rows: await this.#oldest(),
      };
      try {
        await this.#turn(load);
      } catch (error) {
        this.#parts.log.error({ err: error }, 'a turn failed; it is gone through piece by piece');
        if (!(await this.#turnByPieces(load))) return;
      }
    }
  }

  /** A store that cannot be read has nothing to process; writing to it will tell. */
  async #oldest(): Promise<readonly UnprocessedDelivery[]> {
    try {
      return await this.#backlog.oldest(this.#parts.db, DELIVERIES_A_TURN);
    } catch (error) {
      this.#parts.log.error({ err: error }, 'the store cannot be read');
      return [];
    }
  }

  async #turn({ arrived, ended, rows }: Load): Promise<void> {
    const { db, clock, revisions, repeats } = this.#parts;
    const inFlight = this.#inFlight;
    const live = this.#parts.config();
    const { stored, claimed, switched } = await db.transaction().execute(async (tx) => {
      if (ended.length > 0) await settleAttempts(tx, ended);
      const processed = await processBatch(tx, rows, { config: live, revisions, repeats });
      const stored = await store(tx, arrived);
      const { occurrences: fresh } = processed;
      if (this.#stopping) return { ...processed, stored, claimed: NOTHING_CLAIMED };
      const switches = live.switches.with(processed.switched);
      const due = { live, switches, revisions, inFlight, fresh, now: clock.now() };
      return { ...processed, stored, claimed: await claimDueActions(tx, due) };
    });
    this.#backlog.committed(rows, stored);
    for (const arrival of arrived) arrival.stored();
    live.switches.adopt(switched);
    for (const action of claimed.actions) this.#begin(action);
    if (claimed.more || stored.length > 0 || rows.length === DELIVERIES_A_TURN) this.#again = true;
    for (const settlement of ended) await this.#report(settlement);
  }

  /** What is settled stays settled, even where telling of it fails. */
  async #report(settlement: Settlement): Promise<void> {
    try {
      await reportAttempt(this.#parts, settlement);
    } catch (error) {
      this.#parts.log.error({ err: error, action: settlement.action.id }, 'an attempt could not be reported');
    }
  }

  /**
   * Nothing that fails takes anything else down with it. False: not even settling works; the next wake tries again.
   */
  async #turnByPieces({ arrived, ended, rows }: Load): Promise<boolean> {
    this.#backlog.forget();
    await this.#takeInAlone(arrived);
    try {
      for (const row of rows) await processAlone(this.#parts, row);
      await this.#turn({ arrived: [], ended, rows: [] });
      this.#again = true;
      return true;
    } catch (error) {
      this.#ended.unshift(...ended);
      this.#parts.log.error({ err: error }, 'work has to wait: the store does not take it');
      return false;
    }
  }

  /** Whoever waits for an answer learns whether the delivery is stored, whatever else fails. */
  async #takeInAlone(arrived: readonly WaitingArrival[]): Promise<void> {
    try {
      await store(this.#parts.db, arrived);
      for (const arrival of arrived) arrival.stored();
    } catch (error) {
      for (const arrival of arrived) arrival.notStored(error);
    }
  }

  #begin(action: PreparedAction): void {
    const { log, clock, attempts } = this.#parts;
    const attempt = runAttempt(action, attempts)
      .catch((error: unknown) => {
        log.error({ err: error, action: action.row.id }, 'an attempt broke off unexpectedly');
        return brokenOff(action, error, clock.now());
      })
      .then((settlement) => {
        this.#ended.push(settlement);
        this.#nudge();
      });
    this.#inFlight.add(action.row.endpoint_id, attempt);
  }
}

async function store(
  db: Db | Transaction<Schema>,
  arrived: readonly Arrival[],
): Promise<UnprocessedDelivery[]> {
  const rows = await insertDeliveries(
    db,
    arrived.map(({ delivery }) => delivery),
  );
  return rows.map((row, index) => ({ ...row, reading: arrived[index]?.reading }));
}
