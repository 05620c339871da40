import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { POSTGRES_MIGRATIONS } from '../../../src/store/postgres/migrations.js';
import { MIGRATIONS } from '../../../src/store/migrations.js';
import type { Db } from '../../../src/store/sql/connection.js';
import { typeOf } from '../../../src/store/postgres/column-types.js';
import { withDatabase } from '../temp-database.js';
import { describeOnPostgres } from './with-postgres.js';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly kind: string;
  readonly isNullable: number;
}

interface Index {
  readonly name: string;
  readonly table: string;
}

function sorted<Row>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

async function columnsOfSqlite(db: Db): Promise<Column[]> {
  const { rows } = await sql<Column & { key: number }>`
    select tables.name as "table", columns.name as "column", columns.type as kind,
      columns."notnull" = 0 and columns.pk = 0 as "isNullable"
    from pragma_table_list as tables join pragma_table_info(tables.name) as columns
    where tables.schema = 'main' and tables.name not like 'sqlite%' and tables.name not like 'kysely%'
  `.execute(db);
  return sorted(rows.map((row) => ({ ...row, kind: row.kind.toLowerCase() })));
}

const KINDS: Readonly<Record<string, string>> = { bigint: 'integer', bytea: 'blob', text: 'text' };

async function columnsOfPostgres(db: Db): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select table_name::text as "table", column_name::text as "column", data_type::text as kind,
      is_nullable = 'YES' as "isNullable"
    from information_schema.columns
    where table_schema = current_schema() and table_name not like 'kysely%' and column_name <> 'rowid'
  `.execute(db);
  return sorted(rows.map((row) => ({ ...row, kind: KINDS[row.kind] ?? row.kind })));
}

async function indexesOfSqlite(db: Db): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select name, tbl_name as "table" from sqlite_master where type = 'index' and sql is not null
  `.execute(db);
  return sorted(rows);
}

async function indexesOfPostgres(db: Db): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select indexname::text as name, tablename::text as "table" from pg_indexes
    where schemaname = current_schema() and tablename not like 'kysely%' and indexname <> 'quarantine_rowid'
      and indexname not like '%_pkey' and indexname not like '%_key'
  `.execute(db);
  return sorted(rows);
}

describeOnPostgres('the tables in Postgres', (database) => {
  it('are those of the embedded store, column by column and index by index', async () => {
    await withDatabase((sqlite) =>
      database.withStore(async (_store, { db }) => {
        expect(await columnsOfPostgres(db)).toEqual(await columnsOfSqlite(sqlite));
        expect(await indexesOfPostgres(db)).toEqual(await indexesOfSqlite(sqlite));
      }),
    );
  });

  it('compare texts by their bytes', async () => {
    await database.withStore(async (_store, { db }) => {
      const { rows } = await sql<{ name: string }>`
        select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = current_schema() and table_name not like 'kysely%' and data_type = 'text'
          and collation_name is distinct from 'C'
      `.execute(db);
      expect(rows).toEqual([]);
    });
  });

  it('are made by the same migrations', () => {
    const names = Object.keys(MIGRATIONS);
    expect(Object.keys(POSTGRES_MIGRATIONS).filter((name) => names.includes(name))).toEqual(names);
  });

  it('hold in each column what lists of many rows are given as', async () => {
    await database.withStore(async (_store, { db }) => {
      const { rows } = await sql<{ table: string; column: string; type: string }>`
        select table_name::text as "table", column_name::text as "column", data_type::text as type
        from information_schema.columns
        where table_schema = current_schema() and column_name <> 'rowid'
      `.execute(db);
      const stored = rows.filter(({ table }) => isStoredByLists(table));
      expect(new Set(stored.map(({ table }) => table)).size).toBeGreaterThan(15);
      expect(stored).toEqual(stored.map((each) => ({ ...each, type: typeOf(each.table, each.column) })));
    });
  });
});

function isStoredByLists(table: string): boolean {
  try {
    typeOf(table, '');
    return true;
  } catch {
    return false;
  }
}
