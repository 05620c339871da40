import { describe, expect, it } from '@jest/globals';
import type { EndpointRequest } from '@convoso-connect/core';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import type { Sender } from '../../src/deliver/sender.js';
import { createLog } from '../../src/log.js';
import { Notifier } from '../../src/notify/notifier.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';

const log = createLog({ readable: false, level: 'silent' });
const NOTICE = { key: 'store:STORE_BUSY', kind: 'not-ready', message: 'The database is busy.' };

/** Relays that post to one endpoint, and the keys under which it was posted to. */
async function posting() {
  const clock = { at: 1_000_000_000, now: () => clock.at };
  const memory = new MemoryStore();
  const store = memory.open();
  const keeper = new ConfigKeeper({ store, clock, log, secrets: () => undefined });
  await keeper.accept(
    JSON.stringify({
      version: 1,
      endpoints: [{ id: 'ops', apiUrl: 'https://ops.example.test/', requestMethod: 'GET' }],
      settings: { notifications: { endpointId: 'ops' } },
    }),
  );
  const keys: string[] = [];
  let status = 200;
  const sender = {
    send: ({ headers }: EndpointRequest) => {
      keys.push(
        new Headers(headers.map(({ name, value }) => [name, value] as [string, string])).get(
          'idempotency-key',
        ) ?? '',
      );
      return Promise.resolve({ kind: 'answered', status, headers: {}, body: '', truncated: false });
    },
  } as unknown as Sender;
  const notifier = (number: number, sharing: 'alone' | 'shared'): Notifier =>
    new Notifier({
      ...{ store, clock, log, sender, config: () => keeper.current, relay: { number, sharing } },
      ...{ useSecrets: () => () => undefined, underWay: new Set<string>(), confirm: () => Promise.resolve() },
    });
  return { clock, store, keys, notifier, answerWith: (next: number) => (status = next) };
}

describe('the key of a notification that is posted', () => {
  it('is another one for each incident that is told without the store', async () => {
    const { clock, keys, notifier } = await posting();
    const alone = notifier(1, 'alone');
    await alone.tellNow({ ...NOTICE, at: clock.at });
    await alone.tellNow({ ...NOTICE, at: clock.at + 1 });
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^notification-store:STORE_BUSY-/);
  });

  it('is another one from each of several relays that tell of the same moment', async () => {
    const { clock, keys, notifier } = await posting();
    for (const number of [1, 2]) await notifier(number, 'shared').tellNow({ ...NOTICE, at: clock.at });
    expect(new Set(keys).size).toBe(2);
  });

  it('is the same where it is posted again because one of its places did not take it', async () => {
    const { clock, store, keys, notifier, answerWith } = await posting();
    const alone = notifier(1, 'alone');
    answerWith(503);
    await alone.tellNow({ ...NOTICE, at: clock.at });
    await store.notices.record({ ...NOTICE, at: clock.at, isSent: false });
    await alone.sendAll();
    clock.at += 60_000;
    answerWith(200);
    await alone.sendAll();
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('is another one once what was stored is counted anew, as after its row was deleted', async () => {
    const first = await posting();
    const later = await posting();
    later.clock.at += 400 * 24 * 3_600_000;
    for (const { store, clock, notifier } of [first, later]) {
      await store.notices.record({ ...NOTICE, at: clock.at });
      await notifier(1, 'alone').sendAll();
    }
    expect(new Set([...first.keys, ...later.keys]).size).toBe(2);
  });
});
