import type { IncomingMessage } from 'node:http';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiKey } from '../../src/access/api-key.js';
import type { AdminKey } from '../../src/access/admin-key.js';
import { ConsoleDoor } from '../../src/access/console-door.js';
import { SessionCookie } from '../../src/access/cookie.js';
import { Gate } from '../../src/access/gate.js';
import { NamedKeys } from '../../src/access/named-keys.js';
import { Newcomers } from '../../src/access/newcomers.js';
import { OwnNames } from '../../src/access/own-names.js';
import { Sessions } from '../../src/access/sessions.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/store.js';

const MINUTE = 60_000;
/** How often an address may bring what nobody knows before it has to wait. */
const BURST = 10;

let now: number;
let memory: MemoryStore;
let asked: number;

beforeEach(() => {
  now = 1_000 * MINUTE;
  memory = new MemoryStore();
  asked = 0;
});

/** A store that counts how often it is asked for a key or a session. */
function counting(): Store {
  const store = memory.open();
  const counted = <Args extends unknown[], Value>(ask: (...args: Args) => Value) => {
    return (...args: Args): Value => {
      asked += 1;
      return ask(...args);
    };
  };
  const keys = { ...store.keys, find: counted(store.keys.find) };
  const sessions = { ...store.sessions, find: counted(store.sessions.find) };
  return Object.assign(Object.create(store) as Store, { keys, sessions });
}

async function newcomers(areOthers = true): Promise<Newcomers> {
  const store = counting();
  const names = new OwnNames({ host: '127.0.0.1', port: 4780, publicUrl: () => null });
  const key: AdminKey = Object.create(ApiKey.prototype, {
    openedBy: { value: () => null },
    lookAgain: { value: () => Promise.resolve() },
    mark: { value: 'mark' },
  }) as AdminKey;
  const keys = await NamedKeys.open(store);
  const sessions = await Sessions.open(store, () => now);
  const sessionCookie = new SessionCookie(names, 4780);
  const door = new ConsoleDoor(names, () => 'local');
  const gate = new Gate({ key, keys, now: () => now, sessions, door, sessionCookie });
  const addressOf = ({ headers }: IncomingMessage): string => String(headers['x-from']);
  return new Newcomers({
    ...{ gate, key, keys, sessions, sessionCookie, areOthers, addressOf },
    now: () => now,
  });
}

const bringing = (authorization: string, from = '192.0.2.1'): IncomingMessage =>
  ({ method: 'GET', headers: { authorization, 'x-from': from, host: '127.0.0.1:4780' } }) as never;

const guess = (n: number): string =>
  `Bearer connect_${'abcdefghij'.slice(n % 5)}${'k'.repeat(n % 5)}_${'x'.repeat(32)}`;

/** Makes a key at another relay. */
async function madeElsewhere(name: string): Promise<string> {
  const { text } = await (await NamedKeys.open(memory.open())).create({ name, scopes: ['read'] }, now);
  return `Bearer ${text}`;
}

describe('whom this relay does not know', () => {
  it('is looked for in the store, and known from then on', async () => {
    const here = await newcomers();
    const request = bringing(await madeElsewhere('n8n'));
    expect((await here.check(request)).opens).toBe(true);
    expect((await here.check(request)).opens).toBe(true);
    expect(asked).toBe(1);
  });

  it('makes the store work a few times, and then waits; others do not wait for that', async () => {
    const here = await newcomers();
    for (let n = 0; n < 5 * BURST; n += 1) expect((await here.check(bringing(guess(n)))).opens).toBe(false);
    expect(asked).toBe(BURST);
    const made = await madeElsewhere('n8n');
    expect((await here.check(bringing(made))).opens).toBe(false);
    expect((await here.check(bringing(made, '192.0.2.2'))).opens).toBe(true);
    expect((await here.check(bringing(made))).opens).toBe(true);
    now += MINUTE;
    const later = await madeElsewhere('Zapier');
    expect((await here.check(bringing(later))).opens).toBe(true);
  });

  it('is nobody, where no other relay can let anybody in', async () => {
    const here = await newcomers(false);
    expect((await here.check(bringing(await madeElsewhere('n8n')))).opens).toBe(false);
    expect(asked).toBe(0);
  });

  it('is nobody, where nothing is brought', async () => {
    const here = await newcomers();
    const nothing = { method: 'GET', headers: { 'x-from': '192.0.2.1' } } as never;
    expect((await here.check(nothing)).opens).toBe(false);
    expect(asked).toBe(0);
  });
});
