import type { Transaction } from 'kysely';
import type { Schema } from '../../src/store/schema.js';
import type { Db } from '../../src/store/sqlite.js';

/** A command on the store with arguments that it meets at work. */
export interface Exercise {
  readonly command: unknown;
  readonly title: string;
  readonly run: (db: Db) => Promise<unknown>;
}

export function nameOf({ command }: Exercise): string {
  return (command as { readonly name: string }).name;
}

type Command<Connection, Args extends readonly unknown[]> = (
  connection: Connection,
  ...args: Args
) => Promise<unknown>;

let count = 0;

function exercise(
  command: { readonly name: string },
  args: readonly unknown[],
  run: Exercise['run'],
): Exercise {
  const given = JSON.stringify(args).slice(0, 120);
  return { command, title: `${++count}. ${command.name} ${given}`, run };
}

export function on<Args extends readonly unknown[]>(command: Command<Db, Args>, ...args: Args): Exercise {
  return exercise(command, args, (db) => command(db, ...args));
}

/** Takes back what the command writes, so that those after it find the tables full. */
export function within<Args extends readonly unknown[]>(
  command: Command<Transaction<Schema>, Args>,
  ...args: Args
): Exercise {
  return exercise(command, args, async (db) => {
    const tx = await db.startTransaction().execute();
    try {
      return await command(tx, ...args);
    } finally {
      await tx.rollback().execute();
    }
  });
}

/** The id of an occurrence, a delivery or a rejected request of the full tables. */
export const id = (n: number): string => `01J${String(n).padStart(23, '0')}`;

export const LEAD = 'lead:700' as const;
export const LANE = `${LEAD} endpoint`;
