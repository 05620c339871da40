import type { Refusal } from '../refusal.js';

const ATOM = '[^\\s\\p{Cc}@,;:<>()[\\]"\\\\]+';

/** One address, and nothing that could be read as two or as a header. */
const ADDRESS = `${ATOM}@(?:${ATOM}|\\[[\\w.:]+\\])`;

const OF_LEAD = new RegExp(`^${ATOM}@${ATOM}\\.${ATOM}$`, 'u');

/** An address, or a name with the address in angle brackets; a name with special characters stands in quotes. */
const MAILBOX = new RegExp(
  `^(?:${ADDRESS}|(?:"(?:[^"\\\\\\p{Cc}]|\\\\[^\\p{Cc}])*"|[^"<>@,;:\\p{Cc}]*)<${ADDRESS}>)$`,
  'u',
);

/** Commas between addresses, not those within the quotes of a name. */
const BETWEEN = /,(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/**
 * What is wrong with the one that mails are sent by; null when nothing is.
 *
 * @example
 * ```ts
 * senderFault('Relay <relay@example.test>'); // → null
 * senderFault('relay')?.code; // → 'BAD_MAIL_ADDRESS'
 * ```
 */
export function senderFault(text: string): Refusal | null {
  return isMailbox(text) ? null : badAddress(SENDER_REMEDY);
}

/** The same for those that mails are sent to: several have commas between them. */
export function recipientsFault(text: string): Refusal | null {
  return text.split(BETWEEN).every(isMailbox) ? null : badAddress(RECIPIENTS_REMEDY);
}

/** Whether a mail about a lead can go there: one address of a domain, without a name. */
export function isMailAddress(text: string): boolean {
  return OF_LEAD.test(text);
}

function isMailbox(text: string): boolean {
  return MAILBOX.test(text.trim().replace(/\s+</, '<'));
}

const SENDER_REMEDY = 'Write one, such as relay@example.test, or a name with it: Relay <relay@example.test>.';

export const RECIPIENTS_REMEDY =
  'Write one, such as operations@example.test; between several of them stands a comma.';

export function badAddress(remedy: string): Refusal {
  return { code: 'BAD_MAIL_ADDRESS', message: 'This is no e-mail address.', remedy };
}
