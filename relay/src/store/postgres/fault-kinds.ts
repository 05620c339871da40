/** What is wrong with a database that is elsewhere, by how Postgres' codes for it begin; in words for an operator. */
interface Kind {
  readonly states: readonly string[];
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

export const POSTGRES_KINDS: readonly Kind[] = [
  {
    states: ['53100'],
    code: 'STORE_FULL',
    message: 'the disk of the database is full',
    remedy: 'Make room on the disk of the database server; the relay goes on by itself.',
  },
  {
    states: ['53200', '53400'],
    code: 'STORE_OUT_OF_MEMORY',
    message: 'the database server has not enough memory or locks',
    remedy: 'Give the server more memory, or raise max_locks_per_transaction; the relay goes on by itself.',
  },
  {
    states: ['53300'],
    code: 'STORE_NO_CONNECTION_LEFT',
    message: 'the database gives no more connections',
    remedy: 'Raise max_connections, or put PgBouncer before the database; the relay goes on by itself.',
  },
  {
    states: ['25006'],
    code: 'STORE_READ_ONLY',
    message: 'the database takes no writes: it is a standby, or was set read-only',
    remedy: 'Have DATABASE_URL lead to the primary; the relay goes on by itself once that takes writes.',
  },
  {
    states: ['40001', '40P01', '55P03', '57014', '25P03'],
    code: 'STORE_BUSY',
    message: 'another transaction holds what the relay needs, or the database takes too long',
    remedy: 'Look in pg_stat_activity for what holds it, and end that; the relay goes on by itself.',
  },
  {
    states: ['28'],
    code: 'STORE_LOGIN_REFUSED',
    message: 'the database refuses the login',
    remedy: 'Put the right user and password into DATABASE_URL, and let them in by pg_hba.conf.',
  },
  {
    states: ['3D000'],
    code: 'STORE_NO_DATABASE',
    message: 'there is no such database',
    remedy: 'Create it, or put the name of the right one at the end of DATABASE_URL.',
  },
  {
    states: ['55000'],
    code: 'STORE_TAKES_NO_CONNECTIONS',
    message: 'the database takes no connections',
    remedy: 'Let it take them: alter database NAME allow_connections true; the relay goes on by itself.',
  },
  {
    states: ['42501'],
    code: 'STORE_FORBIDDEN',
    message: 'the database forbids the relay what it needs',
    remedy: 'Let the user of DATABASE_URL own the tables, or grant it create and usage on the schema.',
  },
  {
    states: ['42P01', '3F000'],
    code: 'STORE_EMPTY',
    message: 'the tables of the relay are not in the database',
    remedy: 'Start the relay once, which makes them: npm start',
  },
  {
    states: ['TLS'],
    code: 'STORE_TLS',
    message: 'the database cannot be reached over TLS as DATABASE_URL says',
    remedy:
      'Have the server speak TLS (ssl = on), and give the certificate of its authority with sslrootcert=FILE; or write sslmode=disable where nobody listens on the way. prefer never does without TLS here.',
  },
  {
    states: ['CONNECTION', 'ANSWER', '57P', '08'],
    code: 'STORE_UNREACHABLE',
    message: 'the database cannot be reached',
    remedy:
      'See that the database runs and that DATABASE_URL has its host and port; the relay goes on by itself.',
  },
  {
    states: ['58', 'XX001', 'XX002'],
    code: 'STORE_DAMAGED',
    message: 'the database cannot read or write its files',
    remedy: 'Look after the disk of the database server, and restore the database from a backup.',
  },
];
