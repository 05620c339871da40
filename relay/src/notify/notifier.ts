import { attempt, encodePayload } from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { parseXml } from '@convoso-connect/core/xml';
import type { Sender } from '../deliver/sender.js';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { withLocalTimes } from '../explain/local-time.js';
import type { Log } from '../log.js';
import { sendMail } from '../mail/mailer.js';
import { failedText, refusedForText } from '../mail/outcome.js';
import { signed } from '../deliver/signing.js';
import type { Notice } from './notice.js';
import { endKeyOf, isOver, overText } from './over.js';
import { inPart, perhaps, placesOf, type Destination } from './places.js';
import { RETRY_MS } from './retries.js';
import { fieldsOf, idOf, mailText, type Told } from './told.js';
import { storeFaultOf } from '../store/store-fault.js';
import { SENT_AT_ONCE, type Sending, type StoredNotice } from '../store/ports/notices.js';
import type { Store } from '../store/store.js';
import type { Registration } from '../work/registration.js';

export interface NotifierParts {
  readonly store: Store;
  readonly relay: Pick<Registration, 'number' | 'sharing'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly sender: Sender;
  readonly config: () => LiveConfig;
  /** Says that a sending is under way, which may carry credentials; call what it gives back when it has ended. */
  readonly useSecrets: () => () => void;
  /** The keys of the requests that are under way. */
  readonly underWay: Set<string>;
  /** Resolves where this relay is the one that sends them; rejects with a fault of the store where it may not be any more. */
  readonly confirm: () => Promise<void>;
}

/**
 * Why a place is not known to have a notification, and whether it is to be sent there again: not where some of those behind an address have it.
 * Where it may have it (`unknown`) it is: once more is better than never, and by its id a receiver knows it again.
 */
interface NotTaken {
  readonly reason: string;
  readonly by: 'all' | 'some' | 'unknown';
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
    const failures = await Promise.all(places.map((place) => this.#sendTo(place, told)));
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
      for (const row of await store.notices.due(clock.now())) {
        if (this.#isLeftAlone(row)) continue;
        // A pause of the process may have been longer than its lease, and what was due is sent by another one then.
        await this.#parts.confirm();
        await this.#sendAlone(row);
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

  #isLeftAlone({ key }: StoredNotice): boolean {
    const until = this.#unnoted.get(key);
    if (until === undefined || this.#parts.clock.now() < until) return until !== undefined;
    this.#unnoted.delete(key);
    return false;
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
    const told = await this.#toldOf(row);
    if (told === null) {
      const { key, sentTo, sentAt, sendFailure: failure } = row;
      await this.#record({ key, sentTo, sentAt, failure, nextAt: null });
      return;
    }
    const sent = new Set(row.sentTo.split(',').filter(Boolean));
    const failures: (NotTaken & { readonly place: Destination })[] = [];
    for (const place of places.filter(({ by }) => !sent.has(by))) {
      const failure = sent.has(inPart(place)) ? TAKEN_BY_SOME : await this.#sendTo(place, told);
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

  async #sendTo(place: Destination, row: Told): Promise<NotTaken | null> {
    const { resolved, endpoints, masker } = this.#parts.config();
    const { timeZone } = resolved.account;
    const { email, egress } = resolved.settings;
    if (place.by === 'endpoint') {
      const endpoint = endpoints.get(place.to);
      if (endpoint === undefined) return byAll('the endpoint was deleted');
      const failure = await this.#post(endpoint, { ...row, message: withLocalTimes(row.message, timeZone) });
      return failure === null ? null : byAll(failure);
    }
    if (email === undefined) return byAll('there is no mail server in settings.email');
    const outcome = await sendMail(
      { smtpUrl: email.smtpUrl, from: email.from },
      {
        id: encodeURIComponent(row.id),
        to: place.to,
        subject: `Convoso Connect: ${row.kind}`,
        text: mailText(row, timeZone),
      },
      createEgressPolicy(egress.allow),
    );
    if (outcome.kind === 'refused') return byAll(masker.text(outcome.message));
    if (outcome.kind === 'failed')
      return {
        reason: masker.text(failedText(outcome)),
        by: outcome.reached === 'unknown' ? 'unknown' : 'all',
      };
    const { refusedFor } = outcome;
    return refusedFor.length === 0 ? null : { reason: masker.text(refusedForText(refusedFor)), by: 'some' };
  }

  async #post(endpoint: ResolvedEndpoint, row: Told): Promise<string | null> {
    const { sender, config, underWay, clock } = this.#parts;
    const key = row.id;
    const payload = encodePayload(endpoint, fieldsOf(row));
    const secret = config().resolved.settings.signing?.secret ?? null;
    const now = clock.now();
    underWay.add(key);
    const { verdict, reason } = await attempt(
      endpoint,
      payload,
      key,
      (request) => {
        const sent = secret === null ? request : signed(request, { secret, id: key, now });
        return sender.send(sent, endpoint.timeoutSeconds);
      },
      { parseXml, caller: 'relay', mapping: null },
    ).finally(() => underWay.delete(key));
    return verdict.verdict === 'delivered' ? null : config().masker.text(reason ?? verdict.reason);
  }
}

const TAKEN_BY_SOME: NotTaken = { reason: 'it was not taken for everybody there', by: 'some' };

function byAll(reason: string): NotTaken {
  return { reason, by: 'all' };
}
