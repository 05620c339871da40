import type { Log } from '../log.js';
import { handOver, type HandingOver, type NotTaken } from './hand-over.js';
import type { Notice } from './notice.js';
import { endKeyOf, isOver, overText } from './over.js';
import { hasReachedSomebody, inPart, perhaps, placesOf, type Destination } from './places.js';
import { RETRY_MS } from './retries.js';
import { idOf, type Told } from './told.js';
import { alarmNoticeFor } from './told-by-alarm.js';
import { storeFaultOf } from '../store/store-fault.js';
import { SENT_AT_ONCE, type Sending, type StoredNotice } from '../store/ports/notices.js';
import type { Store } from '../store/store.js';
import type { Registration } from '../work/registration.js';

export interface NotifierParts extends HandingOver {
  readonly store: Store;
  readonly relay: Pick<Registration, 'number' | 'sharing'>;
  readonly log: Log;
  /** Says that a sending is under way, which may carry credentials; call what it gives back when it has ended. */
  readonly useSecrets: () => () => void;
  /** Resolves where this relay is the one that sends them; rejects with a fault of the store where it may not be any more. */
  readonly confirm: () => Promise<void>;
}

const LONGEST_WAIT_MS = Math.max(...RETRY_MS);

/** Sends notifications to where the configuration says, a few at each beat. They are stored in any case. */
export class Notifier {
  readonly #parts: NotifierParts;
  #beat: Promise<void> | null = null;
  /** What came of sendings while the store took nothing, by key: nothing is sent until all of it is written down. */
  readonly #unwritten = new Map<string, Sending>();
  /** Until when those are left alone of which not even the sending could be noted down, by key. */
  readonly #unnoted = new Map<string, number>();

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** Sends what is due. */
  beat(): void {
    this.#beat ??= this.#sendDue()
      .catch((error: unknown) => {
        // What the store suffers from is told by whoever writes to it, once.
        if (storeFaultOf(error) !== null) return;
        this.#parts.log.error({ err: error }, 'notifications could not be sent');
      })
      .finally(() => {
        this.#beat = null;
      });
  }

  /** Sends what is due now, however much it is, and resolves when that is done. */
  async sendAll(): Promise<void> {
    const { store, clock } = this.#parts;
    let left = '';
    for (;;) {
      await this.#beat;
      this.beat();
      await this.#beat;
      const due = JSON.stringify((await store.notices.due(clock.now())).map(({ key }) => key));
      // What cannot be sent stays due where the store does not take that it was tried.
      if (due === '[]' || due === left) return;
      left = due;
    }
  }

