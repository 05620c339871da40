import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ActionRow } from '../../src/store/commands/actions.js';
import {
  flushWaiting,
  pendingActions,
  waitingIds,
  type PendingChoice,
} from '../../src/store/commands/pending.js';
import type { Place } from '../../src/store/in-time-order.js';
import { inWindows, windowsOf } from '../../src/store/in-windows.js';
import type { Db } from '../../src/store/sqlite.js';
import { action } from './rows.js';
import { withDatabase } from './temp-database.js';

const planned = fc.record({
  due_at: fc.integer({ min: 100, max: 110 }),
  workflow_id: fc.constantFrom('start', 'sale'),
  endpoint_id: fc.constantFrom('crm', 'dialer'),
  type: fc.constantFrom('INTEGRATION', 'EMAIL'),
  lead_key: fc.constantFrom('lead:1', 'lead:11', 'phone:7735550167'),
  state: fc.constantFrom('waiting', 'running', 'done', 'dead', 'flushed'),
});
const choice = fc.record({
  leadKey: fc.option(fc.constantFrom('lead:1', 'lead:11', 'phone:7735550167'), { freq: 1 }),
  workflowId: fc.option(fc.constantFrom('start', 'sale'), { freq: 1 }),
  endpointId: fc.option(fc.constantFrom('crm', 'dialer'), { freq: 1 }),
  type: fc.option(fc.constantFrom('INTEGRATION', 'EMAIL'), { freq: 1 }),
}) as fc.Arbitrary<PendingChoice>;

async function store(db: Db, rows: readonly object[]): Promise<ActionRow[]> {
  for (const [index, row] of rows.entries()) {
    const id = `01J${String(index).padStart(3, '0')}-01`;
    const { lead_key, endpoint_id } = row as { lead_key: string; endpoint_id: string };
    await db
      .insertInto('actions')
      .values(action({ ...row, id, lane: `${lead_key} ${endpoint_id}` }))
      .execute();
  }
  return db.selectFrom('actions').selectAll().execute();
}

function meant(rows: readonly ActionRow[], asked: PendingChoice, states: readonly string[]): ActionRow[] {
  return rows.filter(
    (row) =>
      states.includes(row.state) &&
      (asked.leadKey === null || row.lead_key === asked.leadKey) &&
      (asked.workflowId === null || row.workflow_id === asked.workflowId) &&
      (asked.endpointId === null || row.endpoint_id === asked.endpointId) &&
      (asked.type === null || row.type === asked.type),
  );
}

async function allPages(db: Db, asked: PendingChoice, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let after: Place<string> | null = null;
  for (;;) {
    const rows: ActionRow[] = await pendingActions(db, { ...asked, from: null, to: null }, { after, limit });
    ids.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return ids;
    after = { at: last.due_at, id: last.id };
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
              (a, b) => a.due_at - b.due_at || (a.id < b.id ? -1 : 1),
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
  const FLUSH = { reason: 'flushed', now: 1 };
  const ALL: PendingChoice = { leadKey: null, workflowId: 'w', endpointId: null, type: null };
  const waiting = (n: number) => action({ id: `01J${String(n).padStart(4, '0')}-01`, state: 'waiting' });

  async function states(db: Db): Promise<string[]> {
    const rows = await db.selectFrom('actions').select('state').orderBy('id').execute();
    return rows.map(({ state }) => state);
  }

  it('leaves alone what began to wait after it began, and what is under way by then', async () => {
    await withDatabase(async (db) => {
      for (let n = 0; n < 3; n++) await db.insertInto('actions').values(waiting(n)).execute();
      const ids = await waitingIds(db, ALL);
      await db.insertInto('actions').values(waiting(3)).execute();
      await db.updateTable('actions').set({ state: 'running' }).where('id', '=', '01J0001-01').execute();

      const flushed = await inWindows(db, ids, (tx, window) => flushWaiting(tx, window, FLUSH));

      expect(flushed).toBe(2);
      expect(await states(db)).toEqual(['flushed', 'running', 'flushed', 'waiting']);
    });
  });

  it('lets other work have its turn between windows of some hundred', async () => {
    await withDatabase(async (db) => {
      for (let n = 0; n < 450; n++) await db.insertInto('actions').values(waiting(n)).execute();
      const ids = await waitingIds(db, ALL);
      const windows: number[] = [];
      const turns: number[] = [];
      const otherWork = (): void => {
        turns.push(windows.length);
        if (windows.length < 3) setImmediate(otherWork);
      };
      setImmediate(otherWork);

      await inWindows(db, ids, (tx, window) => {
        windows.push(window.length);
        return flushWaiting(tx, window, FLUSH);
      });

      expect(windows).toEqual([200, 200, 50]);
      expect(turns).toEqual(expect.arrayContaining([1, 2]));
    });
  });

  it('that breaks off leaves whole windows flushed, and can be done again', async () => {
    await withDatabase(async (db) => {
      for (let n = 0; n < 450; n++) await db.insertInto('actions').values(waiting(n)).execute();
      let window = 0;
      const brokenOff = inWindows(db, await waitingIds(db, ALL), async (tx, ids) => {
        const flushed = await flushWaiting(tx, ids, FLUSH);
        if (++window === 2) throw new Error('the power went');
        return flushed;
      });
      await expect(brokenOff).rejects.toThrow('the power went');
      expect((await states(db)).filter((state) => state === 'flushed')).toHaveLength(200);

      const rest = await inWindows(db, await waitingIds(db, ALL), (tx, ids) => flushWaiting(tx, ids, FLUSH));

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
