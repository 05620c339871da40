import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../src/log.js';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

const HOUR = 60 * 60_000;

const document = (secret: string): string =>
  JSON.stringify({ version: 1, adaptors: [], endpoints: [], workflows: [], hooks: [{ id: 'main', secret }] });

interface Keeping {
  readonly keeper: ConfigKeeper;
  /** Lets time pass, and a heartbeat come. */
  readonly pass: (ms: number) => void;
  readonly masked: (text: string) => string;
}

function keeping(test: (keeping: Keeping) => Promise<void>): Promise<void> {
  return withDatabase(async (db) => {
    let now = 1_000 * HOUR;
    const log = createLog({ readable: false, level: 'silent' });
    const keeper = new ConfigKeeper({
      store: storeOn(db),
      clock: { now: () => now },
      log,
      secrets: () => undefined,
    });
    const pass = (ms: number): void => {
      now += ms;
      keeper.dropFormerSecrets();
    };
    await test({ keeper, pass, masked: (text) => keeper.current.masker.text(text) });
  });
}

describe('a credential that was replaced', () => {
  it('is masked as long as an attempt is under way that began before, however long that takes', async () => {
    await keeping(async ({ keeper, pass, masked }) => {
      await keeper.accept(document('former-secret-1'));
      const ended = keeper.useSecrets();
      await keeper.accept(document('present-secret-2'));
      pass(100 * HOUR);
      expect(masked('said former-secret-1 and present-secret-2')).toBe('said [masked] and [masked]');
      ended();
      pass(0);
      expect(masked('said former-secret-1 and present-secret-2')).toBe('said former-secret-1 and [masked]');
    });
  });

  it('is masked for an hour more, though nothing is under way', async () => {
    await keeping(async ({ keeper, pass, masked }) => {
      await keeper.accept(document('former-secret-1'));
      await keeper.accept(document('present-secret-2'));
      pass(HOUR - 1);
      expect(masked('former-secret-1')).toBe('[masked]');
      pass(1);
      expect(masked('former-secret-1')).toBe('former-secret-1');
    });
  });

  it('is not kept by an attempt that began after it was replaced', async () => {
    await keeping(async ({ keeper, pass, masked }) => {
      await keeper.accept(document('former-secret-1'));
      await keeper.accept(document('present-secret-2'));
      keeper.useSecrets();
      pass(HOUR);
      expect(masked('former-secret-1')).toBe('former-secret-1');
    });
  });

  it('is masked for good once it is the present one again', async () => {
    await keeping(async ({ keeper, pass, masked }) => {
      await keeper.accept(document('former-secret-1'));
      await keeper.accept(document('present-secret-2'));
      await keeper.accept(document('former-secret-1'));
      pass(2 * HOUR);
      expect(masked('former-secret-1 present-secret-2')).toBe('[masked] present-secret-2');
    });
  });

  it('does not add up: after a hundred changes only the last is masked', async () => {
    await keeping(async ({ keeper, pass }) => {
      for (let n = 0; n < 100; n++) {
        await keeper.accept(document(`secret-number-${n}`));
        pass(HOUR);
      }
      expect(keeper.current.secrets.values).toEqual(['secret-number-99']);
    });
  });
});
