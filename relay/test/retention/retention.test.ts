import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RetentionLimits } from '../../src/retention/limits.js';
import type { Db } from '../../src/store/sqlite.js';
import { action, attempt, logAttempts, occurrence, rowOf } from '../store/rows.js';
import { withDatabase } from '../store/temp-database.js';
import { limitsOf, purgeAll } from './purge-all.js';
import type { ActionState } from '../../src/store/ports/actions.js';
import type { DeliveryState } from '../../src/store/ports/intake.js';

const DAY = 86_400_000;
const NOW = 400 * DAY;

interface Happened {
  readonly at: number;
  readonly actions: readonly { readonly state: ActionState; readonly attemptsAt: readonly number[] }[];
}

const idOf = (index: number) => `01J${String(index).padStart(3, '0')}`;

async function store(db: Db, all: readonly Happened[]): Promise<void> {
  const attempts = [];
  for (const [index, { at, actions }] of all.entries()) {
    const id = idOf(index);
    await db
      .insertInto('occurrences')
      .values(rowOf(occurrence({ seq: index + 1, id, receivedAt: at })))
      .execute();
    for (const [n, { state, attemptsAt }] of actions.entries()) {
      const actionId = `${id}-0${n + 1}`;
      await db
        .insertInto('actions')
        .values(rowOf(action({ id: actionId, occurrenceId: id, state })))
        .execute();
      attempts.push(...attemptsAt.map((time) => attempt({ actionId, at: time })));
    }
  }
  const states = await db.selectFrom('actions').select(['id', 'state']).execute();
  if (attempts.length > 0) await logAttempts(db, attempts);
  for (const { id, state } of states) {
    await db.updateTable('actions').set({ state }).where('id', '=', id).execute();
  }
}

async function empty(db: Db): Promise<void> {
  await db.deleteFrom('occurrences').execute();
  await db.deleteFrom('actions').execute();
  await db.deleteFrom('attempts').execute();
}

interface Left {
  readonly attempts: readonly { readonly id: number; readonly actionId: string; readonly at: number }[];
  readonly occurrences: readonly {
    readonly id: string;
    readonly seq: number;
    readonly receivedAt: number;
  }[];
  readonly actions: readonly { readonly id: string; readonly state: ActionState }[];
}

async function left(db: Db): Promise<Left> {
  return {
    attempts: await db
      .selectFrom('attempts')
      .select(['id', 'action_id as actionId', 'at'])
      .orderBy('id')
      .execute(),
    occurrences: await db
      .selectFrom('occurrences')
      .select(['id', 'seq', 'received_at as receivedAt'])
      .orderBy('seq')
      .execute(),
    actions: await db.selectFrom('actions').select(['id', 'state']).orderBy('id').execute(),
  };
}

/** By when each of these rows was stored: a time in the future says no more than that of the row stored next. */
function storedBy(rows: readonly number[], now: number): number[] {
  let by = now;
  return rows
    .map((_, index) => {
      const at = rows[rows.length - 1 - index] ?? now;
      if (at <= now) by = at;
      return by;
    })
    .reverse();
}

/** What the documentation promises, without windows. */
function naively(before: Left, limits: RetentionLimits): Left {
  const newestAttempt = Math.max(0, ...before.attempts.map(({ id }) => id));
  const newestSeq = Math.max(0, ...before.occurrences.map(({ seq }) => seq));
  const attemptsBy = storedBy(
    before.attempts.map(({ at }) => at),
    limits.now,
  );
  const occurrencesBy = storedBy(
    before.occurrences.map(({ receivedAt }) => receivedAt),
    limits.now,
  );
  const pending = before.actions.filter(({ state }) => state === 'waiting' || state === 'running');
  const attempts = before.attempts.filter(
    ({ id, actionId }, index) =>
      ((attemptsBy[index] ?? 0) >= limits.logsBefore && id > newestAttempt - limits.logRows) ||
      pending.some((each) => each.id === actionId),
  );
  const occurrences = before.occurrences.filter(
    ({ id, seq }, index) =>
      ((occurrencesBy[index] ?? 0) >= limits.logsBefore && seq > newestSeq - limits.logRows) ||
      pending.some((each) => each.id.startsWith(`${id}-`)) ||
      attempts.some((each) => each.actionId.startsWith(`${id}-`)),
  );
  const actions = before.actions.filter((each) => occurrences.some(({ id }) => each.id.startsWith(`${id}-`)));
  return { attempts, occurrences, actions };
}

const state = fc.constantFrom<ActionState>('waiting', 'running', 'done', 'skipped', 'dead');
const happened = (at: number): fc.Arbitrary<Happened> =>
  fc.record({
    at: fc.constant(at),
    actions: fc.array(fc.record({ state, attemptsAt: fc.array(fc.constant(at), { maxLength: 3 }) }), {
      maxLength: 3,
    }),
  });

