import { Transaction, type Dialect, type Driver } from 'kysely';
import type { Schema } from '../schema.js';
import type { Db } from '../sql/connection.js';

/**
 * Does work in a transaction. What it asks goes out at once and in the order in which it is asked, also before the answer to what was asked
 * before: the query builder's own transaction waits for each. What is asked once the work has ended is refused, because it would be
 * outside of the transaction.
 */
export function inTransaction<Value>(
  { db, driver, dialect }: { readonly db: Db; readonly driver: Driver; readonly dialect: Dialect },
  work: (tx: Transaction<Schema>) => Promise<Value>,
): Promise<Value> {
  return db.getExecutor().provideConnection(async (connection) => {
    let isOver = false;
    const executor = db.getExecutor().withConnectionProvider({
      provideConnection: (ask) =>
        isOver
          ? Promise.reject(new Error('a unit of work asked for something after its end'))
          : ask(connection),
    });
    const tx = new Transaction<Schema>({ config: { dialect }, dialect, driver, executor });
    await driver.beginTransaction(connection, {});
    try {
      const value = await work(tx);
      isOver = true;
      await driver.commitTransaction(connection);
      return value;
    } catch (error) {
      isOver = true;
      await driver.rollbackTransaction(connection);
      throw error;
    }
  });
}
