import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logEntries, newestLogId } from '../../src/store/sql/commands/logs.js';
import { resultKey, resultText } from '../../src/store/result-key.js';
import type { Db } from '../../src/store/sqlite.js';
import { isSameTarget } from '../../src/store/ports/target.js';
import { attempt, endpoint, logAttempts, occurrence, rowOf, allAttempts } from './rows.js';
import { withDatabase } from './temp-database.js';
import {
  ATTEMPT_OUTCOMES,
  type LogFilter,
  type LogPlace,
  type NewAttempt,
  type StoredAttempt,
} from '../../src/store/ports/attempts.js';
import { TEST_WORKFLOW } from '../../src/store/ports/cause.js';

const RESULTS = ['true', 'null', '"ok"', '"OK, id 7"', '"okay"', '"error: Ünknown"', '{"id":1}', '-5.2'];
const at = fc.integer({ min: 1_000, max: 1_020 });
const target = fc.constantFrom(endpoint('crm'), endpoint('dialer'));
const workflow = fc.constantFrom('start', 'sale', 'rare', TEST_WORKFLOW);
const phone = fc.constantFrom('7735550167', '7735550168');
const outcome = fc.constantFrom(...ATTEMPT_OUTCOMES);

/** Each phone number has one occurrence, of which all its entries are. */
const occurrenceOf = (number: string | null) => `01J${number ?? 'NONE'}`;

async function storeOccurrences(db: Db): Promise<void> {
  const numbers = ['7735550167', '7735550168', '7735550199', null];
  const rows = numbers.map((number, seq) => occurrence({ seq, id: occurrenceOf(number), leadPhone: number }));
  await db.insertInto('occurrences').values(rows.map(rowOf)).execute();
}

const entry: fc.Arbitrary<NewAttempt> = fc
  .record({
    at,
    target,
    workflowId: workflow,
    phone: fc.option(phone),
    outcome,
    result: fc.oneof(
      fc.constantFrom(...RESULTS),
      fc.nat(200).map((id) => `"id ${id}"`),
    ),
  })
  .map((given) => attempt({ ...given, actionId: `${occurrenceOf(given.phone)}-01` }));

const filter: fc.Arbitrary<LogFilter> = fc.record({
  from: fc.option(at, { freq: 2 }),
  to: fc.option(at, { freq: 2 }),
  target: fc.option(target, { freq: 1 }),
  workflowId: fc.option(workflow, { freq: 1 }),
  phone: fc.option(phone, { freq: 1 }),
  outcome: fc.option(outcome, { freq: 1 }),
  result: fc.option(fc.constantFrom('', 'o', 'OK', 'ok,', 'id', 'id 1', 'ERROR: ü', '{', '-5', 'nowhere'), {
    freq: 1,
  }),
});

/** What the documentation promises, row by row. */
function naively(rows: readonly StoredAttempt[], asked: LogFilter): StoredAttempt[] {
  return rows
    .filter(
      (row) =>
        (asked.from === null || row.at >= asked.from) &&
        (asked.to === null || row.at < asked.to) &&
        (asked.target === null || isSameTarget(row.target, asked.target)) &&
        (asked.workflowId === null || row.workflowId === asked.workflowId) &&
        (asked.phone === null || row.phone === asked.phone) &&
        (asked.outcome === null || row.outcome === asked.outcome) &&
        (asked.result === null ||
          resultText(row.result).toLowerCase().startsWith(asked.result.toLowerCase())),
    )
    .sort((a, b) => b.at - a.at || b.id - a.id);
}

/** Reads page by page, with more entries arriving between any two. */
async function readPages(
  db: Db,
  asked: LogFilter,
  { limit, arriving }: { limit: number; arriving: readonly NewAttempt[] },
): Promise<StoredAttempt[]> {
  const newest = await newestLogId(db);
  const read: StoredAttempt[] = [];
  let after: LogPlace | null = null;
  for (let page = 0; ; page++) {
    const rows: StoredAttempt[] = await logEntries(db, asked, { after, newest, limit });
    read.push(...rows);
    const last = rows.at(-1);
    if (last === undefined) return read;
    expect(rows.length).toBeLessThanOrEqual(limit);
    after = { at: last.at, id: last.id, newest };
    const more = arriving[page];
    if (more !== undefined) await logAttempts(db, [more]);
  }
}

