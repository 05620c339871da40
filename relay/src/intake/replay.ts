import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Revisions } from '../config/revision.js';
import { giveUpAfterSeconds } from '../deliver/targets.js';
import { endpointIdOf } from '../endpoint-id.js';
import { replayWorkflow } from '../process/replay-workflow.js';
import { shellWord } from '../shell-word.js';
import type { StoredAction } from '../store/ports/actions.js';
import { causeOf } from '../store/ports/cause.js';
import { failureOf } from '../store/failure-id.js';
import { readDelivery } from './reading.js';
import { REMEDIES } from './remedies.js';
import { splitDelivery } from './split.js';
import type { Store } from '../store/store.js';

export type Replayed =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false;
      readonly status: 400 | 404 | 409;
      readonly code: string;
      readonly message: string;
      readonly remedy: string;
    };

export interface ReplayParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly revisions: Revisions;
  readonly newId: () => string;
  /** Called when there is new work. */
  readonly wake: () => void;
}

/** Gives what was turned away or ended undelivered another chance, on an operator's word. */
export class Replay {
  readonly #parts: ReplayParts;

  constructor(parts: ReplayParts) {
    this.#parts = parts;
  }

  /**
   * Takes a rejected request in as a delivery, at the time it first came, to its own hook or to another one that
   * the operator names. Secret and address are not asked again; the operator vouches for it.
   */
  async quarantined(id: string, hook: unknown): Promise<Replayed> {
    const { store, clock, config, newId, wake } = this.#parts;
    const row = await store.quarantine.find(id);
    if (row === undefined) return unknown(id, IN_QUARANTINE);
    const hookId = typeof hook === 'string' ? hook : row.hookId;
    if (row.replayedAs !== null) {
      return refused(
        409,
        'REPLAYED_ALREADY',
        `it was replayed as ${row.replayedAs}`,
        'Look at that occurrence.',
      );
    }
    if (row.truncated) {
      return refused(409, 'TRUNCATED', 'only its beginning was kept', 'Send it from Convoso again.');
    }
    if (!config().hooks.has(hookId)) {
      const remedy = 'Add the hook to the configuration, or name another with ?hook=.';
      return refused(409, 'UNKNOWN_HOOK', `there is no hook "${hookId}"`, remedy);
    }
    const headers = JSON.parse(row.headers) as Record<string, string>;
    const reading = readDelivery({ query: row.query, headers, body: row.body });
    if (reading.outcome === 'unreadable') return { ok: false, ...reading.rejection, status: 400 };
    if (reading.outcome === 'empty')
      return refused(
        400,
        'EMPTY_DELIVERY',
        'it holds no fields',
        `There is nothing to replay. ${REMEDIES.EMPTY_DELIVERY} Then let Convoso send it again.`,
      );
    const deliveryId = newId();
    const { method, query, body, remoteAddress, at } = row;
    const delivery = {
      id: deliveryId,
      hookId,
      receivedAt: at,
      method,
      query,
      headers: row.headers,
      body,
      remoteAddress,
    };
    const deliveries = splitDelivery(delivery, reading, newId).map((each) => each.delivery);
    await store.durably(async (unit) => {
      await unit.intake.add(deliveries, { replayedAt: clock.now() });
      await unit.quarantine.markReplayed(id, deliveryId);
    });
    wake();
    return { ok: true, id: deliveryId };
  }

  /**
   * An action is tried again with the same key and body; a delivery is processed again; a workflow that failed in an
   * occurrence, `<occurrence id>~<workflow id>`, is decided again.
   */
  async deadLetter(id: string): Promise<Replayed> {
    const { store, clock, config, wake } = this.#parts;
    const failure = failureOf(id);
    if (failure !== null) return this.#failedWorkflow(id, failure);
    const action = await store.actions.find(id);
    const now = clock.now();
    if (action === undefined) {
      const revived = await store.durably((unit) =>
        unit.deadLetters.reviveDeliveries([id], now, { from: 'dead' }),
      );
      if (revived === 0) return unknown(id, AMONG_DEAD_LETTERS);
      wake();
      return { ok: true, id };
    }
    // A test is in no list of what is sent again, and whoever made it knows what came of it.
    if (causeOf(action) === 'test') return itIsATest(action);
    const giveUpAfter = giveUpAfterSeconds(action.target, config().endpoints);
    const until = { now, giveUpAt: now + giveUpAfter * 1000 };
    if ((await store.deadLetters.reviveAction(id, until, { from: 'dead or doubtful' })) === 0) {
      return refused(
        409,
        'NOT_DEAD',
        `the action is ${action.state}`,
        'Only what ended undelivered, or was answered as if it had failed, can be replayed.',
      );
    }
    wake();
    return { ok: true, id };
  }

  async #failedWorkflow(
    id: string,
    failure: { occurrenceId: string; workflowId: string },
  ): Promise<Replayed> {
    const { store, clock, config, revisions, wake } = this.#parts;
    const live = config();
    const replayed = await store.durably((unit) =>
      replayWorkflow(unit, failure, { live, revisions, now: clock.now() }),
    );
    if (replayed.kind === 'unknown') return unknown(id, AMONG_DEAD_LETTERS);
    if (replayed.kind !== 'decided') {
      const message = `the workflow "${failure.workflowId}" was deleted or is switched off`;
      return refused(
        409,
        'UNKNOWN_WORKFLOW',
        message,
        'Put it back into the configuration, or switch it on.',
      );
    }
    const { outcome, reason } = replayed.decision;
    if (outcome === 'failed')
      return refused(409, 'FAILED_AGAIN', `the workflow failed again: ${reason}`, 'Mend the workflow first.');
    wake();
    return { ok: true, id: failure.occurrenceId };
  }
}

const IN_QUARANTINE = 'Take the id from /api/quarantine, or from npm run connect -- quarantine list.';
const AMONG_DEAD_LETTERS =
  'Take the id from /api/dead-letters, or from npm run connect -- failures --endpoint <name>.';

function unknown(id: string, remedy: string): Replayed {
  return refused(404, 'UNKNOWN_ENTRY', `there is no such entry "${id.slice(0, 100)}"`, remedy);
}

function itIsATest({ id, target }: StoredAction): Replayed {
  return refused(
    404,
    'UNKNOWN_ENTRY',
    `there is no such entry: "${id}" is a test of an endpoint, which is never sent again`,
    `Test it once more: npm run connect -- test ${shellWord(endpointIdOf(target))}`,
  );
}

function refused(status: 400 | 404 | 409, code: string, message: string, remedy: string): Replayed {
  return { ok: false, status, code, message, remedy };
}
