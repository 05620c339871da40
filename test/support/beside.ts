import path from 'node:path';
import pg from 'pg';
import { Connection } from '../../relay/src/store/driver.js';
import { addressOf } from '../../relay/src/store/postgres/address.js';
import { connect } from '../../relay/src/store/postgres/connect.js';
import { openSqlite, type Db } from '../../relay/src/store/sqlite.js';
import { closeAfterTest } from './closing.js';
import { storeFor } from './store.js';

/*
 * What a test does in the database of a relay beside it, whichever that is: a hand that damages a row, a rule that refuses one, another
 * program that holds it locked. Statements are written in the words of SQLite.
 */

/** The tables of the relay on this data folder, until the test ends. */
export async function tablesOf(dataFolder: string): Promise<Db> {
  const { databaseUrl } = await storeFor(dataFolder);
  const db =
    databaseUrl === undefined ? await openSqlite(dataFolder) : connect(addressOf(databaseUrl), 'work').db;
  closeAfterTest(() => db.destroy());
  return db;
}

/** Has one statement done. */
export async function change(dataFolder: string, statement: string): Promise<void> {
  await within(dataFolder, {
    sqlite: (database) => database.exec(statement),
    postgres: async (client) => {
      await client.query(inPostgres(statement));
    },
  });
}

/** What a question with one number for its answer comes to. */
export async function numberIn(dataFolder: string, question: string): Promise<number> {
  return within(dataFolder, {
    sqlite: (database) => Number(database.value(question)),
    postgres: async (client) => {
      const { rows } = await client.query<Record<string, unknown>>(inPostgres(question));
      return Number(Object.values(rows[0] ?? {})[0]);
    },
  });
}

/** Which change of which rows is refused. */
export interface Refusal {
  /** Such as `insert on occurrences`. */
  readonly of: string;
  /** What holds for the rows, with `new` and `old`; all of them where it is left out. */
  readonly when?: string;
  /** The error that the statement fails with. */
  readonly saying: string;
}

/** Makes the store refuse changes, as a row would that breaks a rule. The statement fails, and with it whatever transaction it stands in. */
export async function refuse(dataFolder: string, refusals: readonly Refusal[]): Promise<void> {
  const named = refusals.map((refusal, index) => ({ name: `fault_${counted++}_${index}`, ...refusal }));
  await within(dataFolder, {
    sqlite: (database) => {
      for (const { name, of, when = 'true', saying } of named)
        database.exec(
          `create trigger ${name} before ${of} when ${when} begin select raise(abort, ${quoted(saying)}); end`,
        );
    },
    postgres: async (client) => {
      for (const { name, of, when = 'true', saying } of named) {
        const raised = `raise exception using message = ${quoted(saying)}, errcode = 'check_violation'`;
        // A condition of the trigger itself may ask no other table.
        await client.query(`create function ${name}() returns trigger language plpgsql as $fault$ begin
          if ${inPostgres(when)} then ${raised}; end if;
          return case when tg_op = 'DELETE' then old else new end;
        end $fault$`);
        await client.query(`create trigger ${name} before ${of} for each row execute function ${name}()`);
      }
    },
  });
}

let counted = 0;

/** The store takes everything again. */
export async function takeAgain(dataFolder: string): Promise<void> {
  await within(dataFolder, {
    sqlite: (database) => {
      const names = `select name from sqlite_master where name like 'fault@_%' escape '@'`;
      for (const name of database.column<string>(names)) database.exec(`drop trigger ${name}`);
    },
    postgres: async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select proname as name from pg_proc where proname like 'fault@_%' escape '@'`,
      );
      for (const { name } of rows) await client.query(`drop function ${name} cascade`);
    },
  });
}

/** Holds the database locked, as another program would that writes to it and does not end. */
export async function lock(dataFolder: string): Promise<{ release(): Promise<void> }> {
  const { databaseUrl } = await storeFor(dataFolder);
  if (databaseUrl === undefined) {
    const database = opened(dataFolder);
    database.exec('begin immediate');
    const release = (): Promise<void> => {
      database.exec('rollback');
      database.close();
      return Promise.resolve();
    };
    return { release };
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  // A test that fails leaves it to the end of the database.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`begin; do $$ declare each record; begin
    for each in select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() loop
      execute 'lock table ' || each.name || ' in exclusive mode';
    end loop; end $$`);
  return { release: () => client.end() };
}

async function within<Value>(
  dataFolder: string,
  doing: {
    readonly sqlite: (database: Connection) => Value;
    readonly postgres: (client: pg.Client) => Promise<Value>;
  },
): Promise<Value> {
  const { databaseUrl } = await storeFor(dataFolder);
  if (databaseUrl === undefined) {
    const database = opened(dataFolder);
    try {
      return doing.sqlite(database);
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await doing.postgres(client);
  } finally {
    await client.end();
  }
}

function opened(dataFolder: string): Connection {
  return new Connection(path.join(dataFolder, 'connect.sqlite'));
}

/** Where the two say the same differently: bytes as text, and bytes by their digits. */
function inPostgres(text: string): string {
  return text
    .replaceAll(/cast\(([\w.]+) as text\)/g, `convert_from($1, 'UTF8')`)
    .replaceAll(/\bx'([0-9a-f]*)'/g, String.raw`'\x$1'::bytea`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
