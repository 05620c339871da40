import type { Masker } from '@convoso-connect/core';
import type { Rejection } from '@convoso-connect/receiver/parts';
import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import { messageOf, performIsolated } from '../work/isolate.js';
import type { HookRequest } from './hook-request.js';
import { headersToKeep } from './keep.js';
import type { LineBudget } from './line-budget.js';
import { RefusalBudget, sourceOf } from './refusal-budget.js';
import type { CountedNotice } from '../store/ports/notices.js';
import { QUARANTINE_BODY_BYTES, type QuarantinedRequest } from '../store/ports/quarantine.js';
import type { Store } from '../store/store.js';

/** A request that was turned away. */
export interface Refused {
  /** Without secrets. */
  readonly request: HookRequest;
  readonly rejection: Rejection;
  /** Whether hooks are set up for this caller, so that it may well be a call of Convoso's. */
  readonly isKnown: boolean;
}

export interface QuarantineParts {
  readonly store: Store;
  readonly log: Log;
  readonly lines: LineBudget;
  readonly config: () => LiveConfig;
  readonly now: () => number;
  readonly newId: () => string;
}

interface Waiting {
  readonly row: QuarantinedRequest;
  readonly notice: CountedNotice;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const NOT_KEPT = 'refused requests were not kept, because too many of their address were refused';

/** So many at once go into one commit. */
const LARGEST_GROUP = 100;

/**
 * Keeps rejected requests for replay and tells the operator, once for each cause. What comes together is kept in one
 * commit. Each hook and cause has places of its own, unknown hooks have few, and strangers have a budget: so a scan pushes
 * no genuine call out, and costs little.
 */
export class QuarantineKeeper {
  readonly #parts: QuarantineParts;
  readonly #budget = new RefusalBudget();
  #waiting: Waiting[] = [];
  #keeping = false;

  constructor(parts: QuarantineParts) {
    this.#parts = parts;
  }

  /**
   * Resolves when the request is kept, to false where its source has been refused too much to keep it. Rejects with a
   * fault of the store.
   */
  async keep(refused: Refused): Promise<boolean> {
    const { config, lines, now } = this.#parts;
    const { request, rejection, isKnown } = refused;
    const at = now();
    const source = sourceOf(request.remoteAddress);
    if (!isKnown && !this.#budget.take(source, at)) {
      if (lines.count(NOT_KEPT, at)) await this.#tell(request.remoteAddress, at);
      return false;
    }
    const { masker, hooks } = config();
    const told = `${masker.text(rejection.message)}. ${rejection.remedy}`;
    const about = { code: rejection.code, hook: hookOf(request, masker), from: request.remoteAddress };
    lines.warn(about, `turned away: ${told}`, at);
    const pool = poolOf(refused, hooks.has(request.hookId));
    const row = { ...this.#rowOf(refused, masker), at, pool, source };
    const notice = { key: `quarantine:${rejection.code}`, kind: 'quarantined', message: told, at, count: 1 };
    await new Promise<void>((done, failed) => {
      this.#waiting.push({ row, notice, done, failed });
      void this.#keepWaiting();
    });
    return true;
  }

  /** That something was not kept must not show in the log alone. */
  async #tell(address: string, at: number): Promise<void> {
    const message = `Of ${address} so many requests were refused that no more of them are kept for now; the log tells how many.`;
    await this.#parts.store
      .turn((unit) =>
        unit.notices.record({ key: 'quarantine:TOO_MANY_REFUSED', kind: 'quarantined', message, at }),
      )
      .catch(() => undefined);
  }

  #rowOf(
    { request, rejection }: Refused,
    masker: Masker,
  ): Omit<QuarantinedRequest, 'at' | 'pool' | 'source'> {
    const { query, body, tooLarge } = request;
    const isCut = tooLarge || Math.max(body.length, query.length) > QUARANTINE_BODY_BYTES;
    return {
      id: this.#parts.newId(),
      hookId: hookOf(request, masker),
      status: rejection.status,
      code: rejection.code,
      reason: masker.text(rejection.message),
      method: request.method,
      query: query.slice(0, QUARANTINE_BODY_BYTES),
      headers: headersToKeep(request.headers),
      body: body.subarray(0, QUARANTINE_BODY_BYTES),
      truncated: isCut,
      remoteAddress: request.remoteAddress,
      replayedAs: null,
    };
  }

  async #keepWaiting(): Promise<void> {
    if (this.#keeping) return;
    this.#keeping = true;
    while (this.#waiting.length > 0) await this.#keepGroup(this.#waiting.splice(0, LARGEST_GROUP));
    this.#keeping = false;
  }

  async #keepGroup(group: readonly Waiting[]): Promise<void> {
    const { store, log } = this.#parts;
    try {
      await performIsolated(group, {
        perform: async (some) => {
          await store.turn(async (unit) => {
            await unit.quarantine.add(some.map(({ row }) => row));
            for (const notice of counted(some)) await unit.notices.record(notice);
          });
          return () => undefined;
        },
        setAside: ({ row }, error) => {
          const { code, hookId: hook } = row;
          log.error({ code, hook, failure: messageOf(error) }, 'a rejected request could not be kept');
          return Promise.resolve();
        },
      });
      await store.synced();
      for (const { done } of group) done();
    } catch (error) {
      for (const { failed } of group) failed(error);
    }
  }
}

function hookOf({ hookId }: HookRequest, masker: Masker): string {
  return masker.text(hookId).slice(0, 200);
}

/** What shares a number of places: the requests to one hook for one cause, and apart from them those of strangers. */
function poolOf({ request, rejection, isKnown }: Refused, hookIsThere: boolean): string {
  if (hookIsThere) return `${isKnown ? 'caller' : 'stranger'} ${request.hookId} ${rejection.code}`;
  return isKnown ? 'caller' : 'stranger';
}

/** One notice for each cause, with the latest words. */
function counted(group: readonly Waiting[]): readonly CountedNotice[] {
  const notices = new Map<string, CountedNotice>();
  for (const { notice } of group) {
    const count = (notices.get(notice.key)?.count ?? 0) + notice.count;
    notices.set(notice.key, { ...notice, count });
  }
  return [...notices.values()];
}
