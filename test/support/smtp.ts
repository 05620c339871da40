import type { AddressInfo, Socket } from 'node:net';
import { expect } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { closeAfterTest } from './closing.js';
import { eventually } from './eventually.js';

export interface ArrivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The message as it was sent: headers, a blank line, and the body. */
  readonly text: string;
  readonly header: (name: string) => string | null;
  /** The subject and the body as a person reads them. */
  readonly read: () => { readonly subject: string; readonly body: string };
}

export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly mails: readonly ArrivedMail[];
  /** Waits until as many mails have arrived, and no more. */
  received(count: number): Promise<readonly ArrivedMail[]>;
  /** Takes the next mail, and lets the answer wait until the returned function is called. */
  holdNext(): () => void;
  /** Takes mails from here on, and lets their answers wait until the returned function is called. */
  holdAll(): () => void;
  /** From here on every mail is answered with this code after its data, or taken where it is null. */
  refuse(code: number | null): void;
  /** Takes mails from here on, and ends their connections without an answer, until it is told otherwise. */
  hangUp(does: boolean): void;
  /** From here on it takes no mail for this address, and answers so with the code. */
  refuseFor(address: string, code: number): void;
}

export interface MailServerOptions {
  readonly password?: string;
  /** Its certificate: it begins with TLS, or lets others begin with it. */
  readonly tls?: {
    readonly key: string;
    readonly cert: string;
    readonly begins: 'at once' | 'when asked';
  } | null;
}

/** A real SMTP server on this machine that takes every mail, with the credentials user and `password`. */
export async function mailServer({
  password = 'secret-of-the-mail-server',
  tls = null,
}: MailServerOptions = {}): Promise<MailServer> {
  const mails: ArrivedMail[] = [];
  const refusedFor = new Map<string, number>();
  let refusal: number | null = null;
  let held: Promise<void> | null = null;
  let allHeld: Promise<void> | null = null;
  let hangsUp = false;
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    ...(tls === null
      ? { disabledCommands: ['STARTTLS'] }
      : { key: tls.key, cert: tls.cert, secure: tls.begins === 'at once' }),
    allowInsecureAuth: true,
    onAuth: ({ username, password: given }, _session, callback) => {
      const known = username === 'user' && given === password;
      callback(known ? null : new Error('no such user'), known ? { user: 'user' } : undefined);
    },
    onRcptTo: ({ address }, _session, callback) => {
      const code = refusedFor.get(address);
      callback(code === undefined ? null : Object.assign(new Error('no such box'), { responseCode: code }));
    },
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusal !== null) {
          callback(Object.assign(new Error('not now'), { responseCode: refusal }));
          return;
        }
        const text = Buffer.concat(chunks).toString('utf8');
        const header = (name: string) =>
          new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)$`, 'im')
            .exec(text.split('\r\n\r\n')[0] ?? '')?.[1]
            ?.trim() ?? null;
        mails.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          text,
          header,
          read: () => ({ subject: wordsOf(header('Subject') ?? ''), body: bodyOf(text, header) }),
        });
        if (hangsUp) {
          for (const socket of sockets) socket.destroy();
          return;
        }
        const until = held ?? allHeld;
        held = null;
        if (until === null) callback();
        else void until.then(() => callback());
      });
    },
  });
  // Whoever does not trust the certificate ends the connection in the middle of it.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closeAfterTest(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `${tls?.begins === 'at once' ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    port,
    mails,
    received: (count) =>
      eventually(() => {
        expect(mails).toHaveLength(count);
        return mails;
      }),
    holdNext: () => {
      let release: (() => void) | undefined;
      held = new Promise<void>((resolve) => {
        release = resolve;
      });
      return () => release?.();
    },
    holdAll: () => {
      let release: (() => void) | undefined;
      allHeld = new Promise<void>((resolve) => {
        release = resolve;
      });
      return () => {
        allHeld = null;
        release?.();
      };
    },
    refuse: (code) => {
      refusal = code;
    },
    hangUp: (does) => {
      hangsUp = does;
    },
    refuseFor: (address, code) => {
      refusedFor.set(address, code);
    },
  };
}

/** A header as it reads: encoded words of RFC 2047 as their text. */
function wordsOf(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_whole, how: string, text: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('utf8')
        : quotedPrintable(text.replaceAll('_', ' ')),
    );
}

function bodyOf(text: string, header: (name: string) => string | null): string {
  const body = text.slice(text.indexOf('\r\n\r\n') + 4);
  const encoding = header('Content-Transfer-Encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quotedPrintable(body) : body;
}

function quotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([\dA-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
