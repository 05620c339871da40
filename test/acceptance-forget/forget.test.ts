import { readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { sql } from 'kysely';
import { printForgetting, type ForgetOptions } from '../../relay/src/cli/forget.js';
import type { ForgetReport } from '../../relay/src/forget/forget.js';
import type { Db } from '../../relay/src/store/sqlite.js';
import { tablesOf } from '../support/beside.js';
import { form, type Fields } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { ofEmbedded } from '../support/embedded.js';
import { errorOf, runRelay, tempFolder, type TestRelay } from '../support/relay.js';
import { storeFor } from '../support/store.js';

const ofFolder = ofEmbedded('where a command works on the database, and forgetting is done by a relay');

const PHONE = '7735550199';
const NAME = 'Umbrella';

/** Of the person: two leads under one number, the second dialled at its other number as well. */
const PERSON: Fields = {
  lead_id: '9911',
  first_name: NAME,
  last_name: 'Lead',
  email: 'umbrella@example.test',
  phone_number: PHONE,
  status: 'NI',
  call_log_id: '700',
};
const SECOND: Fields = { ...PERSON, lead_id: '9922', call_log_id: '701', phone_number: '(773) 555-0199' };
const OTHER: Fields = {
  ...PERSON,
  lead_id: '1',
  first_name: 'Test',
  email: 'test@example.test',
  phone_number: '7735550167',
  call_log_id: '1',
};

const TABLES = [
  'occurrences',
  'actions',
  'attempts',
  'deliveries',
  'quarantine',
  'lead_states',
  'call_states',
  'guard_states',
  'live_calls',
  'admissions',
  'notifications',
] as const;

interface Setting {
  readonly relay: TestRelay;
  readonly db: Db;
  readonly folder: string;
}

async function setting(more: { refuses?: boolean; pending?: boolean } = {}): Promise<Setting> {
  const { refuses = false, pending = false } = more;
  // It repeats the name that it was sent, and nobody else's.
  const refusal = (body: string) => {
    const error = `${body.includes(NAME) ? NAME : 'This'} Lead is not known`;
    return { status: 400, body: JSON.stringify({ error }) };
  };
  const crm = await destination(({ body }) => (refuses ? refusal(body) : ACCEPTED));
  const workflows = [workflow('all', ['crm'], { events: [{ type: 'DISPOSITION' }] })];
  if (pending) {
    const actions = [{ id: 'later', type: 'INTEGRATION', endpointId: 'crm' }];
    workflows.push(workflow('later', [], { actionSets: [{ id: 'later', schedule: { days: 2 }, actions }] }));
  }
  const folder = tempFolder();
  const document = config({ endpoints: [endpoint('crm', crm)], workflows });
  const relay = await runRelay({ dataFolder: folder, config: document });
  const db = await tablesOf(folder);
  return { relay, db, folder };
}

/** A person with something in every table, beside another one. */
async function known(): Promise<Setting> {
  const all = await setting({ refuses: true });
  const { relay, db } = all;
  await relay.post({ ...PERSON, status: 'INCALL', call_log_id: '699' });
  const person = await relay.settled(await relay.post(PERSON));
  await relay.settled(await relay.post(SECOND));
  await relay.settled(await relay.post({ ...OTHER, status: 'INCALL', call_log_id: '2' }));
  const other = await relay.settled(await relay.post(OTHER));
  await relay.post({ ...PERSON, status: 'INCALL', call_log_id: '698' });
  for (const { callEvent: event } of [person, other]) {
    const body = JSON.stringify({ rule: 'all', step: 'crm', event });
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    expect((await relay.api('guard/admit', asked)).status).toBe(200);
  }
  expect((await relay.api('endpoints/crm/test?lead=9911', { method: 'POST' })).status).toBe(200);
  await relay.hook('gone', {
    body: form(PERSON),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  await relay.hook('main', {
    body: `{"phone":"+1 (773) 555-0199", "cut off`,
    headers: { 'content-type': 'application/json' },
  });
  await relay.hook('gone', {
    body: form(OTHER),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  const rest = {
    hook_id: 'main',
    received_at: relay.clock.now(),
    method: 'POST',
    query: '',
    remote_address: '',
  };
  const dead = {
    ...rest,
    headers: '{"content-type":"application/json"}',
    state: 'dead',
    claims: 5,
    failure: 'x',
  } as const;
  await db
    .insertInto('deliveries')
    .values([
      {
        ...dead,
        id: 'dead-1',
        body: Buffer.from(JSON.stringify({ params: { Phone_Number: '+1 773-555-0199' } })),
      },
      { ...dead, id: 'dead-2', body: Buffer.from(JSON.stringify(OTHER)) },
    ])
    .execute();
  const loop = {
    kind: 'loop',
    first_at: 0,
    last_at: relay.clock.now(),
    count: 1,
    sent_at: null,
    sent_to: '',
  };
  const unsent = { send_at: null, send_attempts: 0, send_failure: null };
  await db
    .insertInto('notifications')
    .values([
      { ...loop, ...unsent, key: 'loop:a', message: 'It caused itself 100 times in a row for lead 9911.' },
      { ...loop, ...unsent, key: 'loop:b', message: 'It caused itself 100 times in a row for lead 1.' },
    ])
    .execute();
  await relay.notice('not-delivered');
  return all;
}

async function rowCounts(db: Db): Promise<Record<string, number>> {
  const counts: [string, number][] = [];
  for (const table of TABLES) {
    const { found } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('found'))
      .executeTakeFirstOrThrow();
    counts.push([table, found]);
  }
  return Object.fromEntries(counts);
}

async function order(relay: TestRelay, body: unknown): Promise<ForgetReport> {
  const answer = await relay.api('forget', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(errorOf(answer).code);
  return JSON.parse(answer.text) as ForgetReport;
}

/** Which of these are anywhere in what the store keeps: in the files of the data folder, or in the tables of a Postgres. */
async function found(folder: string, texts: readonly string[]): Promise<string[]> {
  const { databaseUrl } = await storeFor(folder);
  return databaseUrl === undefined ? foundInFiles(folder, texts) : foundInTables(folder, texts);
}

/** Bytes are shown by their digits. */
async function foundInTables(folder: string, texts: readonly string[]): Promise<string[]> {
  const db = await tablesOf(folder);
  const rows = await Promise.all(
    TABLES.map(async (table) => [
      table,
      (await sql<{ text: string }>`select row::text as text from ${sql.table(table)} as row`.execute(db)).rows
        .map(({ text }) => text)
        .join('\n'),
    ]),
  );
  return rows.flatMap(([table = '', kept = '']) =>
    texts
      .filter((text) => kept.includes(text) || kept.includes(Buffer.from(text).toString('hex')))
      .map((text) => `${text} in ${table}`),
  );
}

function foundInFiles(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('connect.sqlite'))
    .flatMap((name) => {
      const bytes = readFileSync(path.join(folder, name));
      return texts.filter((text) => bytes.includes(text)).map((text) => `${text} in ${name}`);
    });
}

const TRACES = [PHONE, '555-0199', NAME, 'umbrella@example.test', '9911', '9922'];

describe('forgetting a person whose number another lead has, too', () => {
  it('says in which field, and leaves that lead as it is', async () => {
    const { relay, db } = await setting();
    await relay.settled(await relay.post(PERSON));
    await relay.settled(await relay.post({ ...OTHER, alt_phone_1: '(773) 555-0199' }));
    const named = [{ lead: '1', fields: ['alt_phone_1'] }];
    expect(await order(relay, { phone: PHONE, dryRun: true })).toMatchObject({
      alsoNamedIn: named,
      leads: ['9911'],
    });

    expect(await order(relay, { phone: PHONE })).toMatchObject({ alsoNamedIn: named, leads: ['9911'] });

    const left = await db.selectFrom('lead_states').select('lead_key').execute();
    expect(left).toEqual([{ lead_key: 'lead:1' }]);
  });
});

describe('forgetting a person by phone number', () => {
  it('shows first what it would remove of every table, and removes nothing', async () => {
    const { relay, db } = await known();
    const before = await rowCounts(db);
    const report = await order(relay, { phone: '+1 773 555 0199', dryRun: true });
    expect(report).toMatchObject({ removed: false, leads: ['9911', '9922'], erased: null });
    expect(Object.keys(report.rows).sort()).toEqual([...TABLES].sort());
    expect(await rowCounts(db)).toEqual(before);
  });

  it('removes it from every table and from the files, and leaves everybody else', async () => {
    const { relay, db, folder } = await known();
    expect(await found(folder, TRACES)).not.toEqual([]);
    const before = await rowCounts(db);
    const shown = await order(relay, { phone: PHONE, dryRun: true });
    // The test's own connection would keep the write-ahead log from being emptied.
    await db.destroy();

    const report = await order(relay, { phone: PHONE });

    expect(report).toMatchObject({ removed: true, erased: true, rows: shown.rows });
    expect(await found(folder, TRACES)).toEqual([]);
    const after = await rowCounts(await tablesOf(folder));
    for (const table of TABLES) {
      const told = table === 'notifications' ? 1 : 0;
      expect([table, after[table]]).toEqual([table, (before[table] ?? 0) - (shown.rows[table] ?? 0) + told]);
      expect([table, after[table]]).not.toEqual([table, 0]);
    }
  });

  it('is put on record without naming anybody', async () => {
    const { relay } = await known();
    await order(relay, { phone: PHONE });
    const { message } = await relay.notice('person-forgotten');
    expect(message).toMatch(
      /^A person was forgotten on the word of an operator: \d+ rows of 11 tables were removed\.$/,
    );
  });

  it('has nothing left to do the second time', async () => {
    const { relay } = await known();
    await order(relay, { phone: PHONE });
    expect((await order(relay, { phone: PHONE })).rows).toEqual({});
  });
});

describe('forgetting a lead', () => {
  it('leaves another lead under the same phone number', async () => {
    const { relay, db } = await setting();
    await relay.settled(await relay.post(PERSON));
    await relay.settled(await relay.post(SECOND));
    await order(relay, { lead: '9911' });
    const left = await db.selectFrom('occurrences').select('lead_key').execute();
    expect(left).toEqual([{ lead_key: 'lead:9922' }]);
  });
});

describe('while something is pending for a person', () => {
  it('nothing is removed, until it is said that it may be cancelled', async () => {
    const { relay, db } = await setting({ pending: true });
    const id = await relay.post(PERSON);
    await relay.explainWhen(id, ({ actions }) => {
      expect(actions.map(({ state }) => state).sort()).toEqual(['done', 'waiting']);
    });
    const before = await rowCounts(db);
    await expect(order(relay, { phone: PHONE })).rejects.toThrow('STILL_PENDING');
    expect(await rowCounts(db)).toEqual(before);
    expect((await order(relay, { phone: PHONE, pending: 'flush' })).rows).toMatchObject({ actions: 2 });
  });

  it('an attempt under way is waited for, whatever was said', async () => {
    const { relay, db } = await setting({ pending: true });
    await relay.settled(await relay.post(OTHER).then(async () => relay.post({ ...OTHER, status: '' })));
    const id = await relay.post(PERSON);
    await relay.explainWhen(id, ({ actions }) =>
      expect(actions.some(({ state }) => state === 'done')).toBe(true),
    );
    await db.updateTable('actions').set({ state: 'running' }).where('id', '=', `${id}-01`).execute();
    await expect(order(relay, { phone: PHONE, pending: 'flush' })).rejects.toThrow('ATTEMPT_UNDER_WAY');
    await db.updateTable('actions').set({ state: 'done' }).where('id', '=', `${id}-01`).execute();
  });
});

describe('an order that could mean anybody', () => {
  it.each([
    {},
    { phone: PHONE, lead: '1' },
    { lead: '' },
    { phones: PHONE },
    { lead: '1', pending: 'yes' },
    [],
  ])('is refused: %j', async (body) => {
    const { relay } = await setting();
    await expect(order(relay, body)).rejects.toThrow('BAD_FORGET_ORDER');
  });
});

describe('npm run connect -- forget', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = undefined;
  });

  async function run(
    options: ForgetOptions,
    env: NodeJS.ProcessEnv,
  ): Promise<{ text: string; code: unknown }> {
    let text = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    await printForgetting(options, env);
    const code = process.exitCode;
    process.exitCode = undefined;
    return { text, code };
  }

  it('only says what it would remove where nobody can be asked, and ends with 1', async () => {
    const { db, folder } = await known();
    const env = { CONNECT_DATA: folder };
    const { text, code } = await run({ phone: PHONE }, env);
    expect(text).toContain('in occurrences\n');
    expect(text).toContain('with everything of lead 9911, lead 9922');
    expect(text).toContain('Add --yes to remove it.\nNothing was removed.\n');
    expect(code).toBe(1);
    expect((await rowCounts(db))['occurrences']).toBe(6);
  });

  it('removes with --yes, shows what, and finds nothing afterwards', async () => {
    const { folder } = await known();
    const env = { CONNECT_DATA: folder };
    const { text, code } = await run({ phone: PHONE, yes: true }, env);
    expect(text).toMatch(/Removed:\n +\d+ in /);
    expect(code).toBeUndefined();
    expect((await run({ phone: PHONE }, env)).text).toBe('Nothing is kept of this person.\n');
  });

  ofFolder.it('works on the data folder itself where no relay runs on it', async () => {
    const { relay, db, folder } = await known();
    await db.destroy();
    await relay.stop();
    const { text } = await run({ phone: PHONE, yes: true }, { PORT: '1', CONNECT_DATA: folder });
    expect(text).toContain('Removed:\n');
    expect(await found(folder, TRACES)).toEqual([]);
  });

  ofFolder.it('says so where a relay runs on the folder and does not answer', async () => {
    const { folder } = await setting();
    // As it is while that relay is starting, or ending.
    rmSync(path.join(folder, 'running.json'));
    const asked = run({ lead: '1' }, { CONNECT_DATA: folder });
    await expect(asked).rejects.toMatchObject({ code: 'RELAY_NOT_ANSWERING' });
  });
});
