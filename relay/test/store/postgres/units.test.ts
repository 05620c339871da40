import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { addressOf } from '../../../src/store/postgres/address.js';
import { connect, type Connected } from '../../../src/store/postgres/connect.js';
import { openPostgresReads } from '../../../src/store/postgres/open.js';
import { postgresStore } from '../../../src/store/postgres/postgres-store.js';
import { vacuum } from '../../../src/store/postgres/vacuum.js';
import { storeFaultOf } from '../../../src/store/store-fault.js';
import { together } from '../../../src/store/together.js';
import type { Store, Unit } from '../../../src/store/store.js';
import type { PostgresDatabase } from '../postgres-database.js';
import { action, attempt } from '../rows.js';
import { describeOnPostgres } from './with-postgres.js';

const SOON = { statement: 60_000, lock: 100, idle: 60_000 };

/** What a store fails with, as an operator is told of it. */
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  return storeFaultOf(error)?.code;
}

/** Another relay's store on the same database, which gives up on a lock soon. */
async function withOther<Value>(
  database: PostgresDatabase,
  work: (store: Store, connected: Connected) => Promise<Value>,
  limits = SOON,
): Promise<Value> {
  const other = connect(addressOf(database.url), 'work', limits);
  try {
    return await work(
      postgresStore({ ...other, eraseDeleted: () => vacuum(other.db), close: () => Promise.resolve() }),
      other,
    );
  } finally {
    await other.db.destroy();
  }
}

/** A promise, and what keeps it. */
function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

const known = (unit: Unit) => unit.leads.states(['lead:1']);

