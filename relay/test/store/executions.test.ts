import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { executions } from '../../src/store/sql/commands/executions.js';
import type { Db } from '../../src/store/sqlite.js';
import { action, occurrence, rowOf, allActions } from './rows.js';
import { withDatabase } from './temp-database.js';
import type { ExecutionFilter, StoredAction } from '../../src/store/ports/actions.js';
import type { Place } from '../../src/store/ports/lists.js';

const time = fc.integer({ min: 100, max: 110 });
const workflow = fc.constantFrom('start', 'sale');
const list = fc.constantFrom('1001', '1002');
const type = fc.constantFrom('INTEGRATION', 'EMAIL', 'MOVE');
const state = fc.constantFrom('waiting', 'running', 'done', 'skipped', 'dead');
const leadKey = fc.constantFrom('lead:1', 'lead:2', 'phone:7735550167');

const planned = fc.record({
  dueAt: time,
  workflowId: workflow,
  listId: fc.option(list),
  type,
  state,
});
const happened = fc.record({
  leadKey: fc.option(leadKey),
  actions: fc.array(planned, { maxLength: 3 }),
});
const filter = fc.record({
  from: fc.option(time, { freq: 1 }),
  to: fc.option(time, { freq: 1 }),
  workflowId: fc.option(workflow, { freq: 1 }),
  leadKey: fc.option(leadKey, { freq: 1 }),
  listId: fc.option(list, { freq: 1 }),
  type: fc.option(type, { freq: 1 }),
  state: fc.option(state, { freq: 1 }),
}) as fc.Arbitrary<ExecutionFilter>;

type Happened = (typeof happened)['generate'] extends (...given: never[]) => { value: infer V } ? V : never;

/** Stores what happened; gives the lead of each occurrence. */
async function store(db: Db, all: readonly Happened[]): Promise<Map<string, string | null>> {
  const leads = new Map<string, string | null>();
  for (const [index, { leadKey, actions }] of all.entries()) {
    const id = `01J${String(index).padStart(3, '0')}`;
    leads.set(id, leadKey);
    await db
      .insertInto('occurrences')
      .values(rowOf(occurrence({ seq: index + 1, id, leadKey })))
      .execute();
    for (const [n, row] of actions.entries()) {
      const given = { ...row, id: `${id}-0${n + 1}`, occurrenceId: id } as Partial<StoredAction>;
      await db
        .insertInto('actions')
        .values(rowOf(action(given)))
        .execute();
    }
  }
  return leads;
}

function naively(
  rows: readonly StoredAction[],
  leads: ReadonlyMap<string, string | null>,
  asked: ExecutionFilter,
): string[] {
  return rows
    .filter(
      (row) =>
        (asked.from === null || row.dueAt >= asked.from) &&
        (asked.to === null || row.dueAt < asked.to) &&
        (asked.workflowId === null || row.workflowId === asked.workflowId) &&
        (asked.leadKey === null || leads.get(row.occurrenceId) === asked.leadKey) &&
        (asked.listId === null || row.listId === asked.listId) &&
        (asked.type === null || row.type === asked.type) &&
        (asked.state === null || row.state === asked.state),
    )
    .sort((a, b) => b.dueAt - a.dueAt || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}

async function readPages(db: Db, asked: ExecutionFilter, limit: number): Promise<string[]> {
  const read: string[] = [];
  let after: Place<string> | null = null;
  for (;;) {
    const rows: StoredAction[] = await executions(db, asked, { after, limit });
    read.push(...rows.map(({ id }) => id));
    const last = rows.at(-1);
    if (last === undefined) return read;
    after = { at: last.dueAt, id: last.id };
  }
}

describe('the pages of the workflow logs', () => {
  it('together are what a naive search finds, in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happened, { minLength: 1, maxLength: 20 }),
        fc.array(filter, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 7 }),
        (all, filters, limit) =>
          withDatabase(async (db) => {
            const leads = await store(db, all);
            const rows = await allActions(db);
            for (const asked of filters) {
              expect(await readPages(db, asked, limit)).toEqual(naively(rows, leads, asked));
            }
          }),
      ),
      { numRuns: 20 },
    );
  });

  it('are found where more workflows use a list than are looked through one by one', async () => {
    await withDatabase(async (db) => {
      for (let n = 0; n < 80; n++) {
        const id = `01J${String(n).padStart(3, '0')}-01`;
        const given = { id, workflowId: `workflow ${n % 40}`, listId: '1001', dueAt: 100 + (n % 7) };
        await db
          .insertInto('actions')
          .values(rowOf(action(given)))
          .execute();
      }
      const rows = await allActions(db);
      const asked: ExecutionFilter = {
        from: null,
        to: null,
        workflowId: null,
        leadKey: null,
        listId: '1001',
        type: null,
        state: null,
      };
      for (const type of [null, 'INTEGRATION'] as const) {
        expect(await readPages(db, { ...asked, type }, 30)).toEqual(
          naively(rows, new Map(), { ...asked, type }),
        );
      }
    });
  });
});
