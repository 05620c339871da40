import { expect, it } from '@jest/globals';
import { together } from '../../src/store/together.js';

const failing = (message: string): Promise<never> => Promise.reject(new Error(message));

it('gives the values of what a unit asks at once, in their order', async () => {
  expect(await together(Promise.resolve(1), 'two', Promise.resolve([3]))).toEqual([1, 'two', [3]]);
});

it('leaves nothing under way when it fails: what went on after a unit was undone would be outside of it', async () => {
  let hasEnded = false;
  const slow = (async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    hasEnded = true;
  })();
  await expect(together(failing('it breaks'), slow)).rejects.toThrow('it breaks');
  expect(hasEnded).toBe(true);
});

it('fails with what the first in the list failed with, whichever failed first', async () => {
  const late = Promise.resolve().then(() => failing('the lease is lost'));
  await expect(together(late, failing('another'))).rejects.toThrow('the lease is lost');
});
