import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { addressOf } from '../../../src/store/postgres/address.js';
import { assertFit, prepare, type Server } from '../../../src/store/postgres/prepare.js';
import { storeFaultOf } from '../../../src/store/store-fault.js';
import { onServer } from '../postgres-database.js';
import { describeOnPostgres } from './with-postgres.js';

const QUIET = { warn: () => undefined };
const PASSWORD = 'not-for-any-log';

/** What opening a database fails with: the code and the words of it, without what stands behind them. */
async function failureAt(url: string): Promise<{ code: string; message: string; remedy: string }> {
  try {
    await prepare(addressOf(url), QUIET);
  } catch (error) {
    const { code, message, remedy } =
      storeFaultOf(error) ?? (error as { code: string; message: string; remedy: string });
    expect(JSON.stringify({ message, remedy })).not.toContain(PASSWORD);
    return { code, message, remedy };
  }
  throw new Error('it was opened');
}

/** A server that lets nobody in, as Postgres says so. */
async function refusing<Value>(work: (port: number) => Promise<Value>): Promise<Value> {
  const words = 'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "relay"\0\0';
  const answer = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), Buffer.from(words)]);
  answer.writeInt32BE(answer.length - 1, 1);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

/** A server that answers the question for TLS with no. */
async function withoutTls<Value>(work: (port: number) => Promise<Value>): Promise<Value> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end('N'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

describe('a database that DATABASE_URL names', () => {
  it.each(['', 'connect', 'mysql://u:not-for-any-log@h/d', 'postgres://host', 'postgres://'])(
    'has to be the address of a Postgres: %s',
    (url) => {
      expect(() => addressOf(url)).toThrow(expect.objectContaining({ code: 'DATABASE_URL_INVALID' }));
      expect(() => addressOf(url)).not.toThrow(PASSWORD);
    },
  );

  it.each([
    'sslmode=sometimes',
    'sslmode=verify_full',
    'sslmode=',
    'ssl_mode=require',
    'SSLMODE=require',
    'ssl_rootcert=ca.pem',
  ])('is refused where it asks for an encryption that there is not: %s', (query) => {
    expect(() => addressOf(`postgres://relay:${PASSWORD}@db.example.test/connect?${query}`)).toThrow(
      expect.objectContaining({ code: 'DATABASE_URL_INVALID', message: expect.stringContaining(query) }),
    );
  });

  it.each([
    ['aplication_name=relay', 'Write application_name, or leave it out'],
    ['query_timeout=1', 'Leave it out'],
    ['channel_binding=always', 'disable, prefer, require'],
    ['schema=calls', 'Leave it out'],
    [`password=${PASSWORD}`, 'Leave it out'],
  ])(
    'is refused where it has a parameter that would be passed over, or change what the relay rests on: %s',
    (query, remedy) => {
      const url = `postgres://relay@db.example.test/connect?sslmode=require&${query}`;
      const [name = ''] = query.split('=');
      expect(() => addressOf(url)).toThrow(
        expect.objectContaining({
          code: 'DATABASE_URL_INVALID',
          message: expect.stringContaining(name),
          remedy: expect.stringContaining(remedy),
        }),
      );
      expect(() => addressOf(url)).not.toThrow(PASSWORD);
    },
  );

  it('may name itself to the database, and ask for options of it', () => {
    const query = 'application_name=relay&options=-c%20search_path%3Dcalls';
    expect(() => addressOf(`postgres://relay@db.example.test/connect?${query}`)).not.toThrow();
  });

  it.each([
    'sslmode=require&channel_binding=require',
    'sslmode=require&connect_timeout=10&target_session_attrs=read-write',
    'pgbouncer=true&keepalives=1&keepalives_idle=30',
  ])('is taken as providers of databases hand it out: %s', (query) => {
    const { options } = addressOf(`postgres://relay@db.example.test/connect?${query}`);
    expect(options.enableChannelBinding).toBe(query.includes('channel_binding'));
    expect(options.connectionString).not.toMatch(/timeout|target|pgbouncer|keepalives/);
  });

  it('is refused, and nothing of it shown, where its password is not percent-encoded', () => {
    expect(() => addressOf('postgres://relay:a@secret/c%@db.example.test/connect')).toThrow(
      expect.objectContaining({
        code: 'DATABASE_URL_INVALID',
        message: expect.not.stringContaining('secret'),
        remedy: expect.stringContaining('percent-encoded'),
      }),
    );
  });

  it('is refused in words where it names no database', () => {
    expect(() => addressOf('postgres://db.example.test')).toThrow('names no database');
  });

  it.each([
    ['sslmode=verify-full&sslrootcert=/no/such/ca.pem', '/no/such/ca.pem, which cannot be read (ENOENT)'],
    ['sslmode=verify-ca', 'names no authority'],
  ])('is told in words where %s cannot be had', (query, said) => {
    const url = `postgres://relay:${PASSWORD}@db.example.test/connect?${query}`;
    expect(() => addressOf(url)).toThrow(expect.objectContaining({ code: 'DATABASE_URL_INVALID' }));
    expect(() => addressOf(url)).toThrow(said);
  });

  it.each(['disable', 'require', 'verify-full'])('may ask for sslmode=%s', (mode) => {
    expect(() => addressOf(`postgres://relay@db.example.test/connect?sslmode=${mode}`)).not.toThrow();
  });

  it('is shown without its password', () => {
    expect(addressOf(`postgres://relay:${PASSWORD}@db.example.test:6432/connect?sslmode=require`).shown).toBe(
      'postgres://relay@db.example.test:6432/connect',
    );
  });

  it('is refused in words where the login is', async () => {
    const failure = await refusing((port) =>
      failureAt(`postgres://relay:${PASSWORD}@127.0.0.1:${port}/connect`),
    );
    expect(failure.code).toBe('STORE_LOGIN_REFUSED');
    expect(failure.message).toContain('password authentication failed for user "relay"');
  });

  it('is refused in words where nobody answers', async () => {
    const failure = await failureAt(`postgres://relay:${PASSWORD}@127.0.0.1:1/connect`);
    expect(failure).toMatchObject({
      code: 'STORE_UNREACHABLE',
      message: expect.stringContaining('127.0.0.1:1'),
    });
  });

  const fit: Server = {
    version: '15.1',
    number: '150001',
    encoding: 'UTF8',
    commit: 'on',
    fsync: 'on',
    schema: 'public',
  };
  const address = addressOf('postgres://relay@db.example.test/connect');

  it.each([
    ['STORE_TOO_OLD', { version: '13.9', number: '130009' }],
    ['STORE_ENCODING', { encoding: 'SQL_ASCII' }],
    ['STORE_NOT_DURABLE', { commit: 'off' }],
    ['STORE_NO_SCHEMA', { schema: null }],
  ])('is refused with %s where it is not fit', (code, unfit) => {
    expect(() => assertFit(fit, address)).not.toThrow();
    expect(() => assertFit({ ...fit, ...unfit }, address)).toThrow(expect.objectContaining({ code }));
  });
});

describeOnPostgres('a database on a Postgres', (database) => {
  it('is refused in words where there is none of that name', async () => {
    expect(await failureAt(database.url)).toMatchObject({
      code: 'STORE_NO_DATABASE',
      message: expect.stringContaining('does not exist'),
    });
  });

  it.each(['require', 'prefer'])(
    'is refused with STORE_TLS where the server has no TLS, and never in clear without a word: sslmode=%s',
    async (mode) => {
      const failure = await withoutTls((port) =>
        failureAt(`postgres://relay:${PASSWORD}@127.0.0.1:${port}/connect?sslmode=${mode}`),
      );
      expect(failure).toMatchObject({ code: 'STORE_TLS', remedy: expect.stringContaining('ssl = on') });
      expect(failure.remedy).toContain('sslmode=disable');
    },
  );

  it('is refused in words where it takes no connections', async () => {
    await database.withEmpty(async (url) => {
      await onServer(`alter database ${new URL(url).pathname.slice(1)} allow_connections false`);
      expect(await failureAt(url)).toMatchObject({
        code: 'STORE_TAKES_NO_CONNECTIONS',
        remedy: expect.stringContaining('allow_connections true'),
      });
    });
  });

  it('is refused where a commit is not safe as it returns', async () => {
    await database.withStore(async () => {
      const name = new URL(database.url).pathname.slice(1);
      await onServer(`alter database ${name} set synchronous_commit = off`);
      expect((await failureAt(database.url)).code).toBe('STORE_NOT_DURABLE');
      await onServer(`alter database ${name} reset synchronous_commit`);
    });
  });

  it('may be opened by several at once, of which one brings the tables up to date', async () => {
    await database.withStore(async () => {
      await Promise.all([1, 2, 3].map(() => prepare(addressOf(database.url), QUIET)));
    });
  });

  it('may be opened by several at once while it is empty, of which one makes the tables', async () => {
    await database.withEmpty(async (url) => {
      await Promise.all([1, 2, 3, 4].map(() => prepare(addressOf(url), QUIET)));
    });
  });

  it('keeps nothing of tables that could not be made, and says what the database says against them', async () => {
    await database.withEmpty(async (url) => {
      await onServer('create table audit (mine integer)', url);
      const failure = await failureAt(url);
      expect(failure).toMatchObject({
        code: 'STORE_MIGRATION_FAILED',
        message: expect.stringContaining('relation "audit" already exists'),
        remedy: expect.stringContaining('a database of its own'),
      });
      await onServer('drop table audit', url);
      await prepare(addressOf(url), QUIET);
    });
  });
});
