import { ConnectError } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import { actor } from '../../src/audit/actor.js';
import { AuditLog } from '../../src/audit/audit-log.js';
import { createLog } from '../../src/log.js';
import type { StoredChange } from '../../src/store/ports/audit.js';
import type { Db } from '../../src/store/sqlite.js';
import { storeOn, withDatabase } from '../store/temp-database.js';

const ORDER = { actor: actor('admin'), what: 'workflows.switch' };
const NOTED = { part: 'workflow:w', before: { active: true }, after: { active: false } };

const changesIn = (db: Db): Promise<readonly StoredChange[]> =>
  storeOn(db).audit.page({ who: null, what: null, from: null, to: null }, { after: null, limit: 50 });

/** An audit log whose writes fail where `fails` says so, by their number from 1 on; and the lines it has logged. */
function auditOn(db: Db, fails: (write: number) => boolean = () => false) {
  const lines: string[] = [];
  let writes = 0;
  const store = storeOn(db);
  const durably: typeof store.durably = (work) => {
    writes += 1;
    if (fails(writes)) return Promise.reject(new Error('the disk is full'));
    return store.durably(work);
  };
  const log = createLog({ readable: false, level: 'info', to: { write: (line) => lines.push(line) } });
  return { audit: new AuditLog({ store: { durably }, now: () => 7, log }), lines };
}

describe('the audit log', () => {
  it('has a row before the change is made, so that none is without one if the relay is killed in it', () =>
    withDatabase(async (db) => {
      const { audit } = auditOn(db);
      let during: readonly StoredChange[] = [];

      await audit.around(ORDER, async (change) => {
        during = await changesIn(db);
        change.note(NOTED);
      });

      expect(during).toMatchObject([
        { who: 'admin key', what: 'workflows.switch', outcome: 'begun', part: null },
      ]);
      expect(await changesIn(db)).toMatchObject([
        { outcome: 'done', part: 'workflow:w', before: '{"active":true}', after: '{"active":false}' },
      ]);
    }));

  it('never keeps a change from being made: the row comes afterwards', () =>
    withDatabase(async (db) => {
      const { audit, lines } = auditOn(db, (write) => write === 1);

      const value = await audit.around(ORDER, (change) => {
        change.note(NOTED);
        return Promise.resolve('changed');
      });

      expect(value).toBe('changed');
      expect(await changesIn(db)).toMatchObject([{ outcome: 'done', part: 'workflow:w', at: 7 }]);
      expect(lines.join('')).toContain('AUDIT_LATE');
    }));

  it('has a change that it could not keep in the log of the relay, whole', () =>
    withDatabase(async (db) => {
      const { audit, lines } = auditOn(db, () => true);

      await audit.around(ORDER, (change) => {
        change.note(NOTED);
        return Promise.resolve();
      });

      const last = JSON.parse(lines.at(-1) ?? '') as unknown;
      expect(last).toMatchObject({
        code: 'AUDIT_MISSING',
        change: { who: 'admin key', what: 'workflows.switch', part: 'workflow:w', outcome: 'done' },
      });
    }));

  it('has nothing of an order that was refused, and what failed once it had begun', () =>
    withDatabase(async (db) => {
      const { audit } = auditOn(db);
      const refused = new ConnectError('UNKNOWN_WORKFLOW', 'there is none', 'Name another.');

      await expect(audit.around(ORDER, () => Promise.reject(refused))).rejects.toBe(refused);
      expect(await changesIn(db)).toEqual([]);

      const begun = audit.around(ORDER, (change) => {
        change.note({ part: 'workflow:w' });
        return Promise.reject(refused);
      });
      await expect(begun).rejects.toBe(refused);
      const broken = audit.around(ORDER, () => Promise.reject(new Error('a bug')));
      await expect(broken).rejects.toThrow('a bug');

      expect(await changesIn(db)).toMatchObject([
        { outcome: 'failed', failure: 'UNEXPECTED', part: null },
        { outcome: 'failed', failure: 'UNKNOWN_WORKFLOW', part: 'workflow:w' },
      ]);
    }));
});
