import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { addressOf } from '../../../src/store/postgres/address.js';
import { connect } from '../../../src/store/postgres/connect.js';
import { inOneWrite } from '../../../src/store/postgres/one-write.js';
import { describeOnPostgres } from './with-postgres.js';

/** A stream that writes down what it is told, in order. */
function recorded() {
  const told: string[] = [];
  const stream = { cork: () => void told.push('hold'), uncork: () => void told.push('send') };
  const ask = (question: string): void => {
    inOneWrite(stream);
    told.push(question);
  };
  return { told, ask };
}

describe('what a connection is asked in one turn of the event loop', () => {
  it('is sent together, also where some promises lie between one question and the next', async () => {
    const { told, ask } = recorded();
    ask('first');
    await Promise.resolve();
    await Promise.resolve().then(() => Promise.resolve());
    ask('second');
    await nextTurn();
    expect(told).toEqual(['hold', 'first', 'second', 'send']);
  });

  it('does not wait for what is asked in the next', async () => {
    const { told, ask } = recorded();
    ask('first');
    await nextTurn();
    ask('second');
    await nextTurn();
    expect(told).toEqual(['hold', 'first', 'send', 'hold', 'second', 'send']);
  });

  it('holds back no other connection', () => {
    const [one, other] = [recorded(), recorded()];
    one.ask('of one');
    other.ask('of the other');
    expect([one.told, other.told]).toEqual([
      ['hold', 'of one'],
      ['hold', 'of the other'],
    ]);
  });
});

/** What a socket is told to write several parts by, at once. */
const sockets = Socket.prototype as unknown as { readonly _writev: () => void };

describeOnPostgres('a unit of work in Postgres', (database) => {
  it('sends what it asks at once in one write, and has the answers in order', async () => {
    await database.withStore(async () => {
      const { db, transaction } = connect(addressOf(database.url), 'work');
      const asked = (number: number) => sql<{ number: number }>`select ${number}::int as number`;
      const answers = await transaction(async (tx) => {
        await asked(0).execute(tx);
        const writes = jest.spyOn(sockets, '_writev');
        const all = Promise.all([1, 2, 3, 4, 5].map((number) => asked(number).execute(tx)));
        await nextTurn();
        expect(writes).toHaveBeenCalledTimes(1);
        writes.mockRestore();
        return all;
      }).finally(() => db.destroy());
      expect(answers.flatMap(({ rows }) => rows.map(({ number }) => number))).toEqual([1, 2, 3, 4, 5]);
    });
  });
});
