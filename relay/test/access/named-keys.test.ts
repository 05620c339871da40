import { describe, expect, it } from '@jest/globals';
import { NamedKeys, type KeyStore } from '../../src/access/named-keys.js';

describe('the name of a key, by which the audit log tells who changed something', () => {
  it.each([
    'admin key',
    'Admin key',
    'admin  key',
    'admin_key',
    'command line.',
    'Configuration-File',
    'ａdmin key',
    'аdmin key',
  ])('is none that passes for somebody who has no named key: "%s"', async (name) => {
    const store = { keys: { all: () => Promise.resolve([]) } } as unknown as KeyStore;
    const keys = await NamedKeys.open(store);
    await expect(keys.create({ name, scopes: ['read'] }, 0)).rejects.toMatchObject({
      code: 'BAD_KEY_NAME',
    });
  });

  it.each(['n8n  TEST', 'n8n_test', 'N8N.test', 'ｎ８ｎ test', 'п8n test', 'n8n\u0301 test'])(
    'is none that is taken for another one: "%s" beside "n8n test"',
    async (name) => {
      const keys = await NamedKeys.open(storeWith('n8n test'));
      await expect(keys.create({ name, scopes: ['read'] }, 0)).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:KEY_NAME_TAKEN|BAD_KEY_NAME)$/),
      });
    },
  );

  it('is none that reads like one which another relay has made since', async () => {
    const names: string[] = [];
    const store = { ...storeWith(), keys: { all: () => storeWith(...names).keys.all() } } as KeyStore;
    const keys = await NamedKeys.open(store);
    names.push('n8n test');
    await expect(keys.create({ name: 'N8N-test', scopes: ['read'] }, 0)).rejects.toMatchObject({
      code: 'KEY_NAME_TAKEN',
    });
  });

  it('may be written in any alphabet, and in two that cannot be confused', async () => {
    const keys = await NamedKeys.open(storeWith('n8n test'));
    for (const name of ['Köln', 'Колл-центр', 'CRM 東京'])
      expect((await keys.create({ name, scopes: ['read'] }, 0)).key.name).toBe(name);
  });

  it('that was given before there was this rule goes on opening, beside one that reads the same', async () => {
    const keys = await NamedKeys.open(storeWith('n8n test', 'N8N-Test'));
    expect(keys.list(0).map(({ name }) => name)).toEqual(['N8N-Test', 'n8n test']);
  });
});

/** A store that has keys of these names, and takes whatever is saved. */
function storeWith(...names: readonly string[]): KeyStore {
  const keys = names.map((name, index) => ({
    id: `key${index}`,
    name,
    scopes: ['read'],
    perSecond: 50,
    digest: '',
    formers: [],
    madeAt: 0,
    rotatedAt: null,
    expiresAt: null,
    lastUsedAt: null,
  }));
  return {
    keys: { all: () => Promise.resolve(keys) },
    durably: () => Promise.resolve(true),
  } as unknown as KeyStore;
}
