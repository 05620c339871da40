import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pendingActions, waitingIds } from '../../src/store/sql/commands/pending.js';
import { inWindows, windowsOf } from '../../src/store/in-windows.js';
import type { Db } from '../../src/store/sqlite.js';
import { action, endpoint, rowOf } from './rows.js';
import { withDatabase, storeOn } from './temp-database.js';
import type { StoredAction } from '../../src/store/ports/actions.js';
import type { PendingChoice } from '../../src/store/ports/pending.js';
import { isSameTarget, type Target } from '../../src/store/ports/target.js';
import type { Place } from '../../src/store/ports/lists.js';

const planned = fc.record({
  dueAt: fc.integer({ min: 100, max: 110 }),
  workflowId: fc.constantFrom('start', 'sale'),
  target: fc.constantFrom(endpoint('crm'), endpoint('dialer')),
  type: fc.constantFrom('INTEGRATION', 'EMAIL'),
  leadKey: fc.constantFrom('lead:1', 'lead:11', 'phone:7735550167'),
  state: fc.constantFrom('waiting', 'running', 'done', 'dead', 'flushed'),
});
const choice = fc.record({
  leadKey: fc.option(fc.constantFrom('lead:1', 'lead:11', 'phone:7735550167'), { freq: 1 }),
  workflowId: fc.option(fc.constantFrom('start', 'sale'), { freq: 1 }),
  target: fc.option(fc.constantFrom(endpoint('crm'), endpoint('dialer')), { freq: 1 }),
  type: fc.option(fc.constantFrom('INTEGRATION', 'EMAIL'), { freq: 1 }),
}) as fc.Arbitrary<PendingChoice>;

async function store(db: Db, rows: readonly object[]): Promise<StoredAction[]> {
  for (const [index, row] of rows.entries()) {
    const id = `01J${String(index).padStart(3, '0')}-01`;
    const { leadKey, target } = row as { leadKey: string; target: Target };
    await db
      .insertInto('actions')
      .values(rowOf(action({ ...row, id, lane: `${leadKey} ${target.id}` })))
      .execute();
  }
  const ids = await db.selectFrom('actions').select('id').execute();
  return [...(await storeOn(db).actions.findMany(ids.map(({ id }) => id)))];
}

function meant(
  rows: readonly StoredAction[],
  asked: PendingChoice,
  states: readonly string[],
): StoredAction[] {
  return rows.filter(
    (row) =>
      states.includes(row.state) &&
      (asked.leadKey === null || row.leadKey === asked.leadKey) &&
      (asked.workflowId === null || row.workflowId === asked.workflowId) &&
      (asked.target === null || isSameTarget(row.target, asked.target)) &&
      (asked.type === null || row.type === asked.type),
  );
}

async function allPages(db: Db, asked: PendingChoice, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let after: Place<string> | null = null;
  for (;;) {
    const rows: readonly StoredAction[] = await pendingActions(
      db,
      { ...asked, from: null, to: null },
      { after, limit },
    );
    ids.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return ids;
    after = { at: last.dueAt, id: last.id };
  }
}

describe('what is pending', () => {
  it('comes as a naive model has it: each once, what is due first in front, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(planned, { maxLength: 25 }),
        choice,
        fc.integer({ min: 1, max: 7 }),
        async (rows, asked, limit) =>
          withDatabase(async (db) => {
            const all = await store(db, rows);
            const expected = meant(all, asked, ['waiting', 'running']).sort(
              (a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1),
            );
            expect(await allPages(db, asked, limit)).toEqual(expected.map(({ id }) => id));
            const ids = (await waitingIds(db, asked)).split('\n').filter(Boolean).sort();
            expect(ids).toEqual(
              meant(all, asked, ['waiting'])
                .map(({ id }) => id)
                .sort(),
            );
          }),
      ),
      { numRuns: 40 },
    );
  });
});

describe('a flush', () => {
  const FLUSH = { from: 'waiting', reason: 'flushed', now: 1 } as const;
  const ALL: PendingChoice = { leadKey: null, workflowId: 'w', target: null, type: null };
  const waiting = (n: number) => action({ id: `01J${String(n).padStart(4, '0')}-01`, state: 'waiting' });

  async function states(db: Db): Promise<string[]> {
    const rows = await db.selectFrom('actions').select('state').orderBy('id').execute();
    return rows.map(({ state }) => state);
  }

  it('leaves alone what began to wait after it began, and what is under way by then', async () => {
    await withDatabase(async (db) => {
      for (let n = 0; n < 3; n++)
        await db
          .insertInto('actions')
          .values(rowOf(waiting(n)))
          .execute();
      const ids = await waitingIds(db, ALL);
      await db
        .insertInto('actions')
        .values(rowOf(waiting(3)))
        .execute();
      await db.updateTable('actions').set({ state: 'running' }).where('id', '=', '01J0001-01').execute();

      const flushed = await inWindows(storeOn(db), ids, (unit, window) => unit.pending.flush(window, FLUSH));

      expect(flushed).toBe(2);
      expect(await states(db)).toEqual(['flushed', 'running', 'flushed', 'waiting']);
    });
  });

  it('lets other work have its turn between windows of some hundred', async () => {
    await withDatabase(async (db) => {
      for (let n = 0; n < 450; n++)
        await db
          .insertInto('actions')
          .values(rowOf(waiting(n)))
          .execute();
      const ids = await waitingIds(db, ALL);
      const windows: number[] = [];
      const turns: number[] = [];
      const otherWork = (): void => {
        turns.push(windows.length);
        if (windows.length < 3) setImmediate(otherWork);
      };
      setImmediate(otherWork);

      await inWindows(storeOn(db), ids, (unit, window) => {
        windows.push(window.length);
        return unit.pending.flush(window, FLUSH);
      });

      expect(windows).toEqual([200, 200, 50]);
      expect(turns).toEqual(expect.arrayContaining([1, 2]));
    });
  });

  it('that breaks off leaves whole windows flushed, and can be done again', async () => {
    await withDatabase(async (db) => {
      for (let n = 0; n < 450; n++)
        await db
          .insertInto('actions')
          .values(rowOf(waiting(n)))
          .execute();
      let window = 0;
      const brokenOff = inWindows(storeOn(db), await waitingIds(db, ALL), async (unit, ids) => {
        const flushed = await unit.pending.flush(ids, FLUSH);
        if (++window === 2) throw new Error('the power went');
        return flushed;
      });
      await expect(brokenOff).rejects.toThrow('the power went');
      expect((await states(db)).filter((state) => state === 'flushed')).toHaveLength(200);

      const rest = await inWindows(storeOn(db), await waitingIds(db, ALL), (unit, ids) =>
        unit.pending.flush(ids, FLUSH),
      );

      expect(rest).toBe(250);
      expect(new Set(await states(db))).toEqual(new Set(['flushed']));
    });
  });
});

describe('a text of lines', () => {
  it('is cut into windows that hold every line once, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[A-Z0-9-]{1,5}$/), { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        (lines, size) => {
          const windows = [...windowsOf(lines.join('\n'), size)];
          expect(windows.flat()).toEqual(lines);
          for (const window of windows.slice(0, -1)) expect(window).toHaveLength(size);
        },
      ),
    );
  });
});