  /**
   * Sends a notice at once, stored or not, for the hours in which the store takes nothing. Resolves to whether it has
   * reached every place that notifications are sent to.
   */
  async tellNow({ key, kind, message, at }: Notice): Promise<boolean> {
    const places = placesOf(key, this.#parts.config().resolved.settings);
    const { number, sharing } = this.#parts.relay;
    // Relays of one store are cut off from it at one moment, and each of them tells of itself.
    const id = sharing === 'shared' ? `${idOf({ key, lastAt: at })}-${number}` : idOf({ key, lastAt: at });
    const told = { id, key, kind, message, count: 1, firstAt: at, lastAt: at };
    const failures = await Promise.all(places.map((place) => handOver(place, told, this.#parts)));
    return places.length > 0 && failures.every((failure) => failure === null || failure.by === 'some');
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#beat;
  }

  async #sendDue(): Promise<void> {
    const { store, clock } = this.#parts;
    for (const sending of this.#unwritten.values()) await this.#record(sending);
    if (!this.#isAnywhere()) {
      await this.#withdrawOver();
      return;
    }
    const ended = this.#parts.useSecrets();
    try {
      const done = new Set<string>();
      for (const row of await store.notices.due(clock.now())) {
        const alarm = await alarmNoticeFor(store, row);
        // What tells of more goes first: where it arrives, nobody needs the other.
        for (const each of alarm === undefined ? [row] : [alarm, row]) {
          if (done.has(each.key) || !this.#isDue(each)) continue;
          done.add(each.key);
          // A pause of the process may have been longer than its lease, and what was due is sent by another one then.
          await this.#parts.confirm();
          await this.#sendAlone(each);
        }
      }
    } finally {
      ended();
    }
  }

  #isAnywhere(): boolean {
    const { notifications, alarms } = this.#parts.config().resolved.settings;
    return [notifications, alarms].some(({ endpointId, email }) => (endpointId ?? email) !== undefined);
  }

  /** What was over before anybody was to be told is no news to whoever is named later. */
  async #withdrawOver(): Promise<void> {
    const { notices } = this.#parts.store;
    const due = await notices.due(this.#parts.clock.now());
    // Of more than are given at once, some that are over may stand behind the rest.
    const mayBeOver = due.length === SENT_AT_ONCE || due.some(({ resolvedAt }) => resolvedAt !== null);
    if (mayBeOver) await notices.withdrawOver();
  }

  #isDue({ key, sendAt }: StoredNotice): boolean {
    const now = this.#parts.clock.now();
    if (sendAt === null || sendAt > now) return false;
    const until = this.#unnoted.get(key);
    if (until !== undefined && now < until) return false;
    this.#unnoted.delete(key);
    return true;
  }

  /** One that cannot be sent for a fault of our own counts as not sent, and keeps no other from being sent. */
  async #sendAlone(row: StoredNotice): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      await this.#send(row);
    } catch (error) {
      if (storeFaultOf(error) !== null) throw error;
      log.error({ err: error, notification: row.key }, 'a notification broke off');
      const wait = RETRY_MS[row.sendAttempts];
      const nextAt = wait === undefined ? null : clock.now() + wait;
      const sending = {
        key: row.key,
        sentTo: row.sentTo,
        sentAt: row.sentAt,
        failure: 'it broke off with an error of the relay; see its log',
        nextAt,
      };
      await this.#record(sending).catch((refused: unknown) => {
        if (storeFaultOf(refused) !== null) throw refused;
        // Its row refuses to be changed: it must not be sent at every beat, nor keep the others from being sent.
        this.#unnoted.set(row.key, clock.now() + LONGEST_WAIT_MS);
      });
    }
  }

  async #send(row: StoredNotice): Promise<void> {
    const { clock, log, config } = this.#parts;
    const places = placesOf(row.key, config().resolved.settings);
    if (places.length === 0) {
      // Nobody wants it now. It is stored, and is sent where its cause comes up again and somebody does.
      const { key, sentTo, sentAt } = row;
      await this.#record({ key, sentTo, sentAt, failure: null, nextAt: null });
      return;
    }
    const told = (await this.#isToldByAlarm(row)) ? null : await this.#toldOf(row);
    if (told === null) {
      const { key, sentTo, sentAt, sendFailure: failure } = row;
      await this.#record({ key, sentTo, sentAt, failure, nextAt: null });
      return;
    }
    const sent = new Set(row.sentTo.split(',').filter(Boolean));
    const failures: (NotTaken & { readonly place: Destination })[] = [];
    for (const place of places.filter(({ by }) => !sent.has(by))) {
      const failure = sent.has(inPart(place)) ? TAKEN_BY_SOME : await handOver(place, told, this.#parts);
      if (failure?.by === 'unknown') sent.add(perhaps(place));
      if (failure?.by === 'some') sent.add(inPart(place));
      if (failure === null) sent.add(place.by).delete(perhaps(place));
      else failures.push({ ...failure, place });
    }
    const now = clock.now();
    const wait = failures.some(({ by }) => by !== 'some') ? RETRY_MS[row.sendAttempts] : undefined;
    const failure =
      failures.length === 0 ? null : failures.map(({ place, reason }) => `${place.by}: ${reason}`).join('; ');
    const became = failures.every(({ by }) => by === 'unknown') ? 'may not have been sent' : 'was not sent';
    if (failure !== null) log.warn({ notification: row.key }, `a notification ${became}: ${failure}`);
    await this.#record({
      key: row.key,
      sentTo: [...sent].join(','),
      sentAt: failure === null ? now : row.sentAt,
      failure,
      nextAt: wait === undefined ? null : now + wait,
    });
  }

  /** Operators who have the alarm of an endpoint are not sent a notice of each of its actions besides; those whom it did not reach are. */
  async #isToldByAlarm(row: StoredNotice): Promise<boolean> {
    const alarm = await alarmNoticeFor(this.#parts.store, row);
    return alarm !== undefined && hasReachedSomebody(alarm);
  }

  /**
   * What is told of a notification now. Of what is over by now nobody is told as if it went on; null where its end is told by another one,
   * which would come before it.
   */
  async #toldOf(row: StoredNotice): Promise<Told | null> {
    if (!isOver(row)) return { ...row, id: idOf(row) };
    const endKey = endKeyOf(row.key);
    const end = endKey === null ? undefined : await this.#parts.store.notices.find(endKey);
    if (end !== undefined && end.lastAt >= row.resolvedAt) return null;
    return { ...row, message: overText(row), id: `${idOf(row)}-over` };
  }

  /** Where the store takes nothing it is kept in mind: what nobody knows to be sent would be sent at every beat. */
  async #record(sending: Sending): Promise<void> {
    this.#unwritten.set(sending.key, sending);
    try {
      await this.#parts.store.notices.recordSending(sending);
    } catch (error) {
      if (storeFaultOf(error) === null) this.#unwritten.delete(sending.key);
      throw error;
    }
    this.#unwritten.delete(sending.key);
  }
}

const TAKEN_BY_SOME: NotTaken = { reason: 'it was not taken for everybody there', by: 'some' };
