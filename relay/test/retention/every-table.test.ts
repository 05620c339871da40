import type { ConnectConfig } from '@convoso-connect/core/config';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { LATEST_REVISIONS } from '../../src/retention/limits.js';
import { RETENTION_RULES } from '../../src/retention/rules.js';
import { saveOrigin } from '../../src/store/sql/commands/revision-origins.js';
import type { ActionState } from '../../src/store/ports/actions.js';
import { actionIdOf } from '../../src/store/ports/holds.js';
import type { DeliveryState } from '../../src/store/ports/intake.js';
import type { TableName } from '../../src/store/ports/tables.js';
import type { Db } from '../../src/store/sqlite.js';
import { action, attempt, occurrence, rowOf } from '../store/rows.js';
import { withDatabase } from '../store/temp-database.js';
import { limitsOf, purgeAll } from './purge-all.js';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const NOW = 400 * DAY;

/** What a clock says that is decades ahead. */
const FAR = 40_000 * DAY;

const ago = (days: number): number => NOW - days * DAY;

type Rows = Readonly<Record<TableName, readonly string[]>>;

/** The column that names a row of a table here. */
const NAMED_BY: Readonly<Record<TableName, string>> = {
  attempts: 'action_id',
  occurrences: 'id',
  actions: 'id',
  deliveries: 'id',
  inbox: 'seq',
  workflow_failures: 'occurrence_id',
  quarantine: 'id',
  lead_states: 'lead_key',
  call_states: 'call_log_id',
  guard_states: 'lead_key',
  loop_states: 'workflow_id',
  live_calls: 'call_key',
  admissions: 'event_id',
  holds: 'id',
  subscriptions: 'id',
  notifications: 'key',
  alarms: 'key',
  config_revisions: 'revision',
  revision_origins: 'revision',
  switches: 'part',
  halts: 'id',
  stored_secrets: 'name',
  api_keys: 'id',
  sessions: 'digest',
  sign_in_links: 'digest',
  shared_keys: 'name',
  audit: 'what',
  account_names: 'key',
  delivery_marks: 'key',
  relays: 'name',
  relay_homes: 'home',
};

async function rowsIn(db: Db): Promise<Rows> {
  const found: [string, string[]][] = [];
  for (const [table, column] of Object.entries(NAMED_BY)) {
    const { rows } = await sql<{ name: string | number }>`
      select ${sql.ref(column)} as name from ${sql.table(table)}`.execute(db);
    found.push([table, rows.map(({ name }) => String(name)).sort()]);
  }
  return Object.fromEntries(found) as unknown as Rows;
}

interface Told {
  readonly id: string;
  readonly at: number;
  readonly state?: ActionState;
  readonly revision?: number;
  /** That under which its action was planned, where it is another one. */
  readonly actionRevision?: number;
  readonly attemptAt?: number;
}

/** In the order in which they are stored. */
const TOLD: readonly Told[] = [
  { id: 'far', at: FAR, attemptAt: FAR },
  { id: 'old', at: ago(100), attemptAt: ago(100) },
  { id: 'held', at: ago(100), attemptAt: ago(99), state: 'waiting', revision: 4, actionRevision: 5 },
  { id: 'late', at: ago(95), attemptAt: ago(1) },
  { id: 'new', at: ago(10), attemptAt: ago(10), revision: 3 },
  { id: 'ahead', at: FAR, attemptAt: FAR },
];

async function tell(db: Db, told: readonly Told[], from = 1): Promise<void> {
  for (const [index, { id, at, state = 'done', revision = 25, attemptAt, ...more }] of told.entries()) {
    const seq = from + index;
    const leadKey = `lead:${id}`;
    const row = { seq, id, receivedAt: at, revision, leadKey };
    await db
      .insertInto('occurrences')
      .values(rowOf(occurrence(row)))
      .execute();
    await db
      .insertInto('actions')
      .values(
        rowOf(
          action({
            id: `${id}-01`,
            occurrenceId: id,
            state,
            revision: more.actionRevision ?? revision,
            leadKey,
            lane: `${leadKey} endpoint:crm`,
          }),
        ),
      )
      .execute();
    await db
      .insertInto('workflow_failures')
      .values({ occurrence_id: id, workflow_id: 'w', at, reason: '' })
      .execute();
    if (attemptAt === undefined) continue;
    await db
      .insertInto('attempts')
      .values(rowOf({ ...attempt({ actionId: `${id}-01`, at: attemptAt }), resultKey: '' }))
      .execute();
  }
}

