import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Connection, type OpenOptions } from '../../src/store/driver.js';
import { sqliteNameOf } from '../../src/store/sqlite-codes.js';
import { storeFaultOf } from '../../src/store/store-fault.js';

let file = '';
let opened: Connection[] = [];

beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'connect-driver-')), "a folder's.sqlite");
  opened = [];
});
afterEach(() => {
  for (const connection of opened) connection.close();
  rmSync(path.dirname(file), { recursive: true });
});

function open(options?: OpenOptions): Connection {
  const connection = new Connection(file, options);
  opened.push(connection);
  return connection;
}

/** In the journal mode of the store, with a table that holds two rows. */
function written(): Connection {
  const connection = open();
  connection.exec(
    "pragma journal_mode = wal; create table t (a integer primary key, b); insert into t values (1, 'x'), (2, null)",
  );
  return connection;
}

function failure(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

const faultOf = (work: () => unknown): string | undefined => storeFaultOf(failure(work))?.code;

describe('a connection', () => {
  it('gives numbers as numbers, bytes as a Buffer, and nothing as null', () => {
    const connection = written();
    const values = [9_007_199_254_740_991, 1.5, 'é', Buffer.from([0, 255]), null];
    connection.exec('create table all_kinds (a integer, b real, c text, d blob, e)');
    connection.run('insert into all_kinds values (?, ?, ?, ?, ?)', ...values);
    const [row] = connection.rows('select * from all_kinds');
    expect(Object.values(row ?? {})).toEqual(values);
    expect(Buffer.isBuffer(row?.['d'])).toBe(true);
  });

  it('tells how many rows a statement has changed, and the number of the last one', () => {
    expect(written().run('insert into t (b) values (?), (?)', 'y', 'z')).toEqual({
      changes: 2,
      lastInsertRowid: 4,
    });
  });

  it('refuses what is no value of a column', () => {
    const connection = written();
    expect(() => connection.prepare('insert into t (b) values (?)').run([undefined])).toThrow();
    expect(() => connection.prepare('insert into t (b) values (?)').run([{ a: 1 }])).toThrow();
    expect(connection.value('select count(*) from t')).toBe(2);
  });

  it('reads beside one that writes, and cannot write itself', () => {
    const writer = written();
    const reader = open({ access: 'read' });
    writer.exec('begin; insert into t values (3, null)');
    expect(reader.column('select a from t')).toEqual([1, 2]);
    writer.exec('commit');
    expect(reader.column('select a from t')).toEqual([1, 2, 3]);
    expect(faultOf(() => reader.exec('delete from t'))).toBe('STORE_READ_ONLY');
    expect(writer.value('select count(*) from t')).toBe(3);
  });

  it('makes no file where it is to find one', () => {
    for (const options of [{ access: 'read' }, { file: 'must-exist' }] as const) {
      expect(failure(() => open(options))).toMatchObject({ code: 'SQLITE_CANTOPEN' });
    }
    expect(existsSync(file)).toBe(false);
  });
});

describe('a connection that is closed', () => {
  it.each(['write', 'read'] as const)(
    'lets go of the file at once, whatever statements of it have been run: %s',
    (access) => {
      written().close();
      const connection = open({ access });
      connection.rows('select * from t');
      connection.prepare('select * from t where a = ?').all([1]);
      connection.close();

      const alone = open({ waitMs: 0 });
      alone.exec('pragma locking_mode = exclusive; begin exclusive; commit');
      expect(alone.value('select count(*) from t')).toBe(2);
    },
  );

  it('has emptied the log into the database and removed it, where it was the last one', () => {
    const [writer, reader] = [written(), open({ access: 'read' })];
    const counts = [writer, reader].map((each) => each.value('select count(*) from t'));
    expect(counts).toEqual([2, 2]);
    reader.close();
    expect(existsSync(`${file}-wal`)).toBe(true);
    writer.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(open().value('select count(*) from t')).toBe(2);
  });

  it('has given back an exclusive lock, and taken back what it had not committed', () => {
    const connection = written();
    connection.exec('pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive');
    connection.run('delete from t');
    connection.close();
    expect(open({ waitMs: 0 }).value('select count(*) from t')).toBe(2);
  });

  it('says so to whoever asks it', () => {
    const connection = written();
    const statement = connection.prepare('select * from t');
    connection.close();
    connection.close();
    const asked = [
      () => statement.all([]),
      () => connection.exec('select 1'),
      () => connection.rows('select 1'),
    ];
    expect(asked.map(faultOf)).toEqual(['STORE_CLOSED', 'STORE_CLOSED', 'STORE_CLOSED']);
  });
});

describe('an error of SQLite', () => {
  it('has the name that tells what is wrong with the store', () => {
    const connection = written();
    const other = open({ waitMs: 0 });
    connection.exec('begin immediate');
    expect(faultOf(() => other.exec('begin immediate'))).toBe('STORE_BUSY');
    connection.exec('rollback');

    other.exec('pragma max_page_count = 3');
    expect(faultOf(() => other.run('insert into t (b) values (zeroblob(100000))'))).toBe('STORE_FULL');

    expect(faultOf(() => new Connection(path.join(file, 'below.sqlite')))).toBe('STORE_UNREACHABLE');

    const damaged = `${file}.damaged`;
    writeFileSync(damaged, 'x'.repeat(5_000));
    const broken = new Connection(damaged);
    opened.push(broken);
    expect(faultOf(() => broken.exec('pragma user_version = 1'))).toBe('STORE_DAMAGED');
  });

  it('says nothing against the store where it is about what was to be stored', () => {
    const connection = written();
    const error = failure(() => connection.run('insert into t values (1, null)'));
    expect(error).toMatchObject({
      code: 'SQLITE_CONSTRAINT_PRIMARYKEY',
      message: 'UNIQUE constraint failed: t.a',
    });
    expect(storeFaultOf(error)).toBeNull();
  });

  it.each([
    [1, 'SQLITE_ERROR'],
    [13, 'SQLITE_FULL'],
    [26, 'SQLITE_NOTADB'],
    [261, 'SQLITE_BUSY_RECOVERY'],
    [778, 'SQLITE_IOERR_WRITE'],
    [1_034, 'SQLITE_IOERR_FSYNC'],
    [1_032, 'SQLITE_READONLY_DBMOVED'],
    [2_067, 'SQLITE_CONSTRAINT_UNIQUE'],
    [8_202, 'SQLITE_IOERR_DATA'],
    [65_290, 'SQLITE_IOERR'],
    [100, 'SQLITE_100'],
  ])('with the number %i is %s', (code, name) => {
    expect(sqliteNameOf(code)).toBe(name);
  });
});
