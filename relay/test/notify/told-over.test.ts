import { describe, expect, it } from '@jest/globals';
import { posting } from './posting.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 17);
const SILENT = { key: 'alarm:hook-silent:main:on', kind: 'hook-silent', message: 'Nothing has arrived.' };
const SILENT_OVER = {
  key: 'alarm:hook-silent:main:over',
  kind: 'hook-silent-over',
  message: 'Calls arrive again.',
};
const REFUSED = { key: 'config', kind: 'config-refused', message: 'Line 3. The relay did not start.' };

/** A relay whose operators are not reached at the start. */
async function unreached() {
  const ground = await posting();
  ground.clock.at = START;
  ground.answerWith(503);
  const notifier = ground.notifier(1, 'alone');
  const { clock, store } = ground;
  return {
    ...ground,
    record: (notice: typeof SILENT, more = {}) => store.notices.record({ ...notice, at: clock.at, ...more }),
    /** Until all retries would have been made. */
    sendFor: async (minutes: number): Promise<void> => {
      for (let passed = 0; passed < minutes; passed += 1) {
        await notifier.sendAll();
        clock.at += MINUTE;
      }
    },
  };
}

describe('a notification that could not be sent before it was over', () => {
  it('is not sent after its end was told', async () => {
    const { clock, store, taken, answerWith, record, sendFor } = await unreached();
    await record(SILENT);
    await sendFor(2);
    await store.notices.resolve(SILENT.key, clock.at);
    await record(SILENT_OVER, { isNews: true, resolvedAt: clock.at });
    answerWith(200);
    await sendFor(200);
    expect(taken).toEqual(['Calls arrive again.']);
    expect(await store.notices.find(SILENT.key)).toMatchObject({ sendAt: null, sentAt: null });
  });

  it('is sent once with when it was where nobody tells its end, as of a configuration with which the relay did not start', async () => {
    const { clock, store, taken, answerWith, record, sendFor } = await unreached();
    await record(REFUSED);
    await sendFor(2);
    await store.notices.resolve('config', clock.at);
    answerWith(200);
    await sendFor(200);
    expect(taken).toEqual([
      'This is over: it lasted from 2026-11-20 09:00:00 PST to 2026-11-20 09:02:00 PST. It was: Line 3. The relay did not start.',
    ]);
  });

  it('is another message than the one before, which a receiver may have taken without an answer', async () => {
    const { clock, store, keys, record, sendFor } = await unreached();
    await record(REFUSED);
    await sendFor(1);
    await store.notices.resolve('config', clock.at);
    await sendFor(200);
    expect(keys).toHaveLength(5);
    expect(new Set(keys).size).toBe(2);
  });

  it('is told though the same was told before, and was over', async () => {
    const { clock, store, taken, answerWith, record, sendFor } = await unreached();
    answerWith(200);
    await record(REFUSED);
    await sendFor(1);
    await store.notices.resolve('config', clock.at);
    clock.at += 90 * MINUTE;
    answerWith(503);
    await record(REFUSED);
    await sendFor(2);
    await store.notices.resolve('config', clock.at);
    answerWith(200);
    await sendFor(200);
    expect(taken).toEqual([
      REFUSED.message,
      'This is over since 2026-11-20 10:33:00 PST; it came up last at 2026-11-20 10:31:00 PST. It was: Line 3. The relay did not start.',
    ]);
  });

  it('is told as it is where it has begun again', async () => {
    const { clock, store, taken, answerWith, record, sendFor } = await unreached();
    await record(SILENT);
    await sendFor(2);
    await store.notices.resolve(SILENT.key, clock.at);
    await record(SILENT_OVER, { isNews: true, resolvedAt: clock.at });
    await sendFor(1);
    await record(SILENT, { isNews: true });
    answerWith(200);
    await sendFor(1);
    expect(taken).toContain('Nothing has arrived.');
  });
});
