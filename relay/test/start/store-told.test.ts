import { describe, expect, it } from '@jest/globals';
import { StoreTold } from '../../src/start/store-told.js';
import { FolderFault } from '../../src/store/store-fault.js';

const fault = new FolderFault({ code: 'LOCK_LOST', message: 'another relay has it', remedy: 'Stop one.' });

function listener() {
  const heard: unknown[] = [];
  return {
    heard,
    syncFailed: (error: unknown): void => void heard.push(error),
    faulty: (told: FolderFault): void => void heard.push(told),
  };
}

describe('what a store tells by itself', () => {
  it('is kept while nobody listens, and then heard once, in the order in which it came', () => {
    const told = new StoreTold();
    const failure = new Error('the disk is full');
    told.syncFailed(failure);
    told.faulty(fault);
    const { heard, ...listening } = listener();

    told.listen(listening);
    expect(heard).toEqual([failure, fault]);

    told.syncFailed('again');
    expect(heard).toEqual([failure, fault, 'again']);
  });
});
