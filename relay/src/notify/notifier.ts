import { attempt, encodePayload, nullRecord, visibleParagraph } from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { parseXml } from '@convoso-connect/core/xml';
import type { Sender } from '../deliver/sender.js';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { localTime, withLocalTimes } from '../explain/local-time.js';
import { iso } from '../iso.js';
import type { Log } from '../log.js';
import { sendMail } from '../mail/mailer.js';
import type { Notice } from './notice.js';
import {
  notificationsToSend,
  recordSending,
  type NotificationRow,
  type Sending,
} from '../store/commands/notifications.js';
import type { Db } from '../store/sqlite.js';
import { storeFaultOf } from '../store/store-fault.js';

export interface NotifierParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly sender: Sender;
  readonly config: () => LiveConfig;
  /** Says that a sending is under way, which may carry credentials; call what it gives back when it has ended. */
  readonly useSecrets: () => () => void;
  /** The keys of the requests that are under way. */
  readonly underWay: Set<string>;
}

/** What is told of a notification, wherever it is sent. */
type Told = Pick<NotificationRow, 'key' | 'kind' | 'message' | 'count' | 'first_at' | 'last_at'>;

/** Where `settings.notifications` sends them besides storing them. */
type Target = 'endpoint' | 'email';

/** Waits after a sending that failed; after the last of them it is given up, and the notification stays stored. */
const RETRY_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000];

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

  /**
   * Sends a notice at once, stored or not, for the hours in which the store takes nothing. Resolves to whether it has
   * reached every place that notifications are sent to.
   */
  async tellNow({ key, kind, message, at }: Notice): Promise<boolean> {
    const targets = targetsOf(this.#parts.config());
    const told = { key, kind, message, count: 1, first_at: at, last_at: at };
    const failures = await Promise.all(targets.map((target) => this.#sendTo(target, told)));
    return targets.length > 0 && failures.every((failure) => failure === null);
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    await this.#beat;
  }

  async #sendDue(): Promise<void> {
    const { db, clock, config } = this.#parts;
    for (const sending of this.#unwritten.values()) await this.#record(sending);
    const targets = targetsOf(config());
    if (targets.length === 0) return;
    const ended = this.#parts.useSecrets();
    try {
      for (const row of await notificationsToSend(db, clock.now())) {
        if (!this.#isLeftAlone(row)) await this.#sendAlone(row, targets);
      }
    } finally {
      ended();
    }
  }

  #isLeftAlone({ key }: NotificationRow): boolean {
    const until = this.#unnoted.get(key);
    if (until === undefined || this.#parts.clock.now() < until) return until !== undefined;
    this.#unnoted.delete(key);
    return false;
  }

  /** One that cannot be sent for a fault of our own counts as not sent, and keeps no other from being sent. */
  async #sendAlone(row: NotificationRow, targets: readonly Target[]): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      await this.#send(row, targets);
    } catch (error) {
      if (storeFaultOf(error) !== null) throw error;
      log.error({ err: error, notification: row.key }, 'a notification broke off');
      const wait = RETRY_MS[row.send_attempts];
      const nextAt = wait === undefined ? null : clock.now() + wait;
      const sending = {
        key: row.key,
        sentTo: row.sent_to,
        sentAt: row.sent_at,
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

  async #send(row: NotificationRow, targets: readonly Target[]): Promise<void> {
    const { clock, log } = this.#parts;
    const sent = new Set(row.sent_to.split(',').filter(Boolean));
    const failures = [];
    for (const target of targets.filter((each) => !sent.has(each))) {
      const failure = await this.#sendTo(target, row);
      if (failure === null) sent.add(target);
      else failures.push(`${target}: ${failure}`);
    }
    const now = clock.now();
    const wait = RETRY_MS[row.send_attempts];
    const failure = failures.length === 0 ? null : failures.join('; ');
    if (failure !== null) log.warn({ notification: row.key }, `a notification was not sent: ${failure}`);
    await this.#record({
      key: row.key,
      sentTo: [...sent].join(','),
      sentAt: failure === null ? now : row.sent_at,
      failure,
      nextAt: failure === null || wait === undefined ? null : now + wait,
    });
  }

  /** Where the store takes nothing it is kept in mind: what nobody knows to be sent would be sent at every beat. */
  async #record(sending: Sending): Promise<void> {
    this.#unwritten.set(sending.key, sending);
    try {
      await recordSending(this.#parts.db, sending);
    } catch (error) {
      if (storeFaultOf(error) === null) this.#unwritten.delete(sending.key);
      throw error;
    }
    this.#unwritten.delete(sending.key);
  }

  async #sendTo(target: Target, row: Told): Promise<string | null> {
    const { resolved, endpoints, masker } = this.#parts.config();
    const { timeZone } = resolved.account;
    const { notifications, email, egress } = resolved.settings;
    if (target === 'endpoint') {
      const endpoint = endpoints.get(notifications.endpointId ?? '');
      if (endpoint === undefined) return 'the endpoint was deleted';
      return this.#post(endpoint, { ...row, message: withLocalTimes(row.message, timeZone) });
    }
    if (email === undefined) return 'there is no mail server in settings.email';
    const outcome = await sendMail(
      { smtpUrl: email.smtpUrl, from: email.from },
      {
        id: `notification-${encodeURIComponent(row.key)}-${row.count}`,
        to: notifications.email ?? '',
        subject: `Convoso Connect: ${row.kind}`,
        text: mailText(row, timeZone),
      },
      createEgressPolicy(egress.allow),
    );
    if (outcome.kind === 'accepted') return null;
    return masker.text(outcome.message);
  }

  async #post(endpoint: ResolvedEndpoint, row: Told): Promise<string | null> {
    const { sender, config, underWay } = this.#parts;
    const key = `notification-${row.key}-${row.count}`;
    const payload = encodePayload(endpoint, fieldsOf(row));
    underWay.add(key);
    const { verdict, reason } = await attempt(
      endpoint,
      payload,
      key,
      (request) => sender.send(request, endpoint.timeoutSeconds),
      { parseXml, caller: 'relay', mapping: null },
    ).finally(() => underWay.delete(key));
    return verdict.verdict === 'delivered' ? null : config().masker.text(reason ?? verdict.reason);
  }
}

/** By the clock of the account: nobody converts a time before knowing what it is about. */
function mailText({ message, count, first_at, last_at }: Told, timeZone: string): string {
  const said = visibleParagraph(withLocalTimes(message, timeZone));
  const often = count === 1 ? 'once' : `${count} times`;
  return `${said}\n\nSince ${localTime(first_at, timeZone)}, ${often}, last at ${localTime(last_at, timeZone)}.\n`;
}

function targetsOf({ resolved }: LiveConfig): Target[] {
  const { endpointId, email } = resolved.settings.notifications;
  return [
    ...(endpointId === undefined ? [] : (['endpoint'] as const)),
    ...(email === undefined ? [] : (['email'] as const)),
  ];
}

/** What an endpoint gets: the columns of `/api/notifications`, mapped by no adaptor. */
function fieldsOf({ key, kind, message, count, first_at, last_at }: Told) {
  return nullRecord<string>([
    ['key', key],
    ['kind', kind],
    ['message', message],
    ['count', String(count)],
    ['first_at', iso(first_at)],
    ['last_at', iso(last_at)],
  ]);
}