async function deliver(
  db: Db,
  rows: readonly [id: string, at: number, state?: DeliveryState][],
): Promise<void> {
  const rest = {
    hook_id: 'main',
    method: 'POST',
    query: '',
    headers: '{}',
    body: Buffer.of(),
    remote_address: '',
  };
  for (const [id, received_at, state = 'processed'] of rows) {
    const { seq } = await db
      .insertInto('deliveries')
      .values({ ...rest, id, received_at, state, claims: 0, failure: null })
      .returning('seq')
      .executeTakeFirstOrThrow();
    if (state === 'received') await db.insertInto('inbox').values({ seq, claims: 0 }).execute();
  }
}

async function turnAway(db: Db, rows: readonly [id: string, at: number][]): Promise<void> {
  const rest = { hook_id: 'main', status: 401, code: 'SECRET_WRONG', reason: '', method: 'POST', query: '' };
  const more = {
    headers: '{}',
    body: Buffer.of(),
    truncated: 0,
    remote_address: '',
    replayed_as: null,
    pool: '',
    source: '',
  };
  for (const [id, at] of rows)
    await db
      .insertInto('quarantine')
      .values({ id, at, ...rest, ...more })
      .execute();
}

const notice = (key: string, last_at: number, send_at: number | null) => ({
  ...{ key, kind: 'k', message: '', first_at: last_at, last_at, count: 1 },
  ...{ sent_at: null, sent_to: '', send_at, send_attempts: 0, send_failure: null },
});

/** The actions of holds stand among those of occurrences, and are left out where those are listed. */
async function holdBack(db: Db): Promise<void> {
  const kept = [
    { name: 'hold-old', made_at: ago(400), due_at: ago(380), state: 'done' },
    { name: 'hold-flushed', made_at: ago(400), due_at: FAR, state: 'flushed' },
    { name: 'hold-new', made_at: ago(400), due_at: ago(2), state: 'done' },
    { name: 'hold-held', made_at: ago(400), due_at: FAR, state: 'waiting' },
  ] as const;
  for (const { name, made_at, due_at, state } of kept) {
    const text = { digest: '', occurrence: '{}', rules: '{}', payload: '1' };
    const nothing = {
      lead_key: null,
      phone: null,
      event_id: null,
      resumes_at: null,
      sealed: null,
      stopped: null,
    };
    const hold = { id: name, owner: '', made_by: 'n8n', given_id: null, made_at, ...text, ...nothing };
    await db.insertInto('holds').values(hold).execute();
    const handing = action({
      revision: 5,
      id: actionIdOf(name),
      occurrenceId: name,
      leadKey: null,
      dueAt: due_at,
      nextAt: due_at,
      state,
    });
    await db.insertInto('actions').values(rowOf(handing)).execute();
  }
}

