import type { AddressInfo } from 'node:net';
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
}

/** A real SMTP server on this machine that takes every mail, with the credentials user and secret-of-the-mail-server. */
export async function mailServer(): Promise<MailServer> {
  const mails: ArrivedMail[] = [];
  let refusal: number | null = null;
  let held: Promise<void> | null = null;
  let allHeld: Promise<void> | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, callback) => {
      const known = username === 'user' && password === 'secret-of-the-mail-server';
      callback(known ? null : new Error('no such user'), known ? { user: 'user' } : undefined);
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
        mails.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          text,
          header: (name) =>
            new RegExp(`^${name}: (.*)$`, 'im').exec(text.split('\r\n\r\n')[0] ?? '')?.[1]?.trim() ?? null,
        });
        const until = held ?? allHeld;
        held = null;
        if (until === null) callback();
        else void until.then(() => callback());
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closeAfterTest(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
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
  };
}
