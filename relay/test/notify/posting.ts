import type { EndpointRequest } from '@convoso-connect/core';
import { ConfigKeeper } from '../../src/config/config-keeper.js';
import type { Sender } from '../../src/deliver/sender.js';
import { createLog } from '../../src/log.js';
import { Notifier } from '../../src/notify/notifier.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';

const log = createLog({ readable: false, level: 'silent' });

/** Relays that post to an endpoint, or two: the keys under which it was posted to, and what it said where that was taken. */
export async function posting(settings: object = { notifications: { endpointId: 'ops' } }) {
  const clock = { at: 1_000_000_000, now: () => clock.at };
  const memory = new MemoryStore();
  const store = memory.open();
  const keeper = new ConfigKeeper({ store, clock, log, secrets: () => undefined });
  await keeper.accept(
    JSON.stringify({
      version: 1,
      endpoints: ['ops', 'duty'].map((id) => ({
        ...{ id, apiUrl: `https://${id}.example.test/`, requestMethod: 'GET' },
      })),
      settings,
    }),
  );
  const keys: string[] = [];
  const taken: string[] = [];
  let usual = 200;
  const statuses = new Map<string, number>();
  const sender = {
    send: ({ headers, url }: EndpointRequest) => {
      keys.push(
        new Headers(headers.map(({ name, value }) => [name, value] as [string, string])).get(
          'idempotency-key',
        ) ?? '',
      );
      const status = statuses.get(new URL(url).hostname) ?? usual;
      if (status === 200) taken.push(new URL(url).searchParams.get('message') ?? '');
      return Promise.resolve({ kind: 'answered', status, headers: {}, body: '', truncated: false });
    },
  } as unknown as Sender;
  const notifier = (number: number, sharing: 'alone' | 'shared'): Notifier =>
    new Notifier({
      ...{ store, clock, log, sender, config: () => keeper.current, relay: { number, sharing } },
      ...{ useSecrets: () => () => undefined, underWay: new Set<string>(), confirm: () => Promise.resolve() },
    });
  /** All endpoints from here on, or one of them. */
  const answerWith = (next: number, id: string | null = null): void => {
    if (id === null) usual = next;
    else statuses.set(`${id}.example.test`, next);
  };
  return { clock, store, keys, taken, notifier, answerWith };
}