async function know(db: Db): Promise<void> {
  const lead = (name: string, updated_at: number) => ({ lead_key: `lead:${name}`, state: '{}', updated_at });
  await db
    .insertInto('lead_states')
    .values([lead('old', ago(366)), lead('held', ago(366)), lead('new', ago(364)), lead('far', FAR)])
    .execute();
  const call = (call_log_id: string, updated_at: number) => ({ call_log_id, state: '{}', updated_at });
  await db
    .insertInto('call_states')
    .values([call('old', ago(31)), call('new', ago(29)), call('far', FAR)])
    .execute();
  const guard = (lead_key: string, expires_at: number) => ({ lead_key, state: '{}', expires_at });
  await db
    .insertInto('guard_states')
    .values([guard('old', NOW - 1), guard('new', NOW + DAY), guard('far', FAR)])
    .execute();
  const loop = (workflow_id: string, expires_at: number) => ({ workflow_id, state: '[]', expires_at });
  await db
    .insertInto('loop_states')
    .values([loop('old', NOW - 1), loop('new', NOW + MINUTE), loop('far', FAR)])
    .execute();
  const admission = (event_id: string, expires_at: number) => {
    return { event_id, rule: 'r', step: 's', lead_key: null, prior: '{}', answer: '{}', expires_at };
  };
  await db
    .insertInto('admissions')
    .values([admission('old', NOW - 1), admission('new', NOW + DAY), admission('far', FAR)])
    .execute();
  await holdBack(db);
  const subscribed = (id: string, ended_at: number | null) => ({
    ...{ id, key_id: null, owner: 'admin key', url: '', topics: '[]', filter: '{}', name: null, sequence: 0 },
    ...{
      sealed: Buffer.of(1),
      identity: id,
      made_at: ago(3_000),
      ended_at,
      ended_code: null,
      ended_reason: null,
    },
  });
  await db
    .insertInto('subscriptions')
    .values([
      subscribed('old', ago(91)),
      subscribed('new', ago(89)),
      subscribed('far', FAR),
      subscribed('active', null),
    ])
    .execute();
  const alone = (id: string, dueAt: number, state: ActionState) =>
    rowOf(action({ id: `${id}-sub_1`, occurrenceId: '', workflowId: '', revision: 5, dueAt, state }));
  await db
    .insertInto('actions')
    .values([
      alone('alone-far', FAR, 'done'),
      alone('alone-held', ago(91), 'waiting'),
      alone('alone-new', ago(89), 'done'),
      alone('alone-old', ago(91), 'done'),
    ])
    .execute();
  const named = (key: string, pulled_at: number) => ({ key, name: key, pulled_at });
  await db
    .insertInto('account_names')
    .values([named('list:old', ago(91)), named('list:new', ago(89)), named('list:far', FAR)])
    .execute();
  const mark = (key: string, expires_at: number) => ({ key, ids: '["1"]', at: expires_at, expires_at });
  await db
    .insertInto('delivery_marks')
    .values([mark('old', ago(1)), mark('new', ago(-1)), mark('far', FAR)])
    .execute();
  await db
    .insertInto('relays')
    .values({ name: 'running', home: 'here', since: FAR, lease_until: FAR })
    .execute();
  await db.insertInto('relay_homes').values({ home: 'here', known_since: FAR, seen_at: FAR }).execute();
  const signedIn = (digest: string, made_at: number) => ({
    ...{ digest, id: digest, by: 'link' as const, key_id: null, key_mark: '' },
    ...{ made_at, last_used_at: made_at },
  });
  await db
    .insertInto('sessions')
    .values([signedIn('old', NOW - 721 * MINUTE), signedIn('new', NOW - 719 * MINUTE), signedIn('far', FAR)])
    .execute();
  const link = (digest: string, ends_at: number) => ({ digest, ends_at });
  await db
    .insertInto('sign_in_links')
    .values([link('old', NOW - 1), link('new', NOW + 10 * MINUTE), link('far', FAR)])
    .execute();
  await db
    .insertInto('shared_keys')
    .values({ name: 'api', digest: 'digest', since: FAR, formers: '[]' })
    .execute();
  const live = (call_key: string, agent: string, since: number) => ({
    call_key,
    agent,
    lead_key: null,
    since,
  });
  await db
    .insertInto('live_calls')
    .values([
      live('counted', '', NOW - 119 * MINUTE),
      live('far', '', FAR),
      live('old', 'email:agent@example.test', NOW - 241 * MINUTE),
      live('old', 'user:7', NOW - 241 * MINUTE),
    ])
    .execute();
  await db
    .insertInto('notifications')
    .values([notice('old', ago(91), ago(91)), notice('new', ago(89), FAR), notice('far', FAR, FAR)])
    .execute();
  const alarm = (key: string, last_at: number, resolved_at: number | null) => ({
    ...{ key, kind: 'failing' as const, about: 'crm', cause: '', message: '', since: 0, last_at, count: 1 },
    ...{ told: null, told_at: null, acknowledged_at: null, acknowledged_by: null, resolved_at },
  });
  await db
    .insertInto('alarms')
    .values([
      alarm('old', ago(91), ago(91)),
      alarm('open', ago(91), null),
      alarm('new', ago(89), ago(89)),
      alarm('far', FAR, FAR),
    ])
    .execute();
}

const partsOf = (...ids: readonly string[]) =>
  ({
    endpoints: [],
    workflows: ids.map((id) => ({
      id,
      active: true,
      actionSets: [{ actions: [{ id: 'post', active: true }] }],
    })),
  }) as unknown as ConnectConfig;

async function configure(db: Db): Promise<void> {
  for (let revision = 1; revision <= 30; revision++) {
    const document = JSON.stringify(revision === 12 ? partsOf('former') : partsOf());
    await db
      .insertInto('config_revisions')
      .values({ revision, hash: '', document, complete: 1, accepted_at: revision === 8 ? FAR : ago(200) })
      .execute();
    await saveOrigin(db, { revision, by: 'configuration file', changes: null, insteadOf: null });
  }
  const off = (part: string) => ({ part, active: null, configured: 1, reason: '', at: 0, reset_at: 0 });
  await db
    .insertInto('switches')
    .values(['workflow:gone', 'workflow:former', 'workflow:w', 'action:w/post', 'action:w/gone'].map(off))
    .execute();
}

