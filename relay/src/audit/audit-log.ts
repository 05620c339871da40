import { ConnectError } from '@convoso-connect/core';
import type { Log } from '../log.js';
import type { ChangeEnd, NewChange } from '../store/ports/audit.js';
import type { Store } from '../store/store.js';
import type { Actor } from './actor.js';
import { Change, type NotedChange } from './change.js';

/** Who orders what. */
export interface Order {
  readonly actor: Actor;
  /** The name of an operation, as in `workflows.switch`. */
  readonly what: string;
}

export interface AuditLogParts {
  readonly store: Pick<Store, 'durably'>;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Keeps who changed what. The row is on the disk before the change begins and is completed when it has ended, so that
 * no change is without one: where the relay is stopped in between, the row says that it was begun.
 *
 * A row that the store does not take keeps nobody from a change, such as a link to sign in with while the disk is full:
 * it is written afterwards, and where that fails, too, the log of the relay has it.
 */
export class AuditLog {
  readonly #parts: AuditLogParts;

  constructor(parts: AuditLogParts) {
    this.#parts = parts;
  }

  /** Carries out an order and keeps what it has changed. One that is refused before it changes anything leaves no row. */
  async around<Value>(order: Order, work: (change: Change) => Promise<Value>): Promise<Value> {
    const at = this.#parts.now();
    const change = new Change();
    const begun = await this.#begin(changeOf(order, at));
    try {
      const value = await work(change);
      await this.#end(begun, { ...changeOf(order, at, change.noted), outcome: 'done' }, change.isNone);
      return value;
    } catch (error) {
      const isRefusal = error instanceof ConnectError && change.noted === null;
      const failure = error instanceof ConnectError ? error.code : 'UNEXPECTED';
      const row = { ...changeOf(order, at, change.noted), outcome: 'failed', failure } as const;
      await this.#end(begun, row, isRefusal || change.isNone);
      throw error;
    }
  }

  /** The id of the row; null where the store did not take it. */
  async #begin(row: NewChange): Promise<number | null> {
    try {
      return await this.#parts.store.durably((unit) => unit.audit.record(row));
    } catch (error) {
      const { who, what } = row;
      this.#parts.log.warn(
        { err: error, code: 'AUDIT_LATE', who, what },
        'the audit log does not take a change before it is made; it is tried again afterwards',
      );
      return null;
    }
  }

  async #end(id: number | null, row: NewChange, isNone: boolean): Promise<void> {
    if (id === null && isNone) return;
    try {
      await this.#parts.store.durably(async ({ audit }) => {
        if (id === null) await audit.record(row);
        else if (isNone) await audit.drop(id);
        else await audit.complete(id, endOf(row));
      });
    } catch (error) {
      this.#parts.log.error(
        { err: error, code: 'AUDIT_MISSING', change: row },
        'the audit log does not have how a change ended; this line has it',
      );
    }
  }
}

function endOf({ part, before, after, outcome, failure }: NewChange): ChangeEnd {
  return { part, before, after, outcome, failure };
}

/** What the audit log keeps of an order, as of now begun. */
function changeOf({ actor, what }: Order, at: number, noted: NotedChange | null = null): NewChange {
  return {
    at,
    who: actor.who,
    keyId: actor.keyId,
    what,
    part: noted?.part ?? null,
    before: written(noted?.before),
    after: written(noted?.after),
    outcome: 'begun',
    failure: null,
  };
}

function written(state: NotedChange['before']): string | null {
  return state === undefined || state === null ? null : JSON.stringify(state);
}

/** What it keeps of a change that is made in the unit of work which also keeps this. */
export function doneChange(order: Order, at: number, noted: NotedChange): NewChange {
  return { ...changeOf(order, at, noted), outcome: 'done' };
}
