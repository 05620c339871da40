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

/** What is stored while something runs, and by how much Node marks each promise meanwhile. */
const STORED = `await (async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  const storage = new AsyncLocalStorage();
  const marks = () => Object.getOwnPropertySymbols(Promise.resolve()).length;
  const looked = async () => (await null, [storage.getStore(), marks() > 0]);
  const ofTest = await storage.run({ test: { type: 'test' } }, looked);
  return { ofTest, after: await looked(), ofOthers: await storage.run('kept', looked) };
})()`;

describe('what jest keeps of the test that runs', () => {
  it('is there for as long as the test runs, and nothing is asked at a promise for it', () => {
    expect(inNode('test/run/async-hooks.mjs', STORED)).toEqual({
      ofTest: [{ test: { type: 'test' } }, false],
      after: [null, false],
      ofOthers: ['kept', true],
    });
  });
});

describe('a test file that has ended', () => {
  it('has no storage and no hook left that Node asks at every promise of the next', () => {
    expect(inNode('test/run/watched-environment.mjs', LEFT)).toEqual({
      before: ['kept', true],
      after: [null, false],
      again: 'kept again',
    });
  });
});
