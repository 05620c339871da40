import { describe, expect, it } from '@jest/globals';
import {
  parseConfig,
  resolveSecrets,
  restoreConfig,
  smtpUrlFault,
  storedConfig,
  uselessAddresses,
  type SecretRef,
} from '../../src/config/index.js';
import { recipientsFault, senderFault } from '../../src/mail/mailbox.js';
import { accepted, problemsIn, sampleWith, warningsIn } from './sample.js';

const URL = 'smtps://relay:planted-Pa%23ss@mail.example.test:465';
const BROKEN = 'smtps://relay:planted-Pa#ss@mail.example.test:465';

const withMail = (email: object, settings: object = {}) => sampleWith({ settings: { ...settings, email } });

/** What one reference stands for; the others stand for what can be used in their places. */
const behind =
  (reference: string, text: string) =>
  ({ secretRef }: SecretRef): string =>
    secretRef === reference ? text : 'X-Secret: of-the-others';

describe('settings.email.smtpUrl', () => {
  it.each([
    URL,
    'smtp://mail.example.test',
    'SMTP://user:pw@mail.example.test:587',
    'smtp://user%40example.test:pw@[2001:db8::1]:25/',
    ' smtps://relay@mail.example.test ',
  ])('takes %s', (smtpUrl) => {
    expect(smtpUrlFault(smtpUrl)).toBeNull();
    expect(problemsIn(withMail({ smtpUrl, from: 'relay@example.test' }))).toEqual([]);
  });

  it.each([
    BROKEN,
    'smtps://relay:planted-Pa/ss@mail.example.test',
    'smtps://relay:12#planted@mail.example.test',
    'smtps://relay:12?planted@mail.example.test',
    'smtps://relay:12/planted@mail.example.test',
    'smtps://relay:planted%pw@mail.example.test',
    'smpt://relay:planted@mail.example.test',
    'https://relay:planted@mail.example.test',
    'mail.example.test:587',
    'smtp://',
    'smtps://relay:planted@',
    'smtps://relay:planted@:465',
    'smtp://relay:planted@mail example.test',
    'smtp://relay:planted@mail.example.test:99999',
  ])(
    'a mail server that cannot be read is refused when it is saved, and its password is not shown: %s',
    (smtpUrl) => {
      const problems = problemsIn(withMail({ smtpUrl, from: 'relay@example.test' }));
      expect(problems).toMatchObject([
        {
          code: 'BAD_SMTP_URL',
          path: 'settings.email.smtpUrl',
          remedy: expect.stringContaining('percent-encoded'),
          tightened: true,
        },
      ]);
      expect(JSON.stringify(problems)).not.toContain('planted');
    },
  );

  it.each([
    ['smtp://relay:planted@mail.example.test:0', /port is 0/],
    ['smtps://relay:planted@mail.example.test:465/inbox', /behind its host/],
    ['smtp://relay:planted@mail.example.test?tls=no', /behind its host/],
    ['smtp://relay:planted@mail.example.test/?', /behind its host/],
    ['smtp://relay:planted@mail.example.test#tls', /behind its host/],
  ])(
    'what nothing reads is refused when it is saved, and no mail is kept back for it: %s',
    (smtpUrl, says) => {
      const problems = problemsIn(withMail({ smtpUrl, from: 'relay@example.test' }));
      expect(problems).toMatchObject([
        { code: 'BAD_SMTP_URL', message: expect.stringMatching(says), tightened: true },
      ]);
      expect(JSON.stringify(problems)).not.toContain('planted');
      expect(smtpUrlFault(smtpUrl)).toBeNull();
      const config = accepted(
        withMail({ smtpUrl: { secretRef: 'env:SMTP_URL' }, from: 'relay@example.test' }),
      );
      expect(resolveSecrets(config, behind('env:SMTP_URL', smtpUrl)).warnings).toContainEqual(
        expect.objectContaining({ code: 'BAD_SMTP_URL', path: 'settings.email.smtpUrl', tightened: true }),
      );
    },
  );

  const inPrivate = (allow: string[], smtpUrl: unknown) =>
    withMail({ smtpUrl, from: 'relay@example.test' }, { egress: { allow } });
  const refusedIn = (found: readonly { code: string }[]) =>
    found.filter(({ code }) => code === 'PRIVATE_ADDRESS_REFUSED');

  it.each([
    ['smtp://relay:planted@127.0.0.1:7125', '127.0.0.1:7125'],
    ['smtps://relay:planted@localhost', 'localhost:465'],
    ['smtp://relay:planted@LOCALHOST', 'localhost:587'],
    ['smtp://relay:planted@[::1]:25', '[::1]:25'],
    ['smtp://relay:planted@10.1.2.3', '10.1.2.3:587'],
  ])(
    'a mail server in a private network that is not allowed is warned about when it is saved: %s',
    (smtpUrl, entry) => {
      const warned = refusedIn(warningsIn(inPrivate([], smtpUrl)));
      expect(warned).toMatchObject([
        { path: 'settings.email.smtpUrl', remedy: expect.stringContaining(JSON.stringify(entry)) },
      ]);
      expect(JSON.stringify(warned)).not.toContain('planted');
      expect(refusedIn(warningsIn(inPrivate([entry], smtpUrl)))).toEqual([]);
      const config = accepted(inPrivate([], { secretRef: 'env:SMTP_URL' }));
      const { warnings } = resolveSecrets(config, behind('env:SMTP_URL', smtpUrl));
      expect(refusedIn(warnings)).toEqual(warned);
    },
  );

  it('a mail server that is allowed, public or known to nobody is not warned about', () => {
    for (const allow of [['127.0.0.0/8'], ['127.0.0.1'], ['127.0.0.1:7125']])
      expect(refusedIn(warningsIn(inPrivate(allow, 'smtp://127.0.0.1:7125')))).toEqual([]);
    for (const smtpUrl of [URL, 'smtp://mail.example.test', { secretRef: 'env:SMTP_URL' }])
      expect(refusedIn(warningsIn(inPrivate([], smtpUrl)))).toEqual([]);
  });

  it.each([
    ['http://127.0.0.1:9/planted', '127.0.0.1:9'],
    ['https://planted@localhost/ping', 'localhost'],
    ['http://[::1]:8080/planted', '[::1]:8080'],
    ['https://10.1.2.3/planted', '10.1.2.3'],
  ])(
    'a heartbeat into a private network that is not allowed is warned about as an endpoint is: %s',
    (heartbeatUrl, entry) => {
      const beating = (allow: string[], url: unknown) =>
        sampleWith({ settings: { egress: { allow }, alarms: { heartbeatUrl: url } } });
      const warned = refusedIn(warningsIn(beating([], heartbeatUrl)));
      expect(warned).toMatchObject([
        {
          path: 'settings.alarms.heartbeatUrl',
          remedy: `Add "${entry}" to settings.egress.allow, or use a public address.`,
        },
      ]);
      expect(JSON.stringify(warned)).not.toContain('planted');
      expect(refusedIn(warningsIn(beating([entry], heartbeatUrl)))).toEqual([]);
      const config = accepted(beating([], { secretRef: 'env:BEAT' }));
      expect(refusedIn(resolveSecrets(config, behind('env:BEAT', heartbeatUrl)).warnings)).toEqual(warned);
      expect(refusedIn(warningsIn(beating([], 'https://monitor.example.test/ping')))).toEqual([]);
    },
  );

  it('an API of Convoso in a private network is warned about where there is a token for it', () => {
    const account = { apiBaseUrl: 'http://127.0.0.1:4999/v1', authToken: { secretRef: 'env:TOKEN' } };
    const at = (changes: object, allow: string[] = []) =>
      refusedIn(
        warningsIn(sampleWith({ account: { ...account, ...changes }, settings: { egress: { allow } } })),
      );
    expect(at({})).toMatchObject([
      { path: 'account.apiBaseUrl', remedy: expect.stringContaining('Add "127.0.0.1:4999" to') },
    ]);
    expect(at({}, ['127.0.0.1:4999'])).toEqual([]);
    expect(at({ authToken: undefined })).toEqual([]);
    expect(at({ apiBaseUrl: undefined })).toEqual([]);
  });

  it('an endpoint that is off is warned about where notifications or alarms are posted to it all the same', () => {
    const off = {
      id: 'ops',
      name: 'Ops',
      apiUrl: 'http://127.0.0.1:9/',
      requestMethod: 'GET',
      active: false,
    };
    const at = (settings: object) =>
      refusedIn(warningsIn(sampleWith({ endpoints: [off], workflows: [], settings })));
    for (const which of ['alarms', 'notifications'])
      expect(at({ [which]: { endpointId: 'ops' } })).toMatchObject([{ path: 'endpoints[0].apiUrl' }]);
    expect(at({})).toEqual([]);
  });

  it('a mail server behind a reference that cannot be read is told once it is known, and stops no relay', () => {
    const config = accepted(withMail({ smtpUrl: { secretRef: 'env:SMTP_URL' }, from: 'relay@example.test' }));
    const resolved = resolveSecrets(config, behind('env:SMTP_URL', BROKEN));
    expect(resolved.problems).toEqual([]);
    expect(resolved.warnings).toContainEqual(
      expect.objectContaining({ code: 'BAD_SMTP_URL', path: 'settings.email.smtpUrl', tightened: true }),
    );
    expect(JSON.stringify(resolved.warnings)).not.toContain('planted');
  });

  it('a heartbeat address behind a reference is looked at as one in the document is', () => {
    const config = accepted(
      sampleWith({ settings: { alarms: { heartbeatUrl: { secretRef: 'env:BEAT' } } } }),
    );
    const { warnings } = resolveSecrets(config, behind('env:BEAT', 'ftp://monitor.example.test/planted'));
    expect(warnings).toContainEqual(
      expect.objectContaining({ code: 'BAD_HEARTBEAT_URL', path: 'settings.alarms.heartbeatUrl' }),
    );
    expect(JSON.stringify(warnings)).not.toContain('planted');
  });

  it('each address that serves for nothing is told where the relay runs with it', () => {
    const email = { smtpUrl: BROKEN, from: 'relay' };
    const alarms = { email: 'ops', heartbeatUrl: 'ftp://monitor.example.test/planted' };
    const settings = { email, alarms, notifications: { email: 'ops, a@example.test' } };
    const config = restoreConfig(JSON.stringify(sampleWith({ settings })));
    const resolved = resolveSecrets(config, () => 'X-Secret: of-the-others');
    if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
    const useless = uselessAddresses(resolved.config);
    expect(useless.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'settings.email.smtpUrl BAD_SMTP_URL',
      'settings.email.from BAD_MAIL_ADDRESS',
      'settings.alarms.email BAD_MAIL_ADDRESS',
      'settings.notifications.email BAD_MAIL_ADDRESS',
      'settings.alarms.heartbeatUrl BAD_HEARTBEAT_URL',
    ]);
    expect(JSON.stringify(useless)).not.toContain('planted');
    const fine = accepted(withMail({ smtpUrl: URL, from: 'relay@example.test' }));
    const known = resolveSecrets(fine, () => 'X-Secret: of-the-others');
    expect(known.ok && uselessAddresses(known.config)).toEqual([]);
  });

  it('what an earlier version accepted still loads with a warning, also where the secret itself is not kept', () => {
    const before = restoreConfig(
      storedConfig(restoreConfig(JSON.stringify(withMail({ smtpUrl: BROKEN, from: 'relay' }))), (url) => url)
        .document,
    );
    const document = withMail({ smtpUrl: BROKEN, from: 'relay' });
    const parsed = parseConfig(document, { accepted: before });
    expect(parsed.ok).toBe(true);
    expect(parsed.warnings.filter(({ tightened }) => tightened).map(({ code }) => code)).toEqual([
      'BAD_SMTP_URL',
      'BAD_MAIL_ADDRESS',
    ]);
    expect(parseConfig(withMail({ smtpUrl: BROKEN, from: 'another' }), { accepted: before }).ok).toBe(false);
    // Where it is known what was there, only that is let be.
    const known = restoreConfig(JSON.stringify(document));
    const other = withMail({ smtpUrl: 'smpt://mail.example.test', from: 'relay' });
    expect(parseConfig(other, { accepted: known }).ok).toBe(false);
  });
});