async function halt(db: Db): Promise<void> {
  const halted = (id: string, ended_at: number | null) => ({
    id,
    ended_at,
    part: 'crm',
    cause: 'paused' as const,
  });
  const rest = { since: ago(200), until: null, reason: 'paused by an operator', holder: null };
  const rows = [halted('old', ago(91)), halted('new', ago(89)), halted('far', FAR), halted('lasting', null)];
  await db
    .insertInto('halts')
    .values(rows.map((row) => ({ ...row, ...rest })))
    .execute();
}

async function keepSecrets(db: Db): Promise<void> {
  await db
    .insertInto('stored_secrets')
    .values({ name: 'CRM', sealed: Buffer.of(1), open: null, set_at: ago(3_000) })
    .execute();
}

async function keepKeys(db: Db): Promise<void> {
  const rest = { scopes: '[]', per_second: 50, digest: '', formers: '[]', rotated_at: null };
  await db
    .insertInto('api_keys')
    .values({
      ...rest,
      ...{ id: 'expired', name: 'n8n', made_at: ago(3_000), expires_at: ago(2_000), last_used_at: null },
    })
    .execute();
}

async function change(db: Db, rows: readonly [what: string, at: number][]): Promise<void> {
  const rest = { who: 'admin key', key_id: null, part: null, before: null, after: null, failure: null };
  for (const [what, at] of rows)
    await db
      .insertInto('audit')
      .values({ what, at, ...rest, outcome: 'done' })
      .execute();
}

async function fill(db: Db): Promise<void> {
  await tell(db, TOLD);
  await deliver(db, [
    ['far', FAR],
    ['dead for long', ago(100), 'dead'],
    ['unprocessed', ago(99), 'received'],
    ['dead', ago(80), 'dead'],
    ['old', ago(31)],
    ['new', ago(29)],
    ['ahead', FAR],
  ]);
  await turnAway(db, [
    ['far', FAR],
    ['old', ago(91)],
    ['new', ago(89)],
    ['ahead', FAR],
  ]);
  await know(db);
  await configure(db);
  await halt(db);
  await keepSecrets(db);
  await keepKeys(db);
  await change(db, [
    ['far', FAR],
    ['old', ago(366)],
    ['new', ago(364)],
    ['ahead', FAR],
  ]);
}

const LATEST = Array.from({ length: LATEST_REVISIONS }, (_, n) => String(30 - n));

const KEPT: Rows = {
  attempts: ['ahead-01', 'held-01', 'late-01', 'new-01'],
  occurrences: ['ahead', 'held', 'late', 'new'],
  actions: [
    ...['ahead-01', 'alone-far-sub_1', 'alone-held-sub_1', 'alone-new-sub_1'],
    ...['held-01', 'hold-held-hold', 'hold-new-hold', 'late-01', 'new-01'],
  ],
  deliveries: ['ahead', 'dead', 'new', 'unprocessed'],
  inbox: ['3'],
  workflow_failures: ['ahead', 'held', 'late', 'new'],
  quarantine: ['ahead', 'new'],
  lead_states: ['lead:far', 'lead:held', 'lead:new'],
  call_states: ['far', 'new'],
  guard_states: ['far', 'new'],
  loop_states: ['far', 'new'],
  live_calls: ['counted', 'far'],
  admissions: ['far', 'new'],
  holds: ['hold-held', 'hold-new'],
  subscriptions: ['active', 'far', 'new'],
  notifications: ['far', 'new'],
  alarms: ['far', 'new', 'open'],
  config_revisions: [...LATEST, '3', '4', '5'].sort(),
  revision_origins: [...LATEST, '3', '4', '5'].sort(),
  switches: ['action:w/post', 'workflow:former', 'workflow:w'],
  halts: ['far', 'lasting', 'new'],
  stored_secrets: ['CRM'],
  api_keys: ['expired'],
  sessions: ['far', 'new'],
  sign_in_links: ['far', 'new'],
  shared_keys: ['api'],
  audit: ['ahead', 'new'],
  account_names: ['list:far', 'list:new'],
  delivery_marks: ['far', 'new'],
  relays: ['running'],
  relay_homes: ['here'],
};

