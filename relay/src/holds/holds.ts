import { ConnectError, type LeadKey } from '@convoso-connect/core';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { AddressLookup } from '../egress/guarded-agent.js';
import { iso } from '../iso.js';
import { orFoundThere } from '../store/or-found-there.js';
import { actionIdOf, type HoldChoice, type HoldWithProgress, type StoredHold } from '../store/ports/holds.js';
import type { Store, Unit } from '../store/store.js';
import { checkTargetUrl } from '../subscriptions/target-url.js';
import { makeHold, orderOf, type HoldOrder } from './order.js';
import type { HoldBody } from './rules.js';
import { newSecret, sealHold, unsealHold, type Seals } from './secrets.js';

export interface HoldsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly config: () => LiveConfig;
  readonly seals: Seals;
  readonly newId: () => string;
  /** Called when there is work to do now. */
  readonly wake: () => void;
  /** Stands in for the system's resolver. */
  readonly lookup?: AddressLookup;
}

/** By whom a hold is made. */
export interface HoldOwner {
  /** The id of a named key; blank for whoever may do everything. */
  readonly owner: string;
  readonly madeBy: string;
}

export interface Created {
  readonly made: HoldWithProgress;
  readonly repeated: boolean;
  readonly secret: string | null;
}

const FLUSHED_AT_ONCE = 200;

/** Makes holds for programs, ends them, and brings them forward. */
export class Holds {
  readonly #parts: HoldsParts;

  constructor(parts: HoldsParts) {
    this.#parts = parts;
  }

  /**
   * Makes a hold, or gives the one that its owner has made with the same id and the same content.
   *
   * @throws {ConnectError} the refusals of `holds.create`
   */
  async create(body: HoldBody, lead: LeadKey | null, owner: HoldOwner): Promise<Created> {
    const { store, clock, config, wake } = this.#parts;
    const order = orderOf(body, lead, clock.now());
    const url = await this.#checkedUrl(order.resumeUrl);
    if (url !== null) await this.#parts.seals.agreeOnKey();
    const create = async (unit: Unit): Promise<Created> => {
      const now = clock.now();
      const { leadKey, givenId } = order;
      await unit.lockLeads(leadKey === null ? [] : [leadKey]);
      const before = givenId === null ? undefined : await unit.holds.findGiven(owner.owner, givenId);
      if (before !== undefined) {
        const made = await unit.holds.find(before.id);
        if (made === undefined || before.digest !== order.digest) throw taken(givenId ?? '', before);
        return { made, repeated: true, secret: this.#secretOf(before) };
      }
      const state = leadKey === null ? undefined : (await unit.leads.states([leadKey])).get(leadKey);
      const { secret, ...sealed } = this.#sealed(order, url);
      const { hold, action } = makeHold(
        order,
        { ...owner, ...sealed },
        { lead: state ?? null, live: config(), now },
      );
      await unit.holds.add(hold);
      await unit.actions.add([action]);
      return { made: { hold, progress: action }, repeated: false, secret };
    };
    const created = await orFoundThere(() => store.durably(create));
    if (created.made.progress.dueAt <= clock.now()) wake();
    return created;
  }

  /** Ends one without handing it back. @throws {ConnectError} UNKNOWN_HOLD, NOT_HELD */
  async flush(id: string, owner: string | null, by: string): Promise<void> {
    const { store, wake } = this.#parts;
    await this.#owned(id, owner);
    const flush = this.#flush(by);
    const flushed = await store.durably((unit) => unit.pending.flush([actionIdOf(id)], flush));
    if (flushed === 0) throw notHeld(id);
    wake();
  }

  /** Ends all that are meant at this moment; gives how many they were. */
  async flushMany(choice: HoldChoice, by: string): Promise<number> {
    const { store, wake } = this.#parts;
    const ids = await store.holds.waitingIds(choice);
    const flush = this.#flush(by);
    let flushed = 0;
    for (let at = 0; at < ids.length; at += FLUSHED_AT_ONCE) {
      const some = ids.slice(at, at + FLUSHED_AT_ONCE).map((id) => actionIdOf(id));
      flushed += await store.durably((unit) => unit.pending.flush(some, flush));
    }
    if (flushed > 0) wake();
    return flushed;
  }

  /** Hands one back now. @throws {ConnectError} UNKNOWN_HOLD, NOT_HELD */
  async run(id: string, owner: string | null): Promise<number> {
    const { store, clock, wake } = this.#parts;
    await this.#owned(id, owner);
    const now = clock.now();
    const run = await store.durably((unit) => unit.pending.runNow(actionIdOf(id), now, { from: 'waiting' }));
    if (run === 0) throw notHeld(id);
    wake();
    return now;
  }

  /** Somebody else's hold is one that is not there. */
  async #owned(id: string, owner: string | null): Promise<void> {
    const found = await this.#parts.store.holds.find(id);
    if (found === undefined || (owner !== null && found.hold.owner !== owner)) throw unknownHold(id);
  }

  #flush(by: string) {
    const now = this.#parts.clock.now();
    return { from: 'waiting', reason: `flushed by ${by} at ${iso(now)}`, now } as const;
  }

  async #checkedUrl(resumeUrl: string | null): Promise<string | null> {
    if (resumeUrl === null) return null;
    const { config, lookup } = this.#parts;
    const { allow } = config().resolved.settings.egress;
    try {
      return await checkTargetUrl(resumeUrl, { allow, ...(lookup !== undefined && { lookup }) });
    } catch (error) {
      throw error instanceof ConnectError ? urlRefused(error) : error;
    }
  }

  #sealed({ secret: given }: HoldOrder, url: string | null) {
    const id = this.#parts.newId();
    if (url === null) return { id, secret: null, resumesAt: null, sealed: null };
    const secret = given ?? newSecret();
    return {
      id,
      secret,
      resumesAt: new URL(url).origin,
      sealed: sealHold(this.#parts.seals, id, { url, secret }),
    };
  }

  #secretOf({ id, sealed }: StoredHold): string | null {
    return sealed === null ? null : unsealHold(this.#parts.seals, id, sealed).secret;
  }
}

export function unknownHold(id: string): ConnectError {
  return new ConnectError(
    'UNKNOWN_HOLD',
    `there is no hold "${id.slice(0, 100)}" of this key`,
    'Take the id from /api/holds, or from npm run connect -- holds --all; holds go after the time that settings.retention names.',
  );
}

function notHeld(id: string): ConnectError {
  return new ConnectError(
    'NOT_HELD',
    `the hold "${id}" is not held any more, or is being handed back at this moment`,
    'Look what became of it: GET /api/holds/<id>.',
  );
}

function taken(givenId: string, { id }: StoredHold): ConnectError {
  return new ConnectError(
    'HOLD_ID_TAKEN',
    `this key has a hold "${givenId}" already (${id}), and asked for something else now`,
    'Ask with the very same content to be given that one, or with another id for another hold.',
  );
}

function urlRefused({ code, message, remedy }: ConnectError): ConnectError {
  return new ConnectError('RESUME_URL_REFUSED', `resumeUrl cannot be called (${code}): ${message}`, remedy);
}
