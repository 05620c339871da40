import { describe, expect, it } from '@jest/globals';
import { inNode } from './in-node.js';

/** What is left of a storage and of a domain once the environment of the file that used them has ended. */
const LEFT = `await (async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  const environment = new it.default(
    { projectConfig: { cacheDirectory: 'none', globals: {}, testEnvironmentOptions: {} }, globalConfig: {} },
    { testPath: 'any.test.ts', docblockPragmas: {}, console },
  );
  await environment.setup();
  const storage = new AsyncLocalStorage();
  const domain = (await import('node:domain')).create();
  const looked = () => [storage.getStore() ?? null, 'domain' in Promise.resolve()];
  return await storage.run('kept', async () => {
    domain.enter();
    const before = looked();
    await environment.teardown();
    const after = looked();
    domain.exit();
    return { before, after, again: storage.run('kept again', () => storage.getStore()) };
  });
})()`;

describe('a test file that has ended', () => {
  it('has no storage and no hook left that Node asks at every promise of the next', () => {
    expect(inNode('test/run/watched-environment.mjs', LEFT)).toEqual({
      before: ['kept', true],
      after: [null, false],
      again: 'kept again',
    });
  });
});