/** After a year in which nothing but one call was delivered, soon after the clock was put right. */
const KEPT_A_YEAR_LATER: Rows = {
  attempts: ['held-01'],
  occurrences: ['held'],
  actions: ['alone-held-sub_1', 'held-01', 'hold-held-hold'],
  deliveries: ['unprocessed'],
  inbox: ['3'],
  workflow_failures: ['held'],
  quarantine: [],
  lead_states: ['lead:held'],
  call_states: [],
  guard_states: [],
  loop_states: [],
  live_calls: [],
  admissions: [],
  holds: ['hold-held'],
  subscriptions: ['active'],
  notifications: [],
  alarms: ['open'],
  config_revisions: [...LATEST, '4', '5'].sort(),
  revision_origins: [...LATEST, '4', '5'].sort(),
  switches: KEPT.switches,
  halts: ['lasting'],
  stored_secrets: ['CRM'],
  api_keys: ['expired'],
  sessions: [],
  sign_in_links: [],
  shared_keys: ['api'],
  audit: [],
  account_names: [],
  delivery_marks: [],
  relays: ['running'],
  relay_homes: ['here'],
};

const KEPT_FOR_GOOD: readonly TableName[] = [
  ...(['inbox', 'relays', 'relay_homes', 'stored_secrets', 'api_keys', 'shared_keys'] as const),
];

const TABLES = Object.keys(NAMED_BY) as TableName[];

describe('the rules of retention', () => {
  it('are there for every table of the store, and for no other', async () => {
    await withDatabase(async (db) => {
      const { rows } = await sql<{ name: string }>`
        select name from sqlite_master
        where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'`.execute(db);
      expect(Object.keys(RETENTION_RULES).sort()).toEqual(rows.map(({ name }) => name).sort());
    });
  });

  it('say in words how long a row is kept', () => {
    for (const { kept } of Object.values(RETENTION_RULES)) expect(kept).toMatch(/\w{4}/);
  });
});

describe.each([2, 200])('retention in windows of %d rows', (size) => {
  let before: Rows;
  let after: Rows;
  let yearLater: Rows;
  let counted: { since: number; guards: number; send: (number | null)[] };

  beforeAll(() =>
    withDatabase(async (db) => {
      await fill(db);
      before = await rowsIn(db);
      await purgeAll(db, limitsOf({}, NOW), size, partsOf('w'));
      after = await rowsIn(db);
      const [call] = await db
        .selectFrom('live_calls')
        .select('since')
        .where('call_key', '=', 'far')
        .execute();
      const [guard] = await db
        .selectFrom('guard_states')
        .select('expires_at')
        .where('lead_key', '=', 'far')
        .execute();
      const notices = await db.selectFrom('notifications').select('send_at').execute();
      counted = {
        since: call?.since ?? 0,
        guards: guard?.expires_at ?? 0,
        send: notices.map(({ send_at }) => send_at),
      };
      await tell(db, [{ id: 'next', at: NOW + DAY, attemptAt: NOW + DAY }], 7);
      await deliver(db, [['next', NOW + DAY]]);
      await turnAway(db, [['next', NOW + DAY]]);
      await change(db, [['next', NOW]]);
      await purgeAll(db, limitsOf({}, NOW + 366 * DAY), size, partsOf('w'));
      yearLater = await rowsIn(db);
    }),
  );

  it('leaves in the inbox whatever waits to be processed, however old', () => {
    expect(after.inbox).toEqual(before.inbox);
  });

  it('leaves every stored secret and every key, however old', () => {
    expect(yearLater.stored_secrets).toEqual(before.stored_secrets);
    expect(yearLater.api_keys).toEqual(before.api_keys);
  });

  it.each(TABLES.filter((table) => !KEPT_FOR_GOOD.includes(table)))(
    'deletes what is old in %s, and nothing that is new, pending or needed',
    (table) => {
      expect(after[table]).toEqual(KEPT[table]);
      expect(before[table].length).toBeGreaterThan(KEPT[table].length);
    },
  );

  it.each(TABLES)('ends in %s what a wrong clock dated decades ahead', (table) => {
    expect(yearLater[table]).toEqual(KEPT_A_YEAR_LATER[table]);
  });

  it('lets nothing that a wrong clock dated ahead count for longer than if it were of now', () => {
    expect(counted).toEqual({ since: NOW, guards: NOW + 3 * MINUTE, send: [NOW, NOW] });
  });
});

describe('a live call', () => {
  it('that guards still count is never ended, however long calls are believed to run', async () => {
    await withDatabase(async (db) => {
      const rows = [1, 599, 1_199, 1_201].map((minutes) => ({
        ...{ call_key: `call:${minutes}`, agent: '', lead_key: null },
        since: NOW - minutes * MINUTE,
      }));
      await db.insertInto('live_calls').values(rows.map(rowOf)).execute();
      await purgeAll(db, limitsOf({ liveCallExpiresMinutes: 600 }, NOW), 2);
      expect((await rowsIn(db)).live_calls).toEqual(['call:1', 'call:1199', 'call:599']);
    });
  });
});