describeOnPostgres('a unit of work in Postgres', (database) => {
  it('in which a statement failed is not committed, though nobody let that be known', async () => {
    await database.withStore(async (store) => {
      await store.actions.add([action({ id: '01J1-01' })]);
      const swallowed = store.turn(async (unit) => {
        await unit.actions.add([action({ id: '01J1-02' })]);
        await unit.actions.add([action({ id: '01J1-01' })]).catch(() => undefined);
      });
      await expect(swallowed).rejects.toMatchObject({ code: 'POSTGRES_23505' });
      expect(await store.actions.find('01J1-02')).toBeUndefined();
    });
  });

  it('tells of each statement after one that failed what that failed with', async () => {
    await database.withStore(async (store) => {
      await store.actions.add([action({ id: '01J1-01' })]);
      const later = store.turn(async (unit) => {
        await unit.actions.add([action({ id: '01J1-01' })]).catch(() => undefined);
        return unit.actions.find('01J1-01');
      });
      await expect(later).rejects.toMatchObject({ code: 'POSTGRES_23505' });
    });
  });

  it('carries out what it asks at once in the order in which it asks', async () => {
    await database.withStore(async (store) => {
      for (let round = 0; round < 3; round += 1) {
        const id = `01J1-0${round}`;
        const [, buried, found] = await store.turn((unit) =>
          together(
            unit.actions.add([action({ id, state: 'waiting' })]),
            unit.actions.bury(id, 'why', { from: 'waiting' }),
            unit.actions.find(id),
          ),
        );
        expect({ buried, found }).toMatchObject({ buried: 1, found: { state: 'dead', reason: 'why' } });
      }
    });
  });

  it('in which one of several statements failed that were asked at once fails with that, and keeps nothing', async () => {
    await database.withStore(async (store) => {
      await store.actions.add([action({ id: '01J1-01' })]);
      const ends: unknown[] = [];
      const noting = (error: unknown) => {
        ends.push((error as { code: string }).code);
        throw error;
      };
      const failing = store.turn((unit) =>
        together(
          unit.actions.add([action({ id: '01J1-02' })]),
          unit.actions.add([action({ id: '01J1-01' })]).catch(noting),
          unit.actions.add([action({ id: '01J1-03' })]).catch(noting),
        ),
      );
      await expect(failing).rejects.toMatchObject({ code: 'POSTGRES_23505' });
      expect(ends).toEqual(['POSTGRES_23505', 'POSTGRES_23505']);
      expect(await store.actions.findMany(['01J1-02', '01J1-03'])).toEqual([]);
      await store.turn((unit) => unit.actions.add([action({ id: '01J1-04' })]));
    });
  });

  it('asks for nothing once it has ended, because that would be outside of it', async () => {
    await database.withStore(async (store) => {
      let kept: Unit | null = null;
      await store.turn((unit) => {
        kept = unit;
        return Promise.resolve();
      });
      await expect((kept as unknown as Unit).actions.add([action({ id: '01J1-01' })])).rejects.toThrow(
        'after its end',
      );
      expect(await store.actions.find('01J1-01')).toBeUndefined();
    });
  });

  it('keeps the leads that it has locked from another relay until it ends', async () => {
    await database.withStore((store) =>
      withOther(database, async (other) => {
        const locked = gate();
        const over = gate();
        const first = store.turn(async (unit) => {
          await unit.lockLeads(['lead:2', 'lead:1']);
          locked.open();
          await over.passed;
        });
        await locked.passed;
        expect(
          await codeOf(
            other.turn(async (unit) => {
              await unit.lockLeads(['lead:1']);
              return known(unit);
            }),
          ),
        ).toBe('STORE_BUSY');
        await other.turn((unit) => unit.lockLeads(['lead:3']));
        over.open();
        await first;
        await other.turn((unit) => unit.lockLeads(['lead:1', 'lead:2']));
      }),
    );
  });

  it('reads what is known of a lead once it has locked it, also where it asks for both at once', async () => {
    await database.withStore((store) =>
      withOther(database, async (other) => {
        const counting = async (unit: Unit) => {
          const [, { leads }] = await together(unit.lockLeads(['lead:1']), unit.leads.load(['lead:1'], []));
          const updatedAt = (leads.get('lead:1')?.updatedAt ?? 0) + 1;
          const lead = { status: null, fields: {}, callTime: null, updatedAt };
          const none = { calls: new Map(), guards: new Map(), loops: new Map() };
          await unit.leads.save({ ...none, leads: new Map([['lead:1', lead]]) });
        };
        for (let round = 0; round < 10; round += 1)
          await Promise.all([store.turn(counting), other.turn(counting)]);
        const { leads } = await store.turn((unit) => unit.leads.load(['lead:1'], []));
        expect(leads.get('lead:1')?.updatedAt).toBe(20);
      }),
    );
  });

  it('has what is known of a lead deleted once it is over, and not written back by it', async () => {
    await database.withStore((store) =>
      withOther(
        database,
        async (other, { db }) => {
          const lead = { status: null, fields: { first_name: 'Test' }, callTime: null, updatedAt: 1 };
          const none = { calls: new Map(), guards: new Map(), loops: new Map() };
          const save = (unit: Unit) => unit.leads.save({ ...none, leads: new Map([['lead:1', lead]]) });
          await store.turn(save);
          const isWaiting = async (): Promise<boolean> => {
            const { rows } = await sql<{ waiting: number }>`
              select count(*) as waiting from pg_locks where locktype = 'advisory' and not granted
                and database = (select oid from pg_database where datname = current_database())
            `.execute(db);
            return Number(rows[0]?.waiting) > 0;
          };
          let isDeleted = false;
          let deleting: Promise<number> = Promise.resolve(0);
          await store.turn(async (unit) => {
            await unit.lockLeads(['lead:1']);
            expect((await unit.leads.load(['lead:1'], [])).leads.size).toBe(1);
            deleting = other.persons.deleteByKey('lead_states', ['lead:1']);
            void deleting.finally(() => (isDeleted = true));
            while (!isDeleted && !(await isWaiting()));
            await save(unit);
          });
          expect(await deleting).toBe(1);
          expect((await store.turn((unit) => unit.leads.load(['lead:1'], []))).leads.size).toBe(0);
        },
        { statement: 60_000, lock: 60_000, idle: 60_000 },
      ),
    );
  });

  it('parks nothing behind what another relay is about to finish, and does not wait for that', async () => {
    await database.withStore((store) =>
      withOther(database, async (other) => {
        const inLane = (number: number, state: 'waiting' | 'running') =>
          action({ id: `01J1-0${number}`, occurrenceId: '01J1', state, lane: 'lane', dueAt: number });
        await store.actions.add([inLane(1, 'running'), inLane(2, 'waiting')]);
        const ended = gate();
        const over = gate();
        const first = store.turn(async (unit) => {
          const end = { id: '01J1-01', state: 'done', nextAt: 5, reason: null, holder: null } as const;
          await unit.attempts.endUnlogged(end, { from: 'running' });
          ended.open();
          await over.passed;
        });
        await ended.passed;
        const parked = { id: '01J1-02', nextAt: 900, holdUntil: null, reason: null, standsBehind: '01J1-01' };
        expect(await other.turn((unit) => unit.claims.park([parked], { from: 'waiting' }))).toBe(0);
        over.open();
        await first;
        expect(await store.actions.find('01J1-02')).toMatchObject({ nextAt: 0, standsBehind: null });
      }),
    );
  });

  it('that registers a relay keeps others from doing so until it ends, and those that are registered from nothing', async () => {
    const relay = (name: string) => ({ name, home: name, forMs: 60_000 });
    await database.withStore((store) =>
      withOther(database, async (other) => {
        const early = await other.turn((unit) => unit.relays.register(relay('early')));
        const registered = gate();
        const over = gate();
        const first = store.turn(async (unit) => {
          await unit.relays.register(relay('first'));
          registered.open();
          await over.passed;
        });
        await registered.passed;
        expect(await codeOf(other.turn((unit) => unit.relays.register(relay('second'))))).toBe('STORE_BUSY');
        expect(
          await other.turn((unit) =>
            unit.relays.renew(early, { forMs: 60_000, unready: null, configRefusedAt: null }),
          ),
        ).toBe(true);
        expect(await other.turn((unit) => unit.actAs(early))).toBe(true);
        over.open();
        await first;
        const names = await other.turn(async ({ relays }) => {
          await relays.register(relay('second'));
          return (await relays.registered()).map(({ name }) => name);
        });
        expect(names).toEqual(['early', 'first', 'second']);
      }),
    );
  });

  it('waits for no other in a ring, in whatever order either names its leads', async () => {
    await database.withStore((store) =>
      withOther(
        database,
        async (other) => {
          const keys = Array.from({ length: 30 }, (_, index) => `lead:${index}`);
          const rounds = Array.from({ length: 20 }, () => [
            store.turn((unit) => unit.lockLeads(keys)),
            other.turn((unit) => unit.lockLeads([...keys].reverse())),
          ]);
          await Promise.all(rounds.flat());
        },
        { statement: 60_000, lock: 60_000, idle: 60_000 },
      ),
    );
  });

  it('is a fault of the store where its connection was ended, and the next one has another', async () => {
    await database.withStore(async (store, connected) => {
      const cut = store.turn(async (unit) => {
        await unit.actions.add([action({ id: '01J1-01' })]);
        await sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
        `.execute(connected.db);
        await unit.actions.add([action({ id: '01J1-02' })]);
      });
      expect(await codeOf(cut)).toBe('STORE_UNREACHABLE');
      await store.turn((unit) => unit.actions.add([action({ id: '01J1-03' })]));
      expect(await store.actions.findMany(['01J1-01', '01J1-02', '01J1-03'])).toHaveLength(1);
    });
  });

  it('that two relays end in each other’s way is a fault of the store, and not of what was to be stored', async () => {
    await database.withStore(async (store) => {
      await store.actions.add([action({ id: '01J1-01' }), action({ id: '01J1-02' })]);
      await withOther(
        database,
        async (other) => {
          const met = [gate(), gate()] as const;
          const change = (on: Store, [first, second]: readonly string[], mine: 0 | 1) =>
            on.turn(async (unit) => {
              await unit.actions.freezePayload(String(first), '{}');
              met[mine].open();
              await met[mine === 0 ? 1 : 0].passed;
              await unit.actions.freezePayload(String(second), '{}');
            });
          const codes = await Promise.all([
            codeOf(change(store, ['01J1-01', '01J1-02'], 0)),
            codeOf(change(other, ['01J1-02', '01J1-01'], 1)),
          ]);
          expect(codes.filter((code) => code === 'STORE_BUSY')).toHaveLength(1);
        },
        { statement: 60_000, lock: 60_000, idle: 60_000 },
      );
    });
  });
});

describeOnPostgres('a store in Postgres', (database) => {
  it('cannot be written by what only reads it', async () => {
    await database.withStore(async (store) => {
      await store.actions.add([action({ id: '01J1-01' })]);
      const reads = await openPostgresReads(database.url);
      expect(await reads.actions.find('01J1-01')).toEqual(action({ id: '01J1-01' }));
      const writing = reads as unknown as Store;
      expect(await codeOf(writing.actions.freezePayload('01J1-01', '{}'))).toBe('STORE_READ_ONLY');
      await reads.close();
    });
  });

  it('keeps NUL characters as they are, in what is searched for as well', async () => {
    await database.withStore(async (store) => {
      const text = 'a\0b\uFFFFc';
      const id = `01J1-0\0`;
      await store.actions.add([action({ id, reason: text })]);
      await store.attempts.report([attempt({ actionId: id, body: text })]);
      expect((await store.actions.findMany([id]))[0]).toMatchObject({ id, reason: text });
      expect((await store.attempts.ofOccurrence('01J1'))[0]).toMatchObject({ actionId: id, body: text });
    });
  });

  it('says of numbers only that they grow: those of a unit that failed are left out', async () => {
    await database.withStore(async (store) => {
      const report = (on: Pick<Store, 'attempts'>) => on.attempts.report([attempt({ actionId: '01J1-01' })]);
      const [before = 0] = await report(store);
      await store
        .turn(async (unit) => {
          await report(unit);
          throw new Error('it breaks');
        })
        .catch(() => undefined);
      const [after = 0] = await report(store);
      expect(after).toBeGreaterThan(before);
    });
  });
});
