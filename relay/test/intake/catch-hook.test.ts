import type { FirstIds } from '../../src/intake/arrivals.js';
import { describe, expect, it } from '@jest/globals';
import { OwnNames } from '../../src/access/own-names.js';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import { RecentDeliveries } from '../../src/intake/recent-deliveries.js';
import { createCatchHook } from '../../src/intake/catch-hook.js';
import { createLog } from '../../src/log.js';
import { withDatabase, storeOn } from '../store/temp-database.js';

const log = createLog({ readable: false, level: 'silent' });
const now = () => 1_000;
const same = (text: string): string => text;
const REQUEST = {
  hookId: 'main',
  isMisdirected: false,
  method: 'POST',
  query: '',
  headers: {},
  body: Buffer.from('call_log_id=1&status=NI'),
  tooLarge: false,
  remoteAddress: '127.0.0.1',
};

/** A catch hook whose deliveries are stored as `takeIn` says. */
async function withHook<T>(
  takeIn: () => Promise<FirstIds>,
  test: (answer: ReturnType<typeof createCatchHook>) => Promise<T>,
): Promise<T> {
  return withDatabase(async (db) => {
    const keeper = new ConfigKeeper({ store: storeOn(db), clock: { now }, log, secrets: () => undefined });
    await keeper.accept(JSON.stringify({ version: 1, hooks: [{ id: 'main' }] }));
    const config = () => keeper.current;
    const ignored = () => Promise.resolve(true);
    const storeFailed = (): void => undefined;
    const recent = new RecentDeliveries(() => Promise.resolve([]));
    const address = () => ({ url: 'https://calls.example.test', isPublic: true });
    const parts = {
      config,
      log,
      now,
      newId: () => '01J',
      takeIn,
      storeFailed,
      quarantine: ignored,
      address,
      recent,
      keys: { search: () => ({ text: same, json: same, found: () => [] }) },
      keysCame: () => undefined,
      names: new OwnNames({ host: '127.0.0.1', port: 4780, publicUrl: () => null }),
    };
    return test(createCatchHook(parts));
  });
}

describe('the answer to a delivery', () => {
  it('is success only once the delivery is stored', async () => {
    let stored: () => void = () => undefined;
    await withHook(
      () => new Promise<null>((resolve) => (stored = () => resolve(null))),
      async (answer) => {
        let answered = false;
        const answering = answer(REQUEST).then((given) => {
          answered = true;
          return given;
        });
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
        expect(answered).toBe(false);

        stored();

        expect(await answering).toMatchObject({ status: 200, body: '{"success":true,"id":"01J"}' });
      },
    );
  });

  it('asks to come back where it cannot be stored, and never says success', async () => {
    await withHook(
      () => Promise.reject(new Error('the disk is full')),
      async (answer) => {
        const given = await answer(REQUEST);

        expect(given).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
        expect(JSON.parse(given.body)).toMatchObject({ success: false, error: { code: 'NOT_STORED' } });
        expect(given.body).not.toContain('disk is full');
      },
    );
  });
});

describe('a HEAD of the address of a call, as link checkers and previews ask', () => {
  it('is answered as a method that hooks do not take, and fires nothing', async () => {
    await withHook(
      () => Promise.reject(new Error('it was taken in')),
      async (answer) => {
        const asked = { ...REQUEST, method: 'HEAD', query: 'call_log_id=1&status=NI', body: Buffer.alloc(0) };
        const given = await answer(asked);
        expect(given).toMatchObject({ status: 405, headers: { allow: 'GET, POST' } });
        expect(JSON.parse(given.body)).toMatchObject({ error: { code: 'METHOD_NOT_ALLOWED' } });
      },
    );
  });
});
