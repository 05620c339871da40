import { attempt, encodePayload } from '@convoso-connect/core';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';
import { parseXml } from '@convoso-connect/core/xml';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import type { Sender } from '../deliver/sender.js';
import { signed } from '../deliver/signing.js';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { withLocalTimes } from '../explain/local-time.js';
import { sendMail } from '../mail/mailer.js';
import { failedText, refusedForText } from '../mail/outcome.js';
import type { Destination } from './places.js';
import { fieldsOf, mailText, type Told } from './told.js';

export interface HandingOver {
  readonly clock: Clock;
  readonly sender: Sender;
  readonly config: () => LiveConfig;
  /** The keys of the requests that are under way. */
  readonly underWay: Set<string>;
}

/**
 * Why a place is not known to have a notification, and whether it is to be sent there again: not where some of those behind an address have it.
 * Where it may have it (`unknown`) it is: once more is better than never, and by its id a receiver knows it again.
 */
export interface NotTaken {
  readonly reason: string;
  readonly by: 'all' | 'some' | 'unknown';
}

/** Sends a notification to one of its places; null where that has it. */
export async function handOver(place: Destination, row: Told, parts: HandingOver): Promise<NotTaken | null> {
  const { resolved, endpoints, masker } = parts.config();
  const { timeZone } = resolved.account;
  const { email, egress } = resolved.settings;
  if (place.by === 'endpoint') {
    const endpoint = endpoints.get(place.to);
    if (endpoint === undefined) return byAll('the endpoint was deleted');
    const failure = await post(endpoint, { ...row, message: withLocalTimes(row.message, timeZone) }, parts);
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

async function post(
  endpoint: ResolvedEndpoint,
  row: Told,
  { sender, config, underWay, clock }: HandingOver,
): Promise<string | null> {
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

function byAll(reason: string): NotTaken {
  return { reason, by: 'all' };
}