/** Days ago; below 0 where the clock was years ahead. */
const days = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.nat(200) }, { weight: 1, arbitrary: fc.constant(-9_999) }),
  {
    minLength: 1,
    maxLength: 40,
  },
);

const told = (ages: readonly number[]) => fc.tuple(...ages.map((ago) => happened(NOW - ago * DAY)));

/** In whatever order: the clock may have been set back and forth. */
const history = days.chain(told);

const settings = fc.record({ days: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) });

describe('retention', () => {
  it('keeps by age and count what a naive search keeps, in windows of any size, whatever the clock did', async () => {
    await withDatabase((db) =>
      fc.assert(
        fc.asyncProperty(history, settings, fc.integer({ min: 1, max: 30 }), async (all, kept, size) => {
          await empty(db);
          await store(db, all);
          const limits = limitsOf(kept, NOW);
          const expected = naively(await left(db), limits);
          await purgeAll(db, limits, size);
          expect(await left(db)).toEqual(expected);
          expect(await purgeAll(db, limits, size)).toBe(0);
        }),
        { numRuns: 100 },
      ),
    );
  });

  it('finds the old rows of a large table behind any number of rows from the future', async () => {
    await withDatabase(async (db) => {
      const ages = [...Array<number>(3_000).fill(-9_999), ...Array<number>(3_000).fill(91)];
      const young = Array<number>(3_000).fill(1);
      const attempts = [...ages, ...young].map((ago) => attempt({ at: NOW - ago * DAY }));
      for (let at = 0; at < attempts.length; at += 500) await logAttempts(db, attempts.slice(at, at + 500));
      expect(await purgeAll(db, limitsOf({}, NOW), 200)).toBe(ages.length);
    });
  });

  it.each([
    { days: 90, kept: ['received', 'dead 80', 'processed 29'] },
    { days: 10, kept: ['received', 'processed 9'] },
  ])('keeps deliveries as they came for 30 days or $days', async ({ days, kept }) => {
    const deliveries: [name: string, state: DeliveryState, ago: number][] = [
      ['dead 100', 'dead', 100],
      ['received', 'received', 100],
      ['dead 80', 'dead', 80],
      ['processed 31', 'processed', 31],
      ['processed 29', 'processed', 29],
      ['processed 9', 'processed', 9],
    ];
    await withDatabase(async (db) => {
      for (const [id, each, ago] of deliveries) {
        const row = {
          hookId: 'main',
          method: 'POST',
          query: '',
          headers: '{}',
          body: Buffer.of(),
          remoteAddress: '',
        };
        const { seq } = await db
          .insertInto('deliveries')
          .values(rowOf({ ...row, id, state: each, receivedAt: NOW - ago * DAY, claims: 0, failure: null }))
          .returning('seq')
          .executeTakeFirstOrThrow();
        if (each === 'received') await db.insertInto('inbox').values({ seq, claims: 0 }).execute();
      }
      await purgeAll(db, limitsOf({ days, rows: 1 }, NOW), 2);
      const rows = await db.selectFrom('deliveries').select('id').orderBy('seq').execute();
      const names = rows.map(({ id }) => id);
      expect(names).toEqual(days === 90 ? [...kept, 'processed 9'] : kept);
    });
  });

  it('forgets guards that have run out and calls of long ago, and no others', async () => {
    await withDatabase(async (db) => {
      const guards = Array.from({ length: 25 }, (_, n) => ({
        leadKey: `lead:${n}`,
        state: '{}',
        expiresAt: n % 2 === 0 ? NOW - 1 : NOW,
      }));
      const calls = Array.from({ length: 25 }, (_, n) => ({
        callLogId: String(n),
        state: '{}',
        updatedAt: n % 2 === 0 ? NOW - 30 * DAY - 1 : NOW - 30 * DAY,
      }));
      await db.insertInto('guard_states').values(guards.map(rowOf)).execute();
      await db.insertInto('call_states').values(calls.map(rowOf)).execute();

      await purgeAll(db, limitsOf({ days: 90, rows: 1 }, NOW), 4);

      const guardsLeft = await db.selectFrom('guard_states').select('expires_at as expiresAt').execute();
      const callsLeft = await db.selectFrom('call_states').select('updated_at as updatedAt').execute();
      expect(guardsLeft.map(({ expiresAt }) => expiresAt)).toEqual(Array.from({ length: 12 }, () => NOW));
      expect(callsLeft.map(({ updatedAt }) => updatedAt)).toEqual(
        Array.from({ length: 12 }, () => NOW - 30 * DAY),
      );
    });
  });
});
