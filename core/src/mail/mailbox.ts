import type { Refusal } from '../refusal.js';

const ATOM = '[^\\s\\p{Cc}@,;:<>()[\\]"\\\\]+';

/** One address, and nothing that could be read as two or as a header. */
const ADDRESS = `${ATOM}@(?:${ATOM}|\\[[\\w.:]+\\])`;

const OF_LEAD = new RegExp(`^${ATOM}@${ATOM}\\.${ATOM}$`, 'u');

/** An address, or a name with the address in angle brackets; a name with special characters stands in quotes. */
const MAILBOX = new RegExp(
  `^(?:${ADDRESS}|(?:"(?:[^"\\\\\\p{Cc}]|\\\\[^\\p{Cc}])*"[ \\t]*|[^"<>@,;:\\p{Cc}]*)<${ADDRESS}>)$`,
  'u',
);

/** A domain that no server can have: it begins with a dot, or two of its dots have nothing between them. */
const EMPTY_LABEL = /@(?:\.|[^@<>]*\.\.)/;

/** A dot with nothing before or behind it, wherever in an address, or something that cannot be seen. */
const STRAY = /^\.|\.$|\.@|@\.|\.\.|\p{Cf}/u;

/** A letter before the @ that only servers with SMTPUTF8 (RFC 6531) take; that of a domain goes out in its ASCII form. */
const FOREIGN_NAME = /\P{ASCII}.*@/su;

/** The quotes of a name, in which a backslash takes away what the next character means; a comma; and whatever is neither. */
const PIECES = /"(?:[^"\\]|\\.)*"|,|[^",]+|"/gs;

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
  return mailboxesIn(text).every(isMailbox) ? null : badAddress(RECIPIENTS_REMEDY);
}

/**
 * What is wrong with one or several addresses that are to be saved, though a mail may go by them: RFC 5321 has no dot that nothing
 * stands before or behind, and few servers take one; nor are there many with SMTPUTF8, which other letters than ASCII need before the @. They are still sent to where they were saved before there was this rule.
 */
export function savedAddressFault(text: string): Refusal | null {
  const addresses = mailboxesIn(text).map(addressIn);
  if (addresses.some((each) => STRAY.test(each))) return UNUSUAL;
  return addresses.some((each) => FOREIGN_NAME.test(each)) ? FOREIGN : null;
}

/** Whether a mail about a lead can go there: one address of a domain, without a name. */
export function isMailAddress(text: string): boolean {
  return OF_LEAD.test(text) && !EMPTY_LABEL.test(text);
}

function isMailbox(text: string): boolean {
  return MAILBOX.test(text.trim()) && !EMPTY_LABEL.test(addressIn(text));
}

/** Between them stand commas, none of which is in the quotes of a name. */
function mailboxesIn(text: string): string[] {
  const found = [''];
  for (const [piece] of text.matchAll(PIECES)) {
    if (piece === ',') found.push('');
    else found.push(`${found.pop() ?? ''}${piece}`);
  }
  return found;
}

/** Without the name before it and the brackets around it. */
function addressIn(mailbox: string): string {
  return /<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
}

const UNUSUAL: Refusal = {
  code: 'UNUSUAL_MAIL_ADDRESS',
  message: 'This address has a dot with nothing before or behind it, or something in it that cannot be seen.',
  remedy: 'Write it as its mail server has it, such as operations@example.test.',
};

const FOREIGN: Refusal = {
  code: 'UNUSUAL_MAIL_ADDRESS',
  message: 'This address has a letter before its @ that is no ASCII, and few mail servers take one.',
  remedy:
    'Name an address that has only ASCII before its @, such as operations@example.test; most mail systems have one for the same mailbox.',
};

const SENDER_REMEDY = 'Write one, such as relay@example.test, or a name with it: Relay <relay@example.test>.';

export const RECIPIENTS_REMEDY =
  'Write one, such as operations@example.test; between several of them stands a comma.';

export function badAddress(remedy: string): Refusal {
  return { code: 'BAD_MAIL_ADDRESS', message: 'This is no e-mail address.', remedy };
}
