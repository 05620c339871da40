import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { smtpPort, smtpUrlFault } from '@convoso-connect/core/config';
import { createTransport } from 'nodemailer';
import { EgressRefusedError } from '../egress/egress-errors.js';
import type { EgressPolicy } from '../egress/egress-policy.js';
import { failureOf } from './failure-of.js';
import { failureWords, type ServerPlace } from './failure-words.js';
import type { MailOutcome } from './outcome.js';

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
    tls: tlsFor(place),
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  let isHandedOver = false;
  transport.use('stream', ({ message }, next) => {
    // It is read once the server has asked for it, and has ended before the end of it goes out.
    message.processFunc((text) => text.once('end', () => (isHandedOver = true)));
    next();
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
    return failureOf(error, { place, isHandedOver });
  } finally {
    transport.close();
  }
}

/**
 * The name that the certificate has to be of, where the connection goes to the address that it was found at. An IP address is no name that
 * a server could be asked for (RFC 6066): its certificate is checked by the address that is connected to, which is that very one.
 */
export function tlsFor({ host }: Pick<ServerPlace, 'host'>): { readonly servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
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

function messageOf(error: unknown, place: ServerPlace): string {
  if (error instanceof EgressRefusedError) return `${error.message}. ${error.remedy}`;
  return failureWords(error instanceof Error ? error.message : String(error), place);
}