describe('addresses of mails', () => {
  it.each([
    'relay@example.test',
    'root@localhost',
    'Relay <relay@example.test>',
    'Relay<relay@example.test>',
    '"Relay, of Sales" <relay@example.test>',
    'relay+tag@[192.0.2.1]',
    ' müller@exämple.test ',
    '"A < B" <a@example.test>',
    '"A <a@example.org>" <a@example.test>',
    '"Sales > 5, < 9; @ night:" <a@example.test>',
    '"Tom \\"T\\" < Ray, \\\\" <a@example.test>',
    '"A" <a@example.test>',
    '"A"<a@example.test>',
  ])('one that mails are sent by may be %s', (from) => {
    expect(senderFault(from)).toBeNull();
    expect(recipientsFault(from)).toBeNull();
  });

  it.each([
    'relay',
    'relay@',
    '@example.test',
    'relay at example.test',
    'relay@example.test\r\nBcc: b@example.test',
    '<relay@example.test',
    'Relay relay@example.test',
    'a@b@example.test',
    'mailto:relay@example.test',
    'a@example.test, b@example.test',
    'a@b..c',
    'relay@.example.test',
    'Relay <relay@mail..example.test>',
    'A < B <a@example.test>',
    '"A < B <a@example.test>',
    '"A < B" B" <a@example.test>',
    '"A < B" <a@example.test> <b@example.test>',
    '"A < B\\" <a@example.test>',
    '"A\r\nBcc: b@example.test\r\n" <a@example.test>',
    '"A"\r\n<a@example.test>',
    '"A\\\r\n" <a@example.test>',
    '"A" <a@example.test\r\nBcc: b@example.test>',
  ])('a sender that is no address is refused when it is saved: %j', (from) => {
    expect(problemsIn(withMail({ smtpUrl: URL, from }))).toMatchObject([
      { code: 'BAD_MAIL_ADDRESS', path: 'settings.email.from', tightened: true },
    ]);
  });

  it.each([
    '.relay@example.test',
    'relay.@example.test',
    're..lay@example.test',
    'relay@example.test.',
    'Relay <relay.@example.test>',
    'relay@exam\u200bple.test',
    '\u00f6ps@example.test',
    'Relay <rel\u00e9@ex\u00e4mple.test>',
  ])(
    'one that hardly any mail goes by is refused when it is saved, and is sent by all the same: %j',
    (from) => {
      const unusual = { code: 'UNUSUAL_MAIL_ADDRESS', tightened: true };
      expect(problemsIn(withMail({ smtpUrl: URL, from }))).toMatchObject([
        { ...unusual, path: 'settings.email.from' },
      ]);
      const email = { smtpUrl: URL, from: 'relay@example.test' };
      for (const which of ['alarms', 'notifications'])
        expect(problemsIn(withMail(email, { [which]: { email: `a@example.test, ${from}` } }))).toMatchObject([
          { ...unusual, path: `settings.${which}.email` },
        ]);
      expect(senderFault(from)).toBeNull();
      expect(recipientsFault(from)).toBeNull();
      const before = restoreConfig(JSON.stringify(withMail({ ...email, from })));
      const again = parseConfig(withMail({ ...email, from }), { accepted: before });
      expect([again.ok, again.warnings.filter(({ tightened }) => tightened)]).toMatchObject([
        true,
        [unusual],
      ]);
    },
  );

  it('a dot in the name before an address is none of the address', () => {
    expect(problemsIn(withMail({ smtpUrl: URL, from: 'Relay Inc. <relay@example.test>' }))).toEqual([]);
    expect(problemsIn(withMail({ smtpUrl: URL, from: '"Sales..., Inc." <relay@example.test>' }))).toEqual([]);
  });

  it.each(['alarms', 'notifications'])(
    'settings.%s.email takes several with commas, and nothing else',
    (which) => {
      const to = (email: string) =>
        problemsIn(withMail({ smtpUrl: URL, from: 'relay@example.test' }, { [which]: { email } }));
      expect(to('ops@example.test')).toEqual([]);
      expect(to('ops@example.test, "Ops, at night" <night@example.test>')).toEqual([]);
      expect(to('"Ops \\", < 9" <ops@example.test>, "Night > 9" <night@example.test>')).toEqual([]);
      for (const wrong of [
        'ops',
        'ops@example.test,',
        'ops@example.test; b@example.test',
        'https://example.test',
      ])
        expect(to(wrong)).toMatchObject([
          { code: 'BAD_MAIL_ADDRESS', path: `settings.${which}.email`, value: JSON.stringify(wrong) },
        ]);
    },
  );

  it('the addresses of an action are looked at, but for what fields of the lead give', () => {
    const to = (address: string) =>
      problemsIn(
        sampleWith({
          'settings.email': { smtpUrl: URL, from: 'relay@example.test' },
          'workflows[0].actionSets[0].actions[0]': {
            ...{ id: 'mail', type: 'EMAIL', subject: 'Test', body: 'Test', to: address },
          },
        }),
      );
    expect(to('sales@example.test, %email%, %first_name%@example.test')).toEqual([]);
    const path = 'workflows[0].actionSets[0].actions[0].to';
    for (const wrong of ['sales', 'a@b..c', 'a@.example.test'])
      expect(to(`sales@example.test, ${wrong}`)).toMatchObject([{ code: 'BAD_MAIL_ADDRESS', path }]);
    for (const unusual of ['sales.@example.test', '.sales@example.test', 'sales@example.test.'])
      expect(to(`%email%, ${unusual}`)).toMatchObject([{ code: 'UNUSUAL_MAIL_ADDRESS', path }]);
    expect(to('%first_name%..@example.test')).toEqual([]);
  });
});

it.each(['https://api.example.test:99999/v1', 'https://[api/v1'])(
  'an API of Convoso that cannot be called is refused when it is saved: %s',
  (apiBaseUrl) => {
    expect(problemsIn(sampleWith({ 'account.apiBaseUrl': apiBaseUrl }))).toMatchObject([
      { code: 'BAD_API_BASE_URL', path: 'account.apiBaseUrl', tightened: true },
    ]);
  },
);
