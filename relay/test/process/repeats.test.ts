import { describe, expect, it } from '@jest/globals';
import { Repeats } from '../../src/process/repeats.js';
import type { StoredDelivery } from '../../src/store/ports/intake.js';

const MINUTE = 60_000;

const delivery = (id: string, given: Partial<StoredDelivery> = {}): StoredDelivery => ({
  id,
  seq: 1,
  hookId: 'main',
  receivedAt: 0,
  method: 'POST',
  query: '',
  headers: '{}',
  body: Buffer.from('lead_id=1'),
  remoteAddress: '192.0.2.1',
  state: 'received',
  failure: null,
  ...given,
});

describe('a delivery that looks like an earlier one', () => {
  it.each([
    ['short', Buffer.from([0xff, 0x41])],
    ['long', Buffer.alloc(5_000, 0xff)],
  ])('is told where its bytes are the same, however many: a %s one', (_, body) => {
    const repeats = new Repeats();
    const batch = repeats.batch();
    expect(batch.repeatOf(delivery('first', { body }))).toBeNull();
    expect(batch.repeatOf(delivery('second', { body }))).toBe('first');
    batch.committed();
    const next = repeats.batch();
    const others: Partial<StoredDelivery>[] = [
      { body: Buffer.concat([body.subarray(1), Buffer.from('B')]) },
      { body, hookId: 'other' },
      { body, query: 'a=1' },
      { body, receivedAt: 11 * MINUTE },
    ];
    for (const [index, other] of others.entries()) {
      expect(next.repeatOf(delivery(`other-${index}`, other))).toBeNull();
    }
    expect(repeats.batch().repeatOf(delivery('third', { body, receivedAt: 9 * MINUTE }))).toBe('second');
  });

  it('is told of what a batch held only once that is committed', () => {
    const repeats = new Repeats();
    repeats.batch().repeatOf(delivery('lost'));
    expect(repeats.batch().repeatOf(delivery('again'))).toBeNull();
  });
});
