import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresPrograms } from '../chaos/postgres-programs.mjs';

const IN_MEMORY = '/dev/shm';
/** Far more than the databases of a run and their log take; what a container has there may be 64 MB. */
const ROOM_BYTES = 4 * 1024 ** 3;

/** In memory where there is room: hundreds of databases are made in it and dropped again. */
const PARENT = existsSync(IN_MEMORY) && roomIn(IN_MEMORY) >= ROOM_BYTES ? IN_MEMORY : tmpdir();

function roomIn(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Nothing in it has to outlive the run, so that it waits for no disk; a relay sees no difference. */
const SETTINGS = `
unix_socket_directories = ''
max_connections = 300
fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
`;

/**
 * Starts a Postgres for one run of the tests. Gives its address and what ends it, or null where this machine has no server.
 *
 * @returns {Promise<{ url: string, stop: () => void } | null>}
 */
export async function startPassingPostgres() {
  const programs = postgresPrograms();
  if (programs === null) return null;
  const folder = mkdtempSync(join(PARENT, 'connect-postgres-'));
  // The server refuses to run as root: then it runs as the user that Debian's package makes for it.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, idOfUser('-u'), idOfUser('-g'));
  const pg = (program, ...args) => {
    const command = [join(programs, program), '-D', folder, ...args];
    const [first, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(first, rest, { cwd: PARENT, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  const port = await freePort();
  pg('initdb', '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N');
  appendFileSync(join(folder, 'postgresql.conf'), `${SETTINGS}port = ${port}\n`);
  pg('pg_ctl', '-w', '-l', join(folder, 'log'), 'start');
  const stop = () => {
    pg('pg_ctl', '-w', '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

function idOfUser(part) {
  return Number(execFileSync('id', [part, 'postgres'], { encoding: 'utf8' }));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
