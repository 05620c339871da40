import { describe, expect, it } from '@jest/globals';
import { judge, NEW_SUBJECT, refreshed, type JudgedAlarm } from '../../src/alarms/subject.js';

const NOW = Date.UTC(2026, 10, 20, 17);

const judging = {
  ...({ tellsBeginning: true, tellsEnd: 'in its turn', reminderMs: null, now: NOW } as const),
  alarmOf: (cause: string) => ({ key: `backlog:${cause}`, kind: 'backlog', about: '' }) as const,
};

const wrong = new Map([['', { since: NOW, lastAt: NOW, count: 1 }]]);

describe('an alarm that begins', () => {
  it('is without words as it is judged, and never as it is kept and stored, whatever else has changed', () => {
    const { subject, changed } = judge(NEW_SUBJECT, { wrong }, judging);
    expect(changed.map(({ message }) => message)).toEqual([null]);

    const textOf = ({ key }: JudgedAlarm): string => `words of ${key}`;
    const said = [expect.objectContaining({ message: 'words of backlog:' })];
    for (const noted of [changed, []]) {
      const kept = refreshed(
        { subject: { ...subject, refreshedAt: NOW }, changed: noted },
        { textOf, now: NOW },
      );
      expect([...kept.subject.alarms.values()]).toEqual(said);
      expect(kept.alarms).toEqual(said);
    }
  });
});
