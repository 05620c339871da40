import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, it } from '@jest/globals';
import type { PostgresDatabase } from '../../relay/test/store/postgres-database.js';
import { describeOnPostgres } from '../../relay/test/store/postgres/with-postgres.js';
import { full } from '../support/check-full.js';
import { form } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { send } from '../support/http.js';
import { closeAfterTest } from './support/closing.js';
import { environment } from './support/environment.js';
import { folderOnDisk } from './support/folders.js';

const RELAYS = full ? 8 : 4;
const KILLED = RELAYS / 2;
const WINDOW_MS = 3 * 60_000;
const MOST_IN_WINDOW = 9;
/** All of them of one lead: far more than its limit lets through. */
const HAMMERED = 60;
/** Calls of others, one after the other for each. */
const LEADS = 6;
const CALLS_A_LEAD = 6;

interface Arrival {
  readonly lead: string;
  readonly call: string;
  readonly key: string;
  readonly body: string;
}

/** Takes some milliseconds for each, and knows whether two of one lead are ever under way at once. */
async function slowDestination() {
  const arrivals: Arrival[] = [];
  const underWay = new Set<string>();
  const together: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      if (body === null) return;
      const { lead, call } = JSON.parse(body) as { lead: string; call: string };
      arrivals.push({ lead, call, body, key: String(request.headers['idempotency-key']) });
      if (underWay.has(lead)) together.push(call);
      underWay.add(lead);
      response.on('close', () => underWay.delete(lead));
      setImmediate(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"success":true}');
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterTest(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, arrivals, together };
}

/** Null where the relay was killed in the middle of sending it: that has not arrived. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString('utf8');
}

const RELAY = `${__dirname}/support/sharing-relay.mjs`;

/** Relays in processes of their own, each with a folder of its own, on one database. */
class Fleet {
  readonly #env: Readonly<Record<string, string>>[];
  readonly #running: { child: ChildProcess; url: string }[] = [];

  constructor(databaseUrl: string, setUp: unknown) {
    this.#env = Array.from({ length: RELAYS }, () => ({
      DATABASE_URL: databaseUrl,
      CONNECT_DATA: folderOnDisk(setUp),
    }));
  }

  async startAll(): Promise<void> {
    for (const index of this.#env.keys()) await this.start(index);
  }

  async start(index: number): Promise<void> {
    const child = spawn(process.execPath, [RELAY], { env: environment(this.#env[index] ?? {}) });
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
    closeAfterTest(() => void child.kill('SIGKILL'));
    for await (const url of createInterface({ input: child.stdout })) {
      if (!url.startsWith('http://')) continue;
      this.#running[index] = { child, url };
      return;
    }
    throw new Error(`the relay ${index} did not start:\n${printed}`);
  }

  url(number: number): string {
    return this.#running[number % RELAYS]?.url ?? '';
  }

  kill(index: number): void {
    this.#running[index]?.child.kill('SIGKILL');
  }
}

/** Sends a call until one of the relays answers that it has it; gives the id. */
async function deliver(fleet: Fleet, at: number, lead: string, call: string): Promise<string> {
  for (let number = at; ; number += 1) {
    try {
      const body = form({ lead_id: lead, call_log_id: call, status: 'NI', phone_number: '7735550167' });
      const { status, text } = await send(`${fleet.url(number)}/hooks/main`, { method: 'POST', body });
      if (status === 200) return (JSON.parse(text) as { id: string }).id;
    } catch {
      // It was killed: the sender tries another one, as a load balancer does.
    }
  }
}

/** Reads the log with nothing of the relay: how many actions of a lead were let through within any three minutes. */
async function mostInAnyWindow(database: PostgresDatabase, leadLike: string): Promise<number> {
  const rows = await database.rows<{ at: number }>(
    'select o.received_at::float8 as at from actions a join occurrences o on o.id = a.occurrence_id where o.lead_key like $1 order by 1',
    [leadLike],
  );
  const times = rows.map(({ at }) => at);
  return Math.max(
    0,
    ...times.map((from) => times.filter((at) => at >= from && at < from + WINDOW_MS).length),
  );
}

describeOnPostgres(`${RELAYS} relays on one database`, (database) => {
  it('let no more of a lead through than one, lose nothing of those that are killed, and repeat with the same keys alone', async () => {
    await database.withStore(() => Promise.resolve());
    const crm = await slowDestination();
    const fleet = new Fleet(database.url, config({ endpoints: [endpoint('crm', crm)] }));
    await fleet.startAll();

    const acknowledged: string[] = [];
    const hammering = Array.from({ length: HAMMERED }, async (_, number) => {
      acknowledged.push(await deliver(fleet, number, '77', `77-${number}`));
    });
    const others = Array.from({ length: LEADS }, async (_, sender) => {
      for (let number = 0; number < CALLS_A_LEAD; number += 1) {
        const lead = `${sender}01`;
        acknowledged.push(await deliver(fleet, sender + number, lead, `${lead}-${number}`));
        if (number === 2 && sender < KILLED) fleet.kill(sender);
      }
    });
    await Promise.all([...hammering, ...others]);
    for (let index = 0; index < KILLED; index += 1) await fleet.start(index);

    await eventually(async () => {
      const [left] = await database.rows<{ left: number }>(
        `select (select count(*) from inbox) + (select count(*) from actions where state in ('waiting', 'running')) as left`,
      );
      expect(Number(left?.left)).toBe(0);
    });

    // A sender whose answer was lost sends again: that is the repeat of what was stored.
    const stored = await database.rows<{ id: string }>(
      `select id from occurrences union select d.id from deliveries d join occurrences o on d.state = 'repeat' and o.id = d.failure`,
    );
    const ids = new Set(stored.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(await mostInAnyWindow(database, '%77')).toBe(MOST_IN_WINDOW);
    const states = await database.rows<{ state: string }>('select distinct state from actions');
    expect(states).toEqual([{ state: 'done' }]);
    // Every action has arrived, under its own key, however often.
    const actions = await database.rows<{ id: string }>('select id from actions order by id');
    expect([...new Set(crm.arrivals.map(({ key }) => key))].sort()).toEqual(actions.map(({ id }) => id));
    for (const { key, body } of crm.arrivals)
      expect(new Set(crm.arrivals.filter((each) => each.key === key).map((each) => each.body))).toEqual(
        new Set([body]),
      );
    expect(crm.together).toEqual([]);
  });
});
