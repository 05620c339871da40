import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';

const HOST = '127.0.0.1';
const REDIS_PORT = 6379;
const POSTGRES = { host: HOST, port: 5432, user: 'postgres', database: 'postgres' };

/** How long a Redis that is there may take to answer. */
const ANSWERS_WITHIN_MS = 2_000;

/** What queue mode keeps in the database, and nobody else: gone with the run. */
const SCHEMA = `connect_e2e_${process.pid}`;

/**
 * The environment of n8n in queue mode, in which several processes share a Redis and a PostgreSQL (with SQLite they find
 * each other's locks, and lose executions). This workspace brings neither.
 *
 * @param {string} home where n8n is installed
 * @param {string} url where n8n is reached
 * @returns {Promise<{ environment: Record<string, string>, remove: () => Promise<void> } | string>} or what is missing
 */
export async function queueMode(home, url) {
  if (!(await redisAnswers())) return `no Redis answers at port ${REDIS_PORT}`;
  const query = queries(home);
  try {
    await query('select 1');
  } catch (error) {
    return `no PostgreSQL lets ${POSTGRES.user} in at port ${POSTGRES.port} (${error.message})`;
  }
  return {
    environment: {
      EXECUTIONS_MODE: 'queue',
      QUEUE_BULL_REDIS_HOST: HOST,
      QUEUE_BULL_REDIS_PORT: String(REDIS_PORT),
      QUEUE_BULL_PREFIX: `connect-e2e-${process.pid}`,
      WEBHOOK_URL: `${url}/`,
      DB_TYPE: 'postgresdb',
      DB_POSTGRESDB_HOST: POSTGRES.host,
      DB_POSTGRESDB_PORT: String(POSTGRES.port),
      DB_POSTGRESDB_USER: POSTGRES.user,
      DB_POSTGRESDB_DATABASE: POSTGRES.database,
      DB_POSTGRESDB_SCHEMA: SCHEMA,
    },
    remove: () => query(`drop schema if exists ${SCHEMA} cascade`),
  };
}

function redisAnswers() {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port: REDIS_PORT }, () => socket.write('PING\r\n'));
    const answered = (isThere) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(ANSWERS_WITHIN_MS, () => answered(false));
    socket.once('error', () => answered(false));
    socket.once('data', (data) => answered(data.toString().startsWith('+PONG')));
  });
}

/** By the client that n8n itself has. */
function queries(home) {
  const { Client } = createRequire(join(home, 'package.json'))('pg');
  return async (text) => {
    const client = new Client(POSTGRES);
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
}
