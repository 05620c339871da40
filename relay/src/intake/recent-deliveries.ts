import { hash } from 'node:crypto';
import { callLogIdOf, nameFields, readFlat, textOf, type Snapshot } from '@convoso-connect/core';
import type { Payload } from '@convoso-connect/receiver/parts';
import { BoundedMap } from '../bounded-map.js';
import type { LiveConfig, LiveHook } from '../config/live-config.js';
import { storeFaultOf } from '../store/store-fault.js';
import { RECORD_HEADER } from './hook-request.js';
import { readDelivery } from './reading.js';
import type { KnownBy, NewDelivery } from '../store/ports/intake.js';

/** A delivery that was taken in, or is being. */
export interface KnownDelivery {
  /** What it was answered with: the ids of another one, where it turns out to be the repeat of what came to another relay. */
  ids: readonly string[];
  /** When it came, in epoch milliseconds. */
  readonly at: number;
  /** Settles as its storing does. */
  readonly stored: Promise<unknown>;
}

/** The half of so many that came last are known at least, and never more: no crowd of deliveries takes all memory. */
const MOST_KNOWN = 200_000;

type Stored = Pick<NewDelivery, 'id' | 'hookId' | 'receivedAt' | 'query' | 'headers' | 'body'>;

export interface ArrivingDelivery {
  readonly delivery: Pick<NewDelivery, 'query' | 'body'>;
  readonly reading: Payload;
  readonly live: LiveHook;
}

/** One thing by which a delivery is known again. */
interface Mark {
  readonly key: string;
  readonly withinMs: number;
  /** Equal bytes are one delivery only where they are about a call: two leads may be changed alike. */
  readonly needsCall: boolean;
}

/**
 * The latest deliveries, by what makes a later one their repeat (domain-facts J.41): the same hook, query and bytes with
 * a call's id within `repeatSeconds`, or the fields of the hook's `dedupe`. Senders repeat a request whose answer was
 * lost, above all where the relay stopped just then, so that what was stored before a start is remembered as well.
 */
export class RecentDeliveries {
  readonly #known = new BoundedMap<string, KnownDelivery>(MOST_KNOWN);
  readonly #storedSince: (since: number) => Promise<readonly Stored[]>;
  #loaded: Promise<void> | null = null;

  /** `storedSince` gives what was stored since an instant, in order of arrival. */
  constructor(storedSince: (since: number) => Promise<readonly Stored[]>) {
    this.#storedSince = storedSince;
  }

  /** Resolves once what was stored before the start is known. Where the store cannot be read, the next one asks again. */
  ready(config: LiveConfig, now: number): Promise<void> {
    this.#loaded ??= this.#load(config, now).catch((error: unknown) => {
      if (storeFaultOf(error) !== null) this.#loaded = null;
    });
    return this.#loaded;
  }

  /** The delivery that this one repeats; null where there is none, and this one is known from now on. */
  claim(arriving: ArrivingDelivery, own: KnownDelivery): KnownDelivery | null {
    const marks = marksOf(arriving);
    for (const mark of marks) {
      const known = this.#known.get(mark.key);
      // Both ways: what a clock that was set back has put into the future makes no repeats of all calls until then.
      if (known === undefined || Math.abs(own.at - known.at) >= mark.withinMs) continue;
      if (!mark.needsCall || isAboutCalls(arriving)) return known;
    }
    for (const { key } of marks) this.#known.set(key, own);
    return null;
  }

  /** Forgets a delivery that was not stored after all. */
  release(arriving: ArrivingDelivery, own: KnownDelivery): void {
    for (const { key } of marksOf(arriving)) {
      if (this.#known.get(key) === own) this.#known.delete(key);
    }
  }

  /** By what a delivery is known to other relays: nobody can read in it what it held. */
  marksOf(arriving: ArrivingDelivery): KnownBy[] {
    const isAbout = isAboutCalls(arriving);
    return marksOf(arriving)
      .filter(({ needsCall }) => isAbout || !needsCall)
      .map(({ key, withinMs }) => ({ key: hash('sha256', key, 'base64'), withinMs }));
  }

  async #load({ hooks }: LiveConfig, now: number): Promise<void> {
    const longest = Math.max(0, ...[...hooks.values()].map(longestMs));
    if (longest === 0) return;
    for (const row of await this.#storedSince(now - longest)) {
      const live = hooks.get(row.hookId);
      const headers = JSON.parse(row.headers) as Record<string, string>;
      // Of a request with several records the bytes are not kept.
      if (live === undefined || headers[RECORD_HEADER] !== undefined) continue;
      const reading = readDelivery({ query: row.query, headers, body: row.body });
      if (reading.outcome !== 'payload') continue;
      const own = { ids: [row.id], at: row.receivedAt, stored: Promise.resolve() };
      this.claim({ delivery: row, reading, live }, own);
    }
  }
}

function longestMs({ hook }: LiveHook): number {
  return Math.max(hook.repeatSeconds, hook.dedupe?.seconds ?? 0) * 1000;
}

function marksOf({ delivery, reading, live }: ArrivingDelivery): Mark[] {
  const { hook } = live;
  const { query, body } = delivery;
  const marks: Mark[] = [];
  if (hook.repeatSeconds > 0) {
    const key = hash('sha256', Buffer.concat([Buffer.from(`${hook.id}\n${query}\n`), body]), 'base64');
    marks.push({ key, withinMs: hook.repeatSeconds * 1000, needsCall: true });
  }
  if (hook.dedupe !== undefined) {
    const { fields, seconds } = hook.dedupe;
    const values = snapshotsOf(reading, live).map((snapshot) =>
      fields.map((field) => textOf(readFlat(snapshot, field) ?? '').trim()),
    );
    // Deliveries that have none of the fields have nothing in common.
    if (values.every((each) => each.some((value) => value !== ''))) {
      marks.push({ key: JSON.stringify([hook.id, values]), withinMs: seconds * 1000, needsCall: false });
    }
  }
  return marks;
}

function isAboutCalls({ reading, live }: ArrivingDelivery): boolean {
  return snapshotsOf(reading, live).every((snapshot) => callLogIdOf(snapshot) !== null);
}

function snapshotsOf({ records }: Payload, { hook }: LiveHook): Snapshot[] {
  return records.map(({ received }) => nameFields(received, hook.fields).snapshot);
}
