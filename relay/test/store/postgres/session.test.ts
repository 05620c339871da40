import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { PlanAge } from '../../../src/store/postgres/plan-age.js';
import { makeReady, ownSessionOf } from '../../../src/store/postgres/session.js';
import { StatementNames } from '../../../src/store/postgres/statement-names.js';
import type { Connection } from '../../../src/store/sql/connection.js';
import { storeFaultOf } from '../../../src/store/store-fault.js';
import { describeOnPostgres } from './with-postgres.js';

/** A connection whose server said that its process is `told`, while `answering` is the one that answers. */
function connection(told: number, answering: number): { client: ClientBase; asked: string[] } {
  const asked: string[] = [];
  const client = {
    processID: told,
    query: (text: string) => {
      asked.push(text);
      return Promise.resolve({ rows: [{ pid: answering }] });
    },
  };
  return { client: client as unknown as ClientBase, asked };
}

describe('a connection to Postgres', () => {
  it('is set once where the process that answers is the one that was connected to', async () => {
    const { client, asked } = connection(7, 7);
    await makeReady(client, 'set jit = off');
    expect(asked.at(-1)).toBe('set jit = off');
    expect(ownSessionOf(client)).not.toBeNull();
  });

  it('keeps nothing where a pooler answers in the place of a process: the next transaction may be in another', async () => {
    const { client, asked } = connection(7, 8);
    await makeReady(client, 'set jit = off');
    expect(asked).not.toContain('set jit = off');
    expect(ownSessionOf(client)).toBeNull();
  });
});

describe('the name of a statement', () => {
  it('is given to what comes again, and stays the same', () => {
    const names = new StatementNames();
    expect(['a', 'b', 'a', 'a', 'b'].map((text) => names.nameOf(text))).toEqual([
      undefined,
      undefined,
      'connect_0',
      'connect_0',
      'connect_1',
    ]);
  });

  it('is given to no more than a session can hold', () => {
    const names = new StatementNames();
    const texts = Array.from({ length: 2_000 }, (_, index) => String(index));
    for (const text of texts) names.nameOf(text);
    expect(new Set(texts.map((text) => names.nameOf(text))).size).toBeLessThan(600);
  });
});

describe('plans that a session keeps', () => {
  it('are made anew after a second, each time for twice as long, and never for more than a minute', () => {
    let now = 0;
    const plans = new PlanAge(() => now);
    const renewedAt: number[] = [];
    for (; now < 300_000; now += 500) if (plans.areOver()) renewedAt.push(now / 1_000);
    expect(renewedAt).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
  });
});

describeOnPostgres('a session that lost what was prepared in it', (database) => {
  it('is a fault of the store, which sets nothing aside, and the next unit has another session', async () => {
    await database.withStore(async (_store, { db }) => {
      const ask = (on: Connection) => sql<{ one: number }>`select 1 as one`.execute(on);
      const lost: unknown = await db
        .transaction()
        .execute(async (tx) => {
          for (let round = 0; round < 3; round += 1) await ask(tx);
          await sql`deallocate all`.execute(tx);
          await ask(tx);
        })
        .catch((error: unknown) => error);
      expect(storeFaultOf(lost)?.code).toBe('STORE_UNREACHABLE');
      expect((await db.transaction().execute(ask)).rows).toEqual([{ one: 1 }]);
    });
  });
});
