import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTick } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { RETENTION_RULES } from '../../relay/src/retention/rules.js';
import { LATEST_REVISIONS } from '../../relay/src/retention/limits.js';
import type { Db } from '../../relay/src/store/sqlite.js';
import { tablesOf } from '../support/beside.js';
import { DISPOSED } from '../support/calls.js';
import { closeAfterTest } from '../support/closing.js';
import { HOUR } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder, type TestRelay } from '../support/relay.js';

const DAY = 24 * HOUR;

/** The long form takes calls on each of the 365 days, the short one on one day of every other week. */
const { stepDays, callsAStep } = process.env['CHECK_FULL']
  ? { stepDays: 1, callsAStep: 4 }
  : { stepDays: 14, callsAStep: 1 };

const RETENTION = {
  auditDays: 30,
  days: 30,
  rows: 1_000_000,
  leadDays: 60,
};
const CHANGED_EVERY_DAYS = 9;

/** What a process may hold more in the twelfth month than in the third: code compiled meanwhile, and the like. */
const TOLERANCE_BYTES = 6 * 1024 * 1024;

/** Takes everything, or refuses it; remembers nothing. */
async function forgetfulDestination(): Promise<{ url: string }> {
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(request.url?.startsWith('/no') ? 400 : 200, { 'content-type': 'application/json' });
      response.end('{"success":true}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closeAfterTest(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Each generation has parts and secrets of its own. */
function generation(number: number, to: { url: string }) {
  const authorizationHeader = `X-Api-Key: secret-of-generation-${number}`;
  const endpoints = [
    endpoint(`yes-${number}`, to, { authorizationHeader }),
    endpoint(`no-${number}`, to, { authorizationHeader }),
  ];
  const workflows = [
    workflow(`w-${number}`, [`yes-${number}`, `no-${number}`]),
    workflow(`off-${number}`, [`yes-${number}`]),
  ];
  const hooks = [{ id: 'main' }, { id: 'secret', secret: `hook-secret-of-generation-${number}` }];
  return config({ endpoints, workflows, hooks, settings: { retention: RETENTION } });
}

const gc = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

async function rowCounts(db: Db): Promise<Record<string, number>> {
  const counts: [string, number][] = [];
  for (const table of Object.keys(RETENTION_RULES)) {
    const { rows } = await sql<{ found: number }>`select count(*) as found from ${sql.table(table)}`.execute(
      db,
    );
    counts.push([table, rows[0]?.found ?? 0]);
  }
  return Object.fromEntries(counts);
}

/** Lets as many heartbeats come as any round here needs, each with the time it takes. */
async function beat(relay: TestRelay): Promise<void> {
  for (let beats = 0; beats < 12; beats++) {
    relay.running.wake();
    for (let ticks = 0; ticks < 40; ticks++) await nextTick();
  }
}

async function step(relay: TestRelay, db: Db, number: number): Promise<void> {
  for (let call = 0; call < callsAStep; call++) {
    const lead = String(number * callsAStep + call + 1);
    const about = { ...DISPOSED, lead_id: lead, phone_number: `773555${lead.padStart(4, '0')}` };
    await relay.post({ ...about, call_log_id: `begun-${lead}`, status: 'INCALL' });
    await relay.post({ ...about, lead_id: `b${lead}`, call_log_id: lead });
    await relay.post({ ...about, lead_id: `b${lead}`, call_log_id: lead, status: 'SALE' });
    await relay.hook(`unknown-${lead}`, { body: 'status=NI' });
    await relay.hook('secret', { body: 'status=NI' });
  }
  await eventually(async () => {
    const { rows } = await sql<{ open: number }>`
      select (select count(*) from actions where state in ('waiting', 'running'))
        + (select count(*) from inbox) as open`.execute(db);
    expect(rows[0]?.open).toBe(0);
  });
}

/** Whether a period of so many days has begun since the last step. */
function isNew(day: number, days: number): boolean {
  return Math.floor(day / days) > Math.floor((day - stepDays) / days);
}

/** The oldest time that is left in a table. */
async function oldest(db: Db, table: string, column: string): Promise<number> {
  const { rows } = await sql<{ at: number }>`
    select min(${sql.ref(column)}) as at from ${sql.table(table)}`.execute(db);
  return rows[0]?.at ?? Infinity;
}

describe('a relay that runs for a year', () => {
  it('keeps no more than its rules allow, and needs no more memory in the twelfth month than in the third', async () => {
    const to = await forgetfulDestination();
    const dataFolder = tempFolder();
    const relay = await runRelay({ dataFolder, config: generation(0, to) });
    const db = await tablesOf(dataFolder);
    const months: { heap: number; rows: Record<string, number> }[] = [];
    let number = 0;
    for (let day = 0; day < 365; day += stepDays) {
      relay.clock.advance(stepDays * DAY);
      if (isNew(day, CHANGED_EVERY_DAYS)) {
        const body = JSON.stringify({ active: false });
        await relay.api(`workflows/off-${number}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body,
        });
        number += 1;
        await relay.reload(generation(number, to));
      }
      await step(relay, db, day / stepDays);
      await beat(relay);
      if (day >= 90 && isNew(day, 30)) {
        gc();
        months.push({ heap: process.memoryUsage().heapUsed, rows: await rowCounts(db) });
      }
    }

    // Revisions and switches are looked at once a day, and a database elsewhere takes longer for a round than a day takes here.
    relay.clock.advance(DAY);
    const last = await eventually(async () => {
      await beat(relay);
      const now = relay.clock.now();
      const logs = now - RETENTION.days * DAY;
      expect(await oldest(db, 'attempts', 'at')).toBeGreaterThanOrEqual(logs);
      expect(await oldest(db, 'occurrences', 'received_at')).toBeGreaterThanOrEqual(logs);
      expect(await oldest(db, 'actions', 'due_at')).toBeGreaterThanOrEqual(logs);
      expect(await oldest(db, 'deliveries', 'received_at')).toBeGreaterThanOrEqual(logs);
      expect(await oldest(db, 'quarantine', 'at')).toBeGreaterThanOrEqual(logs);
      expect(await oldest(db, 'notifications', 'last_at')).toBeGreaterThanOrEqual(logs);
      expect(await oldest(db, 'call_states', 'updated_at')).toBeGreaterThanOrEqual(now - 30 * DAY);
      expect(await oldest(db, 'lead_states', 'updated_at')).toBeGreaterThanOrEqual(
        now - RETENTION.leadDays * DAY,
      );
      expect(await oldest(db, 'guard_states', 'expires_at')).toBeGreaterThanOrEqual(now);
      expect(await oldest(db, 'live_calls', 'since')).toBeGreaterThanOrEqual(now - 4 * HOUR);
      const rows = await rowCounts(db);
      expect(rows['config_revisions']).toBeLessThanOrEqual(LATEST_REVISIONS + 1);
      expect(rows['switches']).toBeLessThanOrEqual(LATEST_REVISIONS + 1);
      return rows;
    });

    const [third, twelfth] = [months[0], months.at(-1)];
    if (process.env['CHECK_FULL'])
      process.stdout.write(
        `heap by month, MB: ${months.map(({ heap }) => (heap / 1e6).toFixed(1)).join(' ')}\n`,
      );
    if (third === undefined || twelfth === undefined) throw new Error('no months were looked at');
    for (const [table, rows] of Object.entries(last)) {
      const most = Math.max(third.rows[table] ?? 0, LATEST_REVISIONS) * 1.2;
      expect({ table, grows: rows > most }).toEqual({ table, grows: false });
    }
    expect(twelfth.heap - third.heap).toBeLessThan(TOLERANCE_BYTES);
    // Two of each generation; those of the one before may be masked for an hour more.
    expect(relay.running.keeper.current.secrets.values.length).toBeLessThanOrEqual(4);
  });
});
