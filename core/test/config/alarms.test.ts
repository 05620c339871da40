import { describe, expect, it } from '@jest/globals';
import { problemsIn, sampleWith } from './sample.js';

const MAIL = { smtpUrl: 'smtp://mail.example.test', from: 'relay@example.test' };

const withAlarms = (alarms: object, settings: object = {}) =>
  problemsIn(sampleWith({ settings: { ...settings, alarms } }));

describe('settings.alarms', () => {
  it('takes where, when and how long', () => {
    const alarms = {
      email: 'ops@example.test',
      digestAt: '07:30',
      heartbeatUrl: { secretRef: 'env:HEARTBEAT_URL' },
      hookSilentHours: 0.5,
    };
    expect(withAlarms(alarms, { email: MAIL })).toEqual([]);
  });

  it.each([
    [{ email: 'ops@example.test' }, 'EMAIL_WITHOUT_SERVER', 'settings.alarms.email'],
    [{ digestAt: '07:30' }, 'DIGEST_WITHOUT_EMAIL', 'settings.alarms.digestAt'],
    [{ endpointId: 'nowhere' }, 'UNKNOWN_ENDPOINT', 'settings.alarms.endpointId'],
    [{ heartbeatUrl: 'monitor.example.test/ping' }, 'BAD_HEARTBEAT_URL', 'settings.alarms.heartbeatUrl'],
  ])('refuses %j with the remedy', (alarms, code, path) => {
    expect(withAlarms(alarms)).toMatchObject([{ code, path, remedy: expect.stringMatching(/./) }]);
  });

  it.each(['7:30', '24:00', '07:60', 'noon'])('refuses %s as a time of day', (digestAt) => {
    expect(
      withAlarms({ digestAt }, { email: MAIL, notifications: { email: 'ops@example.test' } }),
    ).toMatchObject([{ path: 'settings.alarms.digestAt' }]);
  });

  it('takes the address of the notifications for the digest', () => {
    const settings = { email: MAIL, notifications: { email: 'ops@example.test' } };
    expect(withAlarms({ digestAt: '07:30' }, settings)).toEqual([]);
  });

  it('shows nothing of a heartbeat address that is refused: it may hold a token', () => {
    const told = JSON.stringify(withAlarms({ heartbeatUrl: 'ftp://monitor.example.test/planted-token' }));
    expect(told).not.toContain('planted-token');
  });
});
