import { savedSmtpUrlFault } from '../mail/smtp-url.js';
import { MASK } from '../secrets/mask-values.js';
import type { ConfigProblem } from './problem.js';
import type { Refusal } from './refuse.js';

/** What is wrong with the address that a heartbeat calls; null when nothing is. It may hold a token, so nothing of it is told. */
export function heartbeatUrlFault(text: string): Refusal | null {
  try {
    if (['http:', 'https:'].includes(new URL(text).protocol)) return null;
  } catch {
    // Told as anything else is that cannot be called.
  }
  return {
    code: 'BAD_HEARTBEAT_URL',
    message: 'This is no address that can be called.',
    remedy: 'Copy the address from the monitoring service whole, with https:// in front.',
  };
}

const FAULTS: Readonly<Record<string, (text: string) => Refusal | null>> = {
  'settings.email.smtpUrl': savedSmtpUrlFault,
  'settings.alarms.heartbeatUrl': heartbeatUrlFault,
};

/**
 * What is wrong with an address that a secret reference stands for. What it stands for changes without the document, so that
 * a relay which takes calls in must not be kept from that: they are warnings.
 */
export function secretAddressFaults(text: string, path: string): ConfigProblem[] {
  const fault = text.trim() === '' ? null : (FAULTS[path]?.(text) ?? null);
  return fault === null ? [] : [{ ...fault, path, value: MASK, tightened: true }];
}
