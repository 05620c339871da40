import type { Occurrence } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import type { Flows } from '../flow/flows.js';
import { ReadyRules } from '../holds/rules.js';
import { takeUpHolds } from '../holds/review.js';
import { causeOf } from '../store/ports/cause.js';
import { aboutWhom } from '../deliver/prepare.js';
import { reviewDue, type DueRow } from '../deliver/review.js';
import { takeUp, unprepared, type TakenUp } from '../deliver/take-up.js';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import { storeFaultOf } from '../store/store-fault.js';
import { takeUpEvent } from '../subscriptions/take-up.js';
import type { SwitchBoard } from '../switches/switch-board.js';
import { RecentOccurrences } from './recent-occurrences.js';
import type { Holder } from './holder.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { Unit } from '../store/store.js';

function isEvent({ target }: StoredAction): boolean {
  return target.kind === 'subscription';
}

export interface ReviewingParts {
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly relay: Pick<Holder, 'number'>;
  readonly flows: Flows;
  readonly seals: StoredSecrets;
  /** Whether a named key is there and has not expired. */
  readonly isKeyOpen: (keyId: string) => boolean;
}

function isHold(row: StoredAction): boolean {
  return causeOf(row) === 'hold';
}

/** Reviewing: what becomes of actions that have come due, each with its occurrence and the configuration it was planned under. */
export class Reviewing {
  readonly #parts: ReviewingParts;
  readonly #recent = new RecentOccurrences();
  readonly #ready = new ReadyRules();

  constructor(parts: ReviewingParts) {
    this.#parts = parts;
  }

  remember(occurrences: ReadonlyMap<string, Occurrence>): void {
    this.#recent.add(occurrences);
  }

  /** Reviews actions that have come due; `fresh` holds occurrences that are not stored yet. */
  async review(
    unit: Unit,
    chosen: readonly StoredAction[],
    { switches, fresh }: { switches: SwitchBoard; fresh: ReadonlyMap<string, Occurrence> },
  ): Promise<TakenUp[]> {
    const { clock, config, revisions, relay, flows, seals } = this.#parts;
    // What is taken up is carried out in the name of this relay.
    const all = chosen.map((row) => ({ ...row, holder: relay.number }));
    const live = config();
    const now = clock.now();
    const behindOf = ({ target, dueAt }: StoredAction): number => flows.timeBehind(target, dueAt, now);
    const taken = await takeUpHolds(unit, all.filter(isHold), {
      ...{ live, seals, now },
      ready: this.#ready,
      behindMs: behindOf,
    });
    const rows = all.filter((row) => !isHold(row));
    const occurrences = await this.#occurrencesOf(unit, rows, fresh);
    const due: DueRow[] = [];
    taken.push(...(await this.#eventsTaken(unit, rows.filter(isEvent), occurrences)));
    for (const row of rows.filter((each) => !isEvent(each))) {
      try {
        const trigger = occurrences.get(row.occurrenceId);
        if (trigger === undefined) throw new Error(`occurrence ${row.occurrenceId} is gone`);
        const isCurrent = row.revision === live.revision.number;
        const pinned = isCurrent ? live.revision : await revisions.get(row.revision, unit);
        due.push({ row, trigger, pinned });
      } catch (error) {
        if (storeFaultOf(error) !== null) throw error;
        taken.push(unprepared(row, error));
      }
    }
    const reviews = await reviewDue(unit, due, { live, switches, now });
    for (const [index, each] of due.entries()) {
      const reviewed = reviews[index];
      if (reviewed === undefined) throw new Error(`action ${each.row.id} was not reviewed`);
      taken.push(takeUp(each, reviewed, { live, now, behindMs: behindOf(each.row) }));
    }
    return taken;
  }

  /** What is sent to subscribers was made ready when it was planned, and goes by nothing but who they are. */
  async #eventsTaken(
    unit: Unit,
    rows: readonly StoredAction[],
    occurrences: ReadonlyMap<string, Occurrence>,
  ): Promise<TakenUp[]> {
    if (rows.length === 0) return [];
    const { clock, flows, seals, isKeyOpen } = this.#parts;
    const now = clock.now();
    const found = await unit.subscriptions.findMany([...new Set(rows.map(({ target }) => target.id))]);
    const subscriptions = new Map(found.map((each) => [each.id, each]));
    return rows.map((row) => {
      const occurrence = occurrences.get(row.occurrenceId);
      const about = occurrence === undefined ? { phone: null, leadKey: row.leadKey } : aboutWhom(occurrence);
      const behindMs = flows.timeBehind(row.target, row.dueAt, now);
      return takeUpEvent(row, subscriptions.get(row.target.id), { seals, isKeyOpen, about, now, behindMs });
    });
  }

  async #occurrencesOf(
    unit: Unit,
    rows: readonly StoredAction[],
    fresh: ReadonlyMap<string, Occurrence>,
  ): Promise<ReadonlyMap<string, Occurrence>> {
    const found = new Map<string, Occurrence>();
    const missing = new Set<string>();
    for (const { occurrenceId: id } of rows) {
      const known = fresh.get(id) ?? this.#recent.get(id);
      if (known === undefined) missing.add(id);
      else found.set(id, known);
    }
    missing.delete('');
    for (const row of await unit.occurrences.findMany([...missing])) {
      found.set(row.id, JSON.parse(row.occurrence) as Occurrence);
    }
    return found;
  }
}
