import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retentionLimits, type RetentionLimits } from '../../src/retention/limits.js';
import { retentionRound } from '../../src/retention/round.js';
import type { ActionState, DeliveryState } from '../../src/store/schema.js';
import type { Db } from '../../src/store/sqlite.js';
import { action, attempt, logAttempts, occurrence } from '../store/rows.js';
import { withDatabase } from '../store/temp-database.js';

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
      .values(occurrence({ seq: index + 1, id, received_at: at }))
      .execute();
    for (const [n, { state, attemptsAt }] of actions.entries()) {
      const actionId = `${id}-0${n + 1}`;
      await db
        .insertInto('actions')
        .values(action({ id: actionId, occurrence_id: id, state }))
        .execute();
      attempts.push(...attemptsAt.map((time) => attempt({ action_id: actionId, at: time })));
    }
  }
  const states = await db.selectFrom('actions').select(['id', 'state']).execute();
  if (attempts.length > 0) await logAttempts(db, attempts);
  for (const { id, state } of states) {
    await db.updateTable('actions').set({ state }).where('id', '=', id).execute();
  }
}

interface Left {
  readonly attempts: readonly { readonly id: number; readonly action_id: string; readonly at: number }[];
  readonly occurrences: readonly {
    readonly id: string;
    readonly seq: number;
    readonly received_at: number;
  }[];
  readonly actions: readonly { readonly id: string; readonly state: ActionState }[];
}

async function left(db: Db): Promise<Left> {
  return {
    attempts: await db.selectFrom('attempts').select(['id', 'action_id', 'at']).orderBy('id').execute(),
    occurrences: await db
      .selectFrom('occurrences')
      .select(['id', 'seq', 'received_at'])
      .orderBy('seq')
      .execute(),
    actions: await db.selectFrom('actions').select(['id', 'state']).orderBy('id').execute(),
  };
}

/** What the documentation promises, without windows or order. */
function naively(before: Left, limits: RetentionLimits): Left {
  const newestAttempt = Math.max(0, ...before.attempts.map(({ id }) => id));
  const newestSeq = Math.max(0, ...before.occurrences.map(({ seq }) => seq));
  const pending = before.actions.filter(({ state }) => state === 'waiting' || state === 'running');
  const attempts = before.attempts.filter(
    ({ id, at, action_id }) =>
      (at >= limits.logsBefore && id > newestAttempt - limits.logRows) ||
      pending.some((each) => each.id === action_id),
  );
  const occurrences = before.occurrences.filter(
    ({ id, seq, received_at }) =>
      (received_at >= limits.logsBefore && seq > newestSeq - limits.logRows) ||
      pending.some((each) => each.id.startsWith(`${id}-`)) ||
      attempts.some((each) => each.action_id.startsWith(`${id}-`)),
  );
  const actions = before.actions.filter((each) => occurrences.some(({ id }) => each.id.startsWith(`${id}-`)));
  return { attempts, occurrences, actions };
}

async function letGo(db: Db, limits: RetentionLimits, size: number): Promise<number> {
  let deleted = 0;
  for await (const some of retentionRound(db, limits, size)) deleted += some;
  return deleted;
}

const state = fc.constantFrom<ActionState>('waiting', 'running', 'done', 'skipped', 'dead');
const happened = (at: number): fc.Arbitrary<Happened> =>
  fc.record({
    at: fc.constant(at),
    actions: fc.array(fc.record({ state, attemptsAt: fc.array(fc.constant(at), { maxLength: 3 }) }), {
      maxLength: 3,
    }),
  });

/** In the order of time, as they come. */
const history = fc
  .array(fc.nat(200), { minLength: 1, maxLength: 40 })
  .chain((days) => fc.tuple(...days.sort((a, b) => b - a).map((ago) => happened(NOW - ago * DAY))));

const disorderly = fc
  .array(fc.nat(200), { minLength: 1, maxLength: 40 })
  .chain((days) => fc.tuple(...days.map((ago) => happened(NOW - ago * DAY))));

const settings = fc.record({ days: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) });

describe('retention', () => {
  it('keeps by age and count what a naive search keeps, in windows of any size', async () => {
    await fc.assert(
      fc.asyncProperty(history, settings, fc.integer({ min: 1, max: 30 }), (all, kept, size) =>
        withDatabase(async (db) => {
          await store(db, all);
          const limits = retentionLimits(kept, NOW);
          const expected = naively(await left(db), limits);
          await letGo(db, limits, size);
          expect(await left(db)).toEqual(expected);
          expect(await letGo(db, limits, size)).toBe(0);
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('deletes nothing that is pending, young or among the newest, in whatever order it came', async () => {
    await fc.assert(
      fc.asyncProperty(disorderly, settings, fc.integer({ min: 1, max: 30 }), (all, kept, size) =>
        withDatabase(async (db) => {
          await store(db, all);
          const limits = retentionLimits(kept, NOW);
          const least = naively(await left(db), limits);
          await letGo(db, limits, size);
          const { attempts, occurrences, actions } = await left(db);
          expect(attempts).toEqual(expect.arrayContaining([...least.attempts]));
          expect(occurrences).toEqual(expect.arrayContaining([...least.occurrences]));
          expect(actions).toEqual(expect.arrayContaining([...least.actions]));
        }),
      ),
      { numRuns: 60 },
    );
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
          hook_id: 'main',
          method: 'POST',
          query: '',
          headers: '{}',
          body: Buffer.of(),
          remote_address: '',
        };
        await db
          .insertInto('deliveries')
          .values({ ...row, id, state: each, received_at: NOW - ago * DAY, claims: 0, failure: null })
          .execute();
      }
      await letGo(db, retentionLimits({ days, rows: 1 }, NOW), 2);
      const rows = await db.selectFrom('deliveries').select('id').orderBy('seq').execute();
      const names = rows.map(({ id }) => id);
      expect(names).toEqual(days === 90 ? [...kept, 'processed 9'] : kept);
    });
  });

  it('forgets guards that have run out and calls of long ago, and no others', async () => {
    await withDatabase(async (db) => {
      const guards = Array.from({ length: 25 }, (_, n) => ({
        lead_key: `lead:${n}`,
        state: '{}',
        expires_at: n % 2 === 0 ? NOW - 1 : NOW,
      }));
      const calls = Array.from({ length: 25 }, (_, n) => ({
        call_log_id: String(n),
        state: '{}',
        updated_at: n % 2 === 0 ? NOW - 30 * DAY - 1 : NOW - 30 * DAY,
      }));
      await db.insertInto('guard_states').values(guards).execute();
      await db.insertInto('call_states').values(calls).execute();

      await letGo(db, retentionLimits({ days: 90, rows: 1 }, NOW), 4);

      const guardsLeft = await db.selectFrom('guard_states').select('expires_at').execute();
      const callsLeft = await db.selectFrom('call_states').select('updated_at').execute();
      expect(guardsLeft.map(({ expires_at }) => expires_at)).toEqual(Array.from({ length: 12 }, () => NOW));
      expect(callsLeft.map(({ updated_at }) => updated_at)).toEqual(
        Array.from({ length: 12 }, () => NOW - 30 * DAY),
      );
    });
  });
});
