import { expect, it } from '@jest/globals';
import { createLog } from '../../src/log.js';
import { OthersChanges, type OthersChangesParts } from '../../src/start/others-changes.js';
import { MemoryStore } from '../../src/store/memory/memory-store.js';

const log = createLog({ readable: false, level: 'silent' });

it('what comes up while a look is under way is looked at once more, and nothing after the stop', async () => {
  const waiting: (() => void)[] = [];
  const nothing = (): Promise<void> => Promise.resolve();
  const others = new OthersChanges({
    ...{ log, store: new MemoryStore().open() },
    people: {
      key: { lookAgain: () => new Promise<void>((read) => waiting.push(read)) },
      keys: { readAgain: nothing },
      sessions: { readAgain: nothing },
    },
    seals: { readAgain: () => Promise.resolve(false), keyTrouble: null },
    keeper: { takeUpSwitches: () => undefined },
    truth: { takeUpOthers: nothing },
    flows: { takeUpOthers: nothing },
    subscriptions: { readAgain: nothing },
    inspector: { clear: () => undefined },
  } as unknown as OthersChangesParts);
  const next = async (): Promise<void> => {
    waiting.shift()?.();
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  };
  others.look();
  others.look();
  others.look();
  expect(waiting).toHaveLength(1);
  await next();
  expect(waiting).toHaveLength(1);
  others.look();
  const stopped = others.stop();
  await next();
  await stopped;
  expect(waiting).toEqual([]);
});
