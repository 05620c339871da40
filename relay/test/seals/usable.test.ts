import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '@convoso-connect/core/config';
import { assertUsable } from '../../src/seals/use.js';

const settings = {
  email: { smtpUrl: { secretRef: 'store:SMTP' }, from: 'relay@example.test' },
  alarms: { email: 'operations@example.test', heartbeatUrl: { secretRef: 'store:BEAT' } },
};

function accepted() {
  const parsed = parseConfig({ version: 1, settings });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

describe('a secret that is to be stored', () => {
  it.each([
    ['SMTP', 'smtps://relay:planted#pw@mail.example.test', 'BAD_SMTP_URL'],
    ['BEAT', 'monitor.example.test/planted', 'BAD_HEARTBEAT_URL'],
  ])('is refused where it stands for an address and is none: %s', (name, secret, code) => {
    const refused = () => assertUsable(name, secret, accepted());
    expect(refused).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ code })] }));
    expect(refused).not.toThrow('planted');
  });

  it.each([
    ['SMTP', 'smtps://relay:pw@mail.example.test'],
    ['BEAT', 'https://monitor.example.test/ping'],
    ['ANOTHER', 'anything'],
  ])('is taken where it can be used: %s', (name, secret) => {
    expect(() => assertUsable(name, secret, accepted())).not.toThrow();
  });
});
