import { recipientsFault, senderFault } from '../mail/mailbox.js';
import { smtpUrlFault } from '../mail/smtp-url.js';
import type { Refusal } from '../refusal.js';
import { heartbeatUrlFault } from './secret-addresses.js';
import type { ResolvedConfig } from './secrets.js';

/** Where an address stands in the document, as in problems, and why nothing can be sent by it. */
export interface UselessAddress extends Refusal {
  readonly path: string;
}

/**
 * Addresses for mails and heartbeats that serve for nothing, and with which a relay runs all the same: an earlier version accepted
 * them, or a reference stands for them. Nothing of an address is told.
 *
 * @example
 * ```ts
 * uselessAddresses(resolved)[0]?.path; // → 'settings.email.smtpUrl'
 * ```
 */
export function uselessAddresses({ settings }: Pick<ResolvedConfig, 'settings'>): readonly UselessAddress[] {
  const { email, alarms, notifications } = settings;
  const looked = [
    ['settings.email.smtpUrl', email?.smtpUrl, smtpUrlFault],
    ['settings.email.from', email?.from, senderFault],
    ['settings.alarms.email', alarms.email, recipientsFault],
    ['settings.notifications.email', notifications.email, recipientsFault],
    ['settings.alarms.heartbeatUrl', alarms.heartbeatUrl, heartbeatUrlFault],
  ] as const;
  return looked.flatMap(([path, text, faultOf]) => {
    const fault = text === undefined || text.trim() === '' ? null : faultOf(text);
    return fault === null ? [] : [{ path, ...fault }];
  });
}
