import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { config } from '../support/config.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { mailServer, type MailServerOptions } from '../support/smtp.js';
import { builtRelay } from './support/built.js';
import { dataFolder } from './support/folders.js';
import { runScript } from './support/relay-process.js';

/** A certificate that is good for one name or address, and what it was made with. */
function certificateOf(subject: string) {
  const folder = tempFolder();
  const [cert, key] = [path.join(folder, 'certificate.pem'), path.join(folder, 'key.pem')] as const;
  execFileSync(
    'openssl',
    [
      ...['req', '-new', '-x509', '-days', '2', '-nodes', '-out', cert, '-keyout', key],
      ...['-subj', '/CN=Mail server', '-addext', `subjectAltName=${subject}`],
    ],
    { stdio: 'ignore' },
  );
  return { file: cert, cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

type Begins = NonNullable<MailServerOptions['tls']>['begins'];

/** The test mail of a relay whose machine trusts the certificate. */
async function testMail(subject: string, begins: Begins, host: string) {
  const { file, ...certificate } = certificateOf(subject);
  const server = await mailServer({ tls: { ...certificate, begins } });
  const settings = {
    egress: { allow: ['127.0.0.0/8', '::1', 'localhost'] },
    notifications: { email: 'ops@example.test' },
    email: { smtpUrl: server.url.replace('127.0.0.1', host), from: 'relay@example.test' },
  };
  const folder = dataFolder();
  const relay = await runRelay({ dataFolder: folder, config: config({ endpoints: [], settings }) });
  await relay.stop();
  // What a machine trusts is read when a process begins, so this one is its own.
  const command = [builtRelay('program/main.js'), 'test', '--mail'];
  const ended = await runScript(command, { CONNECT_DATA: folder, NODE_EXTRA_CA_CERTS: file });
  return { ...ended, mails: server.mails };
}

describe('a mail server that is named by its IP address', () => {
  it.each<Begins>(['at once', 'when asked'])(
    'is talked to over TLS, %s, and known by the address in its certificate',
    async (begins) => {
      const { code, stdout, stderr, mails } = await testMail('IP:127.0.0.1', begins, '127.0.0.1');
      expect(stdout).toMatch(/^To ops@example\.test: accepted by the mail server/);
      // Node warns of a server name that is an IP address (DEP0123).
      expect([code, stderr]).toEqual([0, '']);
      expect(mails).toHaveLength(1);
    },
  );

  it.each<Begins>(['at once', 'when asked'])(
    'gets nothing, %s, where its certificate is of another one',
    async (begins) => {
      const { code, stdout, mails } = await testMail('IP:127.0.0.2,DNS:127.0.0.1', begins, '127.0.0.1');
      expect(stdout).toMatch(/^To ops@example\.test: not sent: .*127\.0\.0\.1/);
      expect(code).toBe(1);
      expect(mails).toEqual([]);
    },
  );
});

describe('a mail server that is named by a name', () => {
  it('is known by that name in its certificate, and not by its address', async () => {
    expect(await testMail('DNS:localhost', 'at once', 'localhost')).toMatchObject({ code: 0, stderr: '' });
    expect(await testMail('IP:127.0.0.1', 'at once', 'localhost')).toMatchObject({ code: 1 });
  });
});
