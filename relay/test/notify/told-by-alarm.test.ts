import { describe, expect, it } from '@jest/globals';
import type { StoredAlarm } from '../../src/store/ports/alarms.js';
import { posting } from './posting.js';

const MINUTE = 60_000;
const DEAD = { key: 'dead:crm', kind: 'not-delivered', message: 'An action was not delivered.' };
const ALARM = { key: 'alarm:failing:crm:on', kind: 'failing', message: 'CRM has been failing.' };
const OTHER = { key: 'dead:shop', kind: 'not-delivered', message: 'Another one was not delivered.' };

/** Single notifications go to `ops`, alarms to `duty`. */
async function watched(more: object = {}) {
  const settings = { notifications: { endpointId: 'ops' }, alarms: { endpointId: 'duty' }, ...more };
  const ground = await posting(settings);
  const { clock, store } = ground;
  const notifier = ground.notifier(1, 'alone');
  const alarm = (more: Partial<StoredAlarm> = {}): StoredAlarm => ({
    ...{ key: 'failing:crm:timed-out', kind: 'failing', about: 'crm', cause: 'timed-out', message: '' },
    ...{ since: clock.at, lastAt: clock.at, count: 5, told: 'on', toldAt: clock.at },
    ...{ acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null, ...more },
  });
  return {
    ...ground,
    notifier,
    record: (notice: typeof DEAD, more = {}) => store.notices.record({ ...notice, at: clock.at, ...more }),
    /** The alarm is told, in the unit in which it is stored. */
    alarmed: async (more: Partial<StoredAlarm> = {}): Promise<void> => {
      await store.alarms.save([alarm(more)]);
      await store.notices.record({ ...ALARM, at: clock.at, isNews: true });
    },
    ends: () => store.alarms.save([alarm({ resolvedAt: clock.at })]),
    sendFor: async (minutes: number): Promise<void> => {
      for (let passed = 0; passed < minutes; passed += 1) {
        await notifier.sendAll();
        clock.at += MINUTE;
      }
    },
  };
}

describe('a notification of what an alarm tells', () => {
  it('is not sent besides, whichever of them was stored first, and is not said to be sent', async () => {
    for (const isFirst of [true, false]) {
      const { store, taken, record, alarmed, sendFor } = await watched();
      if (isFirst) await record(DEAD);
      await alarmed();
      if (!isFirst) await record(DEAD);
      await sendFor(5);
      expect(taken).toEqual([ALARM.message]);
      expect(await store.notices.find(DEAD.key)).toMatchObject({ sentAt: null, sendAt: null });
    }
  });

  it('that could not be sent is tried again where the alarm does not arrive either', async () => {
    const { taken, answerWith, record, alarmed, sendFor } = await watched();
    answerWith(503, 'ops');
    answerWith(503, 'duty');
    await record(DEAD);
    await sendFor(1);
    await alarmed();
    await record(DEAD);
    await sendFor(1);
    answerWith(200, 'ops');
    await sendFor(10);
    expect(taken).toEqual([DEAD.message]);
  });

  it('that could not be sent is dropped once the alarm has arrived', async () => {
    const { store, taken, answerWith, record, alarmed, sendFor } = await watched();
    answerWith(503, 'ops');
    await record(DEAD);
    await sendFor(1);
    await alarmed();
    answerWith(200, 'ops');
    await sendFor(10);
    expect(taken).toEqual([ALARM.message]);
    expect(await store.notices.find(DEAD.key)).toMatchObject({ sendAt: null, sentAt: null });
  });

  it('is not sent besides an alarm that has reached one of its two places', async () => {
    const { store, taken, record, alarmed, sendFor } = await watched({
      alarms: { endpointId: 'duty', email: 'night@example.test' },
      email: { smtpUrl: 'smtp://127.0.0.1:9', from: 'relay@example.test' },
    });
    await alarmed();
    await record(DEAD);
    await sendFor(3);
    expect(taken).toEqual([ALARM.message]);
    expect((await store.notices.find(ALARM.key))?.sendFailure).toContain('settings.egress.allow');
  });

  it('that comes up first while an alarm goes on which reached nobody is sent', async () => {
    const { taken, answerWith, record, alarmed, sendFor } = await watched();
    answerWith(503, 'duty');
    await alarmed();
    await sendFor(1);
    await record(DEAD);
    await sendFor(1);
    expect(taken).toEqual([DEAD.message]);
  });

  it('is sent where the alarm has not been told yet, or was over before', async () => {
    const { clock, taken, record, alarmed, ends, sendFor } = await watched();
    await alarmed({ told: null, toldAt: null });
    await record(DEAD);
    await sendFor(1);
    expect([...taken].sort()).toEqual([DEAD.message, ALARM.message].sort());
    clock.at += 120 * MINUTE;
    await ends();
    clock.at += MINUTE;
    await record(DEAD);
    await sendFor(1);
    expect(taken.at(-1)).toBe(DEAD.message);
    expect(taken).toHaveLength(3);
  });

  it('is sent where the alarm is about another endpoint', async () => {
    const { taken, record, alarmed, sendFor } = await watched();
    await alarmed();
    await record(OTHER);
    await sendFor(1);
    expect([...taken].sort()).toEqual([OTHER.message, ALARM.message].sort());
  });
});
