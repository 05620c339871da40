import { setImmediate as nextTick } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { runAttempt } from '../deliver/attempt.js';
import type { AttemptParts } from '../deliver/attempt-parts.js';
import { claimDueActions } from '../deliver/claim.js';
import { InFlight } from '../deliver/in-flight.js';
import { brokenOff } from '../deliver/interrupted.js';
import type { PreparedAction } from '../deliver/prepare.js';
import { reportAttempt } from '../deliver/report.js';
import type { Log } from '../log.js';
import { processBatch } from '../process/process-batch.js';
import { processAlone } from '../process/recover.js';
import type { Repeats } from '../process/repeats.js';
import { settleAttempts, type Settlement } from '../store/commands/actions.js';
import { unprocessedDeliveries, type DeliveryRow } from '../store/commands/deliveries.js';
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

/**
 * Does what is to be done, turn by turn. A turn is one commit: it settles the attempts that have ended, processes
 * deliveries that have arrived, and takes up actions that are due. The attempts themselves run between turns.
 */
export class Worker {
  readonly #parts: WorkerParts;
  readonly #inFlight = new InFlight();
  #ended: Settlement[] = [];
  #turns: Promise<void> | null = null;
  #again = false;
  #stopping = false;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  /** Looks for work; at once, or after the turn under way. */
  wake(): void {
    this.#again = true;
    this.#turns ??= this.#takeTurns().finally(() => {
      this.#turns = null;
    });
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

  async #takeTurns(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      // What arrives or ends in the same tick shares the turn, and intake gets its own in between.
      await nextTick();
      const ended = this.#ended.splice(0);
      let rows: DeliveryRow[] = [];
      try {
        rows = await unprocessedDeliveries(this.#parts.db, DELIVERIES_A_TURN);
        await this.#turn(ended, rows);
        if (rows.length === DELIVERIES_A_TURN) this.#again = true;
      } catch (error) {
        this.#ended.unshift(...ended);
        this.#parts.log.error({ err: error }, 'a turn failed; it is gone through piece by piece');
        if (!(await this.#turnByPieces(rows))) return;
      }
    }
  }

  async #turn(ended: readonly Settlement[], rows: readonly DeliveryRow[]): Promise<void> {
    const { db, clock, revisions, repeats } = this.#parts;
    const inFlight = this.#inFlight;
    const live = this.#parts.config();
    const { claimed, switched } = await db.transaction().execute(async (tx) => {
      if (ended.length > 0) await settleAttempts(tx, ended);
      const processed = await processBatch(tx, rows, { config: live, revisions, repeats });
      const { occurrences: fresh } = processed;
      if (this.#stopping) return { ...processed, claimed: [] };
      const switches = live.switches.with(processed.switched);
      const due = { live, switches, revisions, inFlight, fresh, now: clock.now() };
      return { ...processed, claimed: await claimDueActions(tx, due) };
    });
    live.switches.adopt(switched);
    for (const action of claimed) this.#begin(action);
    if (claimed.length > 0) this.#again = true;
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

  /** A delivery that fails takes nothing else down with it. False: not even settling works; the next wake tries again. */
  async #turnByPieces(rows: readonly DeliveryRow[]): Promise<boolean> {
    try {
      for (const row of rows) await processAlone(this.#parts, row);
      const ended = this.#ended.splice(0);
      await this.#turn(ended, []).catch((error: unknown) => {
        this.#ended.unshift(...ended);
        throw error;
      });
      return true;
    } catch (error) {
      this.#parts.log.error({ err: error }, 'work has to wait: the store does not take it');
      return false;
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
        this.wake();
      });
    this.#inFlight.add(action.row.endpoint_id, attempt);
  }
}
