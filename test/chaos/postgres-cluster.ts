import { execFile } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.js';
import { closeAfterTest } from '../acceptance-process/support/closing.js';

const run = promisify(execFile);

/** Not the folder in memory that other tests use: that one opens to this user alone. */
const TEMPORARY = process.env['TMPDIR_ON_DISK'] ?? tmpdir();

/** The folder of the server's programs, which run.mjs has found. */
const PROGRAMS = process.env['CHAOS_POSTGRES'] ?? '';

/** The server refuses to run as root: then it runs as the user that Debian's package makes for it. */
const isRoot = process.getuid?.() === 0;
const USER = 'postgres';

async function pg(program: string, args: readonly string[]): Promise<string> {
  const file = path.join(PROGRAMS, program);
  // What a server prints goes to its log; a pipe that it holds open would keep this from ending.
  const command = [file, ...args];
  const [first = '', ...rest] = isRoot ? ['runuser', '-u', USER, '--', ...command] : command;
  const { stdout } = await run(first, rest, { cwd: TEMPORARY });
  return stdout;
}

async function idsOfUser(): Promise<readonly [number, number]> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((part) => run('id', [part, USER])));
  return [Number(uid?.stdout), Number(gid?.stdout)];
}

async function emptyFolder(parent: string): Promise<string> {
  const folder = mkdtempSync(path.join(parent, 'postgres-'));
  chmodSync(folder, 0o700);
  if (isRoot) chownSync(folder, ...(await idsOfUser()));
  closeAfterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A Postgres server of this test's own. */
export class Cluster {
  readonly folder: string;
  readonly port: number;

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  /** An empty one, not yet started. `parent`: where its files lie. */
  static async create({ parent = TEMPORARY }: { parent?: string } = {}): Promise<Cluster> {
    const folder = await emptyFolder(parent);
    await pg('initdb', ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']);
    const cluster = new Cluster(folder, await freePort());
    cluster.configure({ port: String(cluster.port), unix_socket_directories: "''", max_connections: '60' });
    return cluster.#endedAfterTest();
  }

  /** One that follows this one, and has all that was committed: a commit waits for it once it is named as a standby. */
  async standby(name: string): Promise<Cluster> {
    const folder = await emptyFolder(TEMPORARY);
    const source = `host=127.0.0.1 port=${this.port} user=postgres application_name=${name}`;
    await pg('pg_basebackup', ['-D', folder, '-d', source, '-R', '-X', 'stream', '-c', 'fast']);
    const standby = new Cluster(folder, await freePort());
    standby.configure({ port: String(standby.port) });
    return standby.#endedAfterTest();
  }

  #endedAfterTest(): this {
    closeAfterTest(() => this.stop('immediate').catch(() => undefined));
    return this;
  }

  /** Settings that count from the next start, or `reload`. */
  configure(settings: Readonly<Record<string, string>>): void {
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
    appendFileSync(path.join(this.folder, 'postgresql.conf'), lines.join(''));
  }

  async start(): Promise<void> {
    await pg('pg_ctl', ['-D', this.folder, '-w', '-l', path.join(this.folder, 'log'), 'start']);
  }

  /** `immediate` is what a crash of the machine is: nothing is written down any more. */
  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    await pg('pg_ctl', ['-D', this.folder, '-w', '-m', mode, 'stop']);
  }

  async reload(): Promise<void> {
    await pg('pg_ctl', ['-D', this.folder, 'reload']);
  }

  async isRunning(): Promise<boolean> {
    return pg('pg_ctl', ['-D', this.folder, 'status']).then(
      () => true,
      () => false,
    );
  }

  /** A standby becomes the server that is written to. */
  async promote(): Promise<void> {
    await pg('pg_ctl', ['-D', this.folder, '-w', 'promote']);
  }

  /** The answer to a question, a line for each row. */
  async ask(sql: string): Promise<string> {
    return (
      await pg('psql', ['-h', '127.0.0.1', '-p', String(this.port), '-U', 'postgres', '-Atc', sql])
    ).trim();
  }
}
