import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '@convoso-connect/core/config';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { createLog } from '../../src/log.js';
import { assertUsable } from '../../src/seals/use.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

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

  it.each([
    ['SMTP', 'smtp://relay:planted@127.0.0.1:7125', '127.0.0.1:7125'],
    ['BEAT', 'http://10.1.2.3/planted', '10.1.2.3'],
  ])('is warned about where nothing is sent to the address that it is: %s', (name, secret, entry) => {
    const warnings = assertUsable(name, secret, accepted());
    expect(warnings).toMatchObject([
      { code: 'PRIVATE_ADDRESS_REFUSED', remedy: expect.stringContaining(`Add "${entry}" to`) },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('planted');
  });
});

describe('a stored secret that cannot be used', () => {
  const BROKEN = 'smtps://relay:planted#pw@mail.example.test';
  const GOOD = 'smtps://relay:pw@mail.example.test';
  const text = (secretRef: string | null, more: object = {}) =>
    JSON.stringify({
      version: 1,
      settings: secretRef === null ? {} : { email: { smtpUrl: { secretRef }, from: 'relay@example.test' } },
      ...more,
    });

  /** A keeper whose configuration was accepted while its secret was good. */
  async function kept(first: string, work: (keeper: ConfigKeeper, turnBad: () => void) => Promise<void>) {
    await withDatabase(async (db) => {
      let secret = GOOD;
      const log = createLog({ readable: false, level: 'silent' });
      const parts = { store: storeOn(db), clock: { now: () => 1_000 }, log, secrets: () => secret };
      const keeper = new ConfigKeeper(parts);
      await keeper.accept(first);
      await work(keeper, () => {
        secret = BROKEN;
      });
    });
  }

  it('is refused as the configuration that first refers to it is saved', async () => {
    await kept(text(null), async (keeper, turnBad) => {
      turnBad();
      const refused = keeper.read(text('store:SMTP'));
      await expect(refused).rejects.toMatchObject({
        code: 'CONFIG_REFUSED',
        problems: [{ code: 'BAD_SMTP_URL', path: 'settings.email.smtpUrl', value: '[masked]' }],
      });
      await expect(refused).rejects.not.toThrow('planted');
    });
  });

  it('is refused where another stored secret stood there before', async () => {
    await kept(text('store:FORMER'), async (keeper, turnBad) => {
      turnBad();
      await expect(keeper.read(text('store:SMTP'))).rejects.toMatchObject({ code: 'CONFIG_REFUSED' });
    });
  });

  it('only warns of what was accepted already, and what lies outside of the store may change without the document', async () => {
    await kept(text('store:SMTP'), async (keeper, turnBad) => {
      turnBad();
      const { warnings } = await keeper.read(text('store:SMTP', { account: { id: 'other' } }));
      expect(warnings).toMatchObject([{ code: 'BAD_SMTP_URL' }]);
      expect((await keeper.acceptLast())?.revision.number).toBe(1);
      expect((await keeper.read(text('env:SMTP'))).warnings).toMatchObject([{ code: 'BAD_SMTP_URL' }]);
    });
  });
});
