import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { createLog } from '../../src/log.js';
import type { Store } from '../../src/store/store.js';
import { storeOn, withDatabase } from '../store/temp-database.js';

const clock = { now: () => 1_000 };
const log = createLog({ readable: false, level: 'silent' });
const document = (hook: string): string => JSON.stringify({ version: 1, hooks: [{ id: hook }] });

const keeperOn = (store: Store): ConfigKeeper =>
  new ConfigKeeper({ store, clock, log, secrets: () => undefined });

/** Has the latest revision stand there as a version would have stored it that knew none of these settings. */
async function asOfEarlierVersion(
  store: Store,
  change: (stored: { settings: object }) => unknown,
): Promise<void> {
  const latest = await store.configuration.latest();
  if (latest === undefined) throw new Error('there is no revision');
  const changed = JSON.stringify(change(JSON.parse(latest.document) as { settings: object }));
  const hash = createHash('sha256').update(changed).digest('hex');
  const { complete, acceptedAt, revision } = latest;
  await store.configuration.accept({ hash, document: changed, complete, acceptedAt }, 'another', revision);
}

describe('the first start of a later version', () => {
  it('goes on with the revision that says the same in the form of the version before', () =>
    withDatabase(async (db) => {
      const store = storeOn(db);
      await keeperOn(store).accept(document('main'));
      await asOfEarlierVersion(store, ({ settings, ...stored }) => ({
        ...stored,
        settings: { ...settings, inspector: undefined },
      }));

      const live = await keeperOn(store).accept(document('main'));

      expect(live.revision.number).toBe(2);
      expect((await store.configuration.latest())?.revision).toBe(2);
    }));

  it('makes a revision where what is not written out means something else by now', () =>
    withDatabase(async (db) => {
      const store = storeOn(db);
      await keeperOn(store).accept(document('main'));
      await asOfEarlierVersion(store, ({ settings, ...stored }) => ({
        ...stored,
        settings: { ...settings, inspector: true },
      }));

      expect((await keeperOn(store).accept(document('main'))).revision.number).toBe(3);
    }));

  it('makes a revision where the one before cannot be read any more', () =>
    withDatabase(async (db) => {
      const store = storeOn(db);
      await keeperOn(store).accept(document('main'));
      await asOfEarlierVersion(store, () => ({ version: 1, hooks: 'none' }));

      expect((await keeperOn(store).accept(document('main'))).revision.number).toBe(3);
    }));
});
