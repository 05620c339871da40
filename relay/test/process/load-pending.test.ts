import { sql } from 'kysely';
import type { LeadKey, LeadState, StopTest } from '@convoso-connect/core';
import { describe, expect, it } from '@jest/globals';
import { SqliteError } from '../../src/store/driver.js';
import fc from 'fast-check';
import type { KyselyPlugin } from 'kysely';
import type { Revisions } from '../../src/config/revision.js';
import { loadPending } from '../../src/process/load-pending.js';
import { insertActions } from '../../src/store/sql/commands/actions.js';
import { insertOccurrences } from '../../src/store/sql/commands/occurrences.js';
import type { Db } from '../../src/store/sqlite.js';
import { action, occurrence } from '../store/rows.js';
import { withDatabase, storeOn } from '../store/temp-database.js';
import { sqlParts } from '../../src/store/sql/parts.js';
import type { Unit } from '../../src/store/store.js';

const LEADS: readonly LeadKey[] = ['lead:1', 'lead:11', 'lead:2'];
const TRIGGERS = ['01J1', '01J2'] as const;

interface Pending {
  readonly lead: LeadKey;
  readonly workflow: 'plain' | 'stopped';
  readonly revision: 1 | 2;
  readonly trigger: (typeof TRIGGERS)[number];
  readonly state: 'waiting' | 'running' | 'done';
  readonly type: 'INTEGRATION' | 'UPDATE_LEAD';
}

/** Stops what the first of the two triggers has planned, and nothing before the second revision. */
const stopIf: StopTest = ({ trigger }) => {
  const verdict = trigger.id === TRIGGERS[0] ? 'yes' : 'no';
  return { verdict, code: 'STOP', reason: 'it is over' };
};

function compiled(type: 'never' | 'finalStatus') {
  return { workflow: { stopIf: { type } }, stopIf };
}

const revisions = {
  get: (number: number) =>
    Promise.resolve({
      workflows: new Map([
        ['plain', compiled('never')],
        ['stopped', compiled(number === 1 ? 'never' : 'finalStatus')],
      ]),
    }),
} as unknown as Revisions;

const LEAD_STATE: LeadState = { status: 'SALE', fields: {}, callTime: null, updatedAt: 1 };

async function store(db: Db, pending: readonly Pending[]): Promise<void> {
  const actions = pending.map(({ lead, workflow, revision, trigger, state, type }, index) =>
    action({
      id: `${trigger}-${index}`,
      occurrenceId: trigger,
      workflowId: workflow,
      revision,
      leadKey: lead,
      lane: `${lead} endpoint:crm`,
      state,
      type,
    }),
  );
  await db.transaction().execute(async (tx) => {
    const triggers = TRIGGERS.map((id, seq) =>
      occurrence({ id, seq: seq + 1, occurrence: JSON.stringify({ id }) }),
    );
    await insertOccurrences(tx, triggers);
    await insertActions(tx, actions);
  });
}

const anyPending: fc.Arbitrary<Pending> = fc.record({
  lead: fc.constantFrom(...LEADS),
  workflow: fc.constantFrom('plain', 'stopped'),
  revision: fc.constantFrom(1, 2),
  trigger: fc.constantFrom(...TRIGGERS),
  state: fc.constantFrom('waiting', 'running', 'done'),
  type: fc.constantFrom('INTEGRATION', 'UPDATE_LEAD'),
});

describe('what is pending for leads', () => {
  it('is counted, and stopped, as if each action were looked at for itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPending, { maxLength: 40 }),
        fc.subarray([...LEADS]),
        async (all, asked) => {
          await withDatabase(async (db) => {
            await store(db, all);
            const book = await storeOn(db).durably((unit) => loadPending(unit, asked, revisions));
            const [first] = asked;
            if (first !== undefined) book.stop({ id: '01J9', leadKey: first }, LEAD_STATE, []);

            const unfinished = all.filter(({ lead, state }) => asked.includes(lead) && state !== 'done');
            const isStopped = (each: Pending): boolean =>
              each.lead === first &&
              each.state === 'waiting' &&
              each.workflow === 'stopped' &&
              each.revision === 2 &&
              each.trigger === TRIGGERS[0];
            for (const lead of LEADS) {
              for (const workflow of ['plain', 'stopped']) {
                const left = unfinished.filter(
                  (each) => each.lead === lead && each.workflow === workflow && !isStopped(each),
                );
                expect(book.count(lead, workflow)).toBe(left.length);
              }
            }
            const stopped = all.flatMap((each, index) =>
              asked.includes(each.lead) && isStopped(each) ? [`${each.trigger}-${index}`] : [],
            );
            expect(
              book
                .cancelled()
                .map(({ id }) => id)
                .sort(),
            ).toEqual(stopped.sort());
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps no later call of the lead from being processed where the configuration of then cannot be read', async () => {
    await withDatabase(async (db) => {
      const one = { lead: 'lead:1', workflow: 'stopped', revision: 2, trigger: '01J1' } as const;
      await store(db, [{ ...one, state: 'waiting', type: 'INTEGRATION' }]);
      const load = (failure: Error) => {
        const broken = { get: () => Promise.reject(failure) } as unknown as Revisions;
        return storeOn(db).durably((unit) => loadPending(unit, ['lead:1'], broken));
      };
      const book = await load(new Error('revision 2 is no configuration'));
      expect(book.count('lead:1', 'stopped')).toBe(1);
      const fault = new SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
      await expect(load(fault)).rejects.toBe(fault);
    });
  });

  it('is not read row by row where nothing stops it, so that a lead with thousands slows no call', async () => {
    await withDatabase(async (db) => {
      const one = { lead: 'lead:1', workflow: 'plain', revision: 1, trigger: '01J1' } as const;
      const rest = { state: 'waiting', type: 'INTEGRATION' } as const;
      await store(
        db,
        Array.from({ length: 3_000 }, () => ({ ...one, ...rest })),
      );
      let read = 0;
      const counting: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        transformResult: ({ result }) => {
          read += result.rows.length;
          return Promise.resolve(result);
        },
      };
      const counted = db.withPlugin(counting);
      const book = await counted
        .transaction()
        .execute((tx) => loadPending(sqlParts(tx, () => sql.val(0)) as Unit, ['lead:1'], revisions));
      expect(book.count('lead:1', 'plain')).toBe(3_000);
      expect(read).toBe(1);
    });
  });
});
