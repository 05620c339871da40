import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { smtpPort, smtpUrlFault } from '@convoso-connect/core/config';
import { createTransport } from 'nodemailer';
import { EgressRefusedError } from '../egress/egress-errors.js';
import type { EgressPolicy } from '../egress/egress-policy.js';
import { failureWords, type ServerPlace } from './failure-words.js';

/** A mail in plain text. */
export interface Mail {
  /** Constant over repeats, so that mail systems can tell them; without angle brackets. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailServer {
  /** `smtp://` or `smtps://`, credentials included. Never log or store it. */
  readonly smtpUrl: string;
  readonly from: string;
}

/** One of several recipients for whom the server has not taken a mail that it took for others. */
export interface RefusedRecipient {
  readonly to: string;
  readonly said: string;
}

/** What became of a mail. `not-sent`: surely not taken by the server · `unknown`: it may have been. */
export type MailOutcome =
  | {
      readonly kind: 'accepted';
      readonly answer: string;
      /** Those of several for whom the server has not taken it, and what it said of each. */
      readonly refusedFor: readonly RefusedRecipient[];
    }
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly message: string }
  | { readonly kind: 'failed'; readonly reached: 'not-sent' | 'unknown'; readonly message: string };

const TIMEOUT_MS = 30_000;

/**
 * Hands one mail to a mail server, through the same egress rules as every other outgoing call: the name is resolved
 * once, and the connection goes to one of the addresses that were judged. Never rejects.
 */
export async function sendMail(server: MailServer, mail: Mail, policy: EgressPolicy): Promise<MailOutcome> {
  // The error of whoever reads it is never told: it shows all of it, with the password.
  const fault = smtpUrlFault(server.smtpUrl);
  if (fault !== null) {
    const message = `settings.email.smtpUrl: ${fault.message} ${fault.remedy}`;
    return { kind: 'failed', reached: 'not-sent', message };
  }
  const url = new URL(server.smtpUrl);
  let address: string;
  const port = smtpPort(url);
  const place = { host: url.hostname.replace(/^\[|\]$/g, ''), port };
  try {
    address = await vettedAddress(place, policy);
  } catch (error) {
    return { kind: 'failed', reached: 'not-sent', message: messageOf(error, place) };
  }
  const transport = createTransport({
    host: address,
    port,
    secure: url.protocol === 'smtps:',
    requireTLS: needsTls(url, address),
    tls: { servername: url.hostname },
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { response, rejectedErrors = [] } = await transport.sendMail({
      from: server.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      messageId: `<${mail.id}@convoso-connect>`,
    });
    const refusedFor = rejectedErrors.map((error) => ({
      to: error.recipient ?? '',
      said: error.response ?? error.message,
    }));
    return { kind: 'accepted', answer: response, refusedFor };
  } catch (error) {
    return failureOf(error, place);
  } finally {
    transport.close();
  }
}

/**
 * A password goes out encrypted or not at all: between here and the server anyone could take the offer of STARTTLS away.
 * A server on this machine is reached over no network.
 */
export function needsTls(url: URL, address: string): boolean {
  return url.username !== '' && address !== '::1' && !address.startsWith('127.');
}

async function vettedAddress({ host, port }: ServerPlace, policy: EgressPolicy): Promise<string> {
  const found = isIP(host) === 0 ? await lookup(host, { all: true }) : [{ address: host }];
  for (const { address } of found) {
    const verdict = policy.check(address, port, host);
    if (!verdict.allowed) throw new EgressRefusedError(host, port, address, verdict.reason);
  }
  const [first] = found;
  if (first === undefined) throw new Error(`${host} has no address`);
  return first.address;
}

/** What nodemailer says about a mail that it could not hand over. */
interface MailError {
  readonly message: string;
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** Failures before the server was asked to take the mail: it has nothing of it. */
const BEFORE_THE_MAIL: ReadonlySet<string> = new Set(['ECONNECTION', 'EDNS', 'ETLS', 'EAUTH', 'EENVELOPE']);

function failureOf(error: unknown, place: ServerPlace): MailOutcome {
  const { message: said, code = '', command = '', responseCode } = error as MailError;
  if (responseCode !== undefined) return { kind: 'refused', permanent: responseCode >= 500, message: said };
  const message = failureWords(said, place);
  const early = BEFORE_THE_MAIL.has(code) || command === 'CONN';
  return { kind: 'failed', reached: early ? 'not-sent' : 'unknown', message };
}

/** For whom a mail was not taken that was taken for others, and what the server said of each. */
export function refusedForText(refusedFor: readonly RefusedRecipient[]): string {
  return `it was not taken for ${refusedFor.map(({ to, said }) => `${to} (${said})`).join(', nor for ')}`;
}

function messageOf(error: unknown, place: ServerPlace): string {
  if (error instanceof EgressRefusedError) return `${error.message}. ${error.remedy}`;
  return failureWords(error instanceof Error ? error.message : String(error), place);
}
