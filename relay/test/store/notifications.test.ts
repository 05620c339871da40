import { describe, expect, it } from '@jest/globals';
import { notificationsToSend, notify, recordSending } from '../../src/store/sql/commands/notifications.js';
import { withDatabase } from './temp-database.js';

const HOUR = 60 * 60_000;
const NOW = Date.UTC(2026, 10, 20);
const CAUSE = { key: 'dead:crm', kind: 'not-delivered', message: 'not delivered' };

describe('a cause that comes up again', () => {
  it.each([
    ['is sent again after an hour', HOUR, true],
    ['only counts before that', HOUR - 1, false],
    ['is sent again, too, where the clock was set back by days since it was sent', -72 * HOUR, true],
  ])('%s', async (_what, later, isSent) => {
    await withDatabase(async (db) => {
      await notify(db, { ...CAUSE, at: NOW });
      const sent = { sentTo: 'email', sentAt: NOW, failure: null, nextAt: null };
      await recordSending(db, { key: CAUSE.key, ...sent });
      await notify(db, { ...CAUSE, at: NOW + later });
      const due = await notificationsToSend(db, NOW + later);
      expect(due.map(({ key, count }) => [key, count])).toEqual(isSent ? [[CAUSE.key, 2]] : []);
    });
  });
});