describe('the pages of the logs', () => {
  it('together are what a naive search finds when it begins, in order, whatever arrives meanwhile', async () => {
    await withDatabase(async (db) => {
      await storeOccurrences(db);
      await fc.assert(
        fc.asyncProperty(
          fc.array(entry, { minLength: 1, maxLength: 60 }),
          fc.array(entry, { maxLength: 8 }),
          fc.array(filter, { minLength: 1, maxLength: 6 }),
          fc.integer({ min: 1, max: 9 }),
          async (entries, arriving, filters, limit) => {
            await db.deleteFrom('attempts').execute();
            await logAttempts(db, entries);
            for (const asked of filters) {
              const rows = await allAttempts(db);
              expect(await readPages(db, asked, { limit, arriving })).toEqual(naively(rows, asked));
            }
          },
        ),
        { numRuns: 50 },
      );
    });
  });

  const many = Array.from({ length: 6_000 }, (_, n) => {
    const number = n % 1_000 === 0 ? '7735550199' : '7735550167';
    return attempt({
      actionId: `${occurrenceOf(number)}-01`,
      at: 1_000_000 - n,
      result: n % 3 === 0 ? `"id ${n}"` : 'true',
      target: endpoint(n > 5_900 ? 'rare' : 'crm'),
      outcome: n % 500 === 7 ? 'failed' : 'delivered',
      phone: number,
    });
  });
  const none: LogFilter = {
    from: null,
    to: null,
    target: null,
    workflowId: null,
    phone: null,
    result: null,
    outcome: null,
  };
  const searches: readonly Partial<LogFilter>[] = [
    {},
    { result: '' },
    { result: 'id 5' },
    { result: 'i' },
    { result: '', target: endpoint('rare') },
    { result: 't', target: endpoint('rare') },
    { result: '', outcome: 'failed', workflowId: 'w' },
    { workflowId: 'w', target: endpoint('rare') },
    { phone: '7735550199', target: endpoint('crm') },
    { phone: '7735550167', target: endpoint('rare'), result: 'id' },
    { from: 995_000, to: 999_000, result: 'id 2' },
    { result: 'id', target: endpoint('crm'), outcome: 'failed' },
    { result: 'id', workflowId: 'w', outcome: 'delivered' },
    { result: 't', workflowId: 'w', outcome: 'failed' },
  ];
  const vain: readonly Partial<LogFilter>[] = [
    { result: 't', workflowId: 'none' },
    { result: 'id', target: endpoint('none') },
    { target: endpoint('rare'), workflowId: 'none' },
    { result: 't', outcome: 'interrupted' },
  ];

  it('are found in each of the ways there are to look through many', async () => {
    await withDatabase(async (db) => {
      await storeOccurrences(db);
      for (let start = 0; start < many.length; start += 1_000) {
        await logAttempts(db, many.slice(start, start + 1_000));
      }
      const rows = await allAttempts(db);
      for (const search of searches) {
        const asked = { ...none, ...search };
        const found = await readPages(db, asked, { limit: 450, arriving: [] });
        expect(found.map(({ id }) => id)).toEqual(naively(rows, asked).map(({ id }) => id));
        expect(found.length).toBeGreaterThan(0);
      }
      for (const search of vain) {
        expect(await readPages(db, { ...none, ...search }, { limit: 450, arriving: [] })).toEqual([]);
      }
    });
  });

  it('are found where more endpoints are in use than are looked through one by one', async () => {
    const everywhere = Array.from({ length: 90 }, (_, n) =>
      attempt({
        at: 1_000 + (n % 7),
        target: endpoint(`endpoint ${n % 45}`),
        result: n % 2 === 0 ? 'true' : `"id ${n}"`,
      }),
    );
    await withDatabase(async (db) => {
      await logAttempts(db, everywhere);
      const rows = await allAttempts(db);
      for (const search of [{ workflowId: 'w' }, { result: 't' }, { result: 'id', workflowId: 'w' }]) {
        const asked = { ...none, ...search };
        const found = await readPages(db, asked, { limit: 20, arriving: [] });
        expect(found.map(({ id }) => id)).toEqual(naively(rows, asked).map(({ id }) => id));
      }
    });
  });
});

describe('the search key', () => {
  it('is stored with every attempt that is logged', async () => {
    await withDatabase(async (db) => {
      await logAttempts(db, [attempt({ result: '"Lead ACCEPTED"' })]);
      const row = await db.selectFrom('attempts').select('result_key').executeTakeFirst();
      expect(row?.result_key).toBe(resultKey('lead accepted'));
    });
  });
});
