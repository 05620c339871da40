import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openSqlite, type Db } from '../../src/store/sqlite.js';
import { nameOf } from './exercise.js';
import { EXERCISES } from './exercises.js';
import { fillTables } from './full-tables.js';
import { recordingDb, type Step } from './recording.js';

/** The plans depend on the statements and not on the rows, but some statements depend on the rows. */
const ACTIONS = process.env['CHECK_FULL'] === '1' ? 1_000_000 : 20_000;

const COMMANDS = path.resolve(__dirname, '../../src/store/sql/commands');

const IN_ORDER = 'goes along the key in the order that is asked for, and stops at the limit';
const ANY = 'asks only whether there is any, and stops at the first';
const FEW_OF_LEAD = 'what one lead has is put in order: little, and found by its lead';
const FEW_OF_OCCURRENCE = 'what one occurrence has is put in order';
const HALTED = 'all of them are wanted, as few as the pauses and outages of some months';
const LOOPING = 'all of them are wanted, one for each workflow that has caused itself within the hour';
const BY_LANE = 'USE TEMP B-TREE FOR ORDER BY: SEARCH actions USING INDEX actions_lane (lane>? AND lane<?)';

/**
 * What may read a whole table, or put rows in order that no index gives in order: the steps of a command, each with
 * the reason why it stays small. What no command needs any more has to leave this list.
 */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  acceptRevision: { 'SCAN config_revisions': IN_ORDER },
  latestRevision: { 'SCAN config_revisions': IN_ORDER },
  listRevisions: { 'SCAN config_revisions': IN_ORDER },
  recentOccurrences: { 'SCAN occurrences': IN_ORDER },
  deliverySummaries: { 'SCAN deliveries': IN_ORDER },
  deliveriesSince: { 'SCAN deliveries': IN_ORDER },
  latestByHook: {
    'SCAN deliveries': IN_ORDER,
    'SCAN latest': 'the few newest that its own subquery has found, no more than the limit',
    'USE TEMP B-TREE FOR GROUP BY: SCAN latest': 'the few newest that its own subquery has found',
    'SCAN quarantine': 'what was let in of it, at a start; a hook keeps a limited number for each cause',
    'USE TEMP B-TREE FOR GROUP BY: SCAN quarantine': 'the few that were let in',
    'SEARCH let_in USING AUTOMATIC COVERING INDEX (at=?) LEFT-JOIN':
      'an index of its own on the few that were let in',
  },
  deadDeliverySummaries: { 'SCAN deliveries USING INDEX deliveries_dead': IN_ORDER },
  allAlarms: { 'SCAN alarms': 'all of them are wanted, one for each way in which an endpoint fails' },
  waitingFor: {
    'USE TEMP B-TREE FOR GROUP BY: SEARCH actions USING COVERING INDEX actions_waiting (due_at<?)':
      'all that is due is counted, for whoever asks how it goes; what waits for later is left out',
  },
  overdue: { 'SEARCH actions USING COVERING INDEX actions_due (endpoint_id=?)': ANY },
  attemptCounts: {
    'SCAN endpoint VIRTUAL TABLE INDEX 1:': 'the endpoints that are named',
    'SCAN kind VIRTUAL TABLE INDEX 1:': 'the outcomes that there are',
  },
  doubtfulCounts: {
    'USE TEMP B-TREE FOR GROUP BY: SEARCH actions USING INDEX actions_doubtful (due_at>? AND due_at<?)':
      'what was answered so within the time that is asked about',
  },
  undeliveredCounts: {
    'SCAN endpoint VIRTUAL TABLE INDEX 1:': 'the endpoints that are named',
    'SCAN kind VIRTUAL TABLE INDEX 1:': 'the outcomes that there are',
    'USE TEMP B-TREE FOR GROUP BY: SCAN endpoint VIRTUAL TABLE INDEX 1:': 'the endpoints that are named',
    'USE TEMP B-TREE FOR count(DISTINCT): SCAN endpoint VIRTUAL TABLE INDEX 1:':
      'what was given up within the time that is asked about',
  },
  holdsPage: { 'SCAN hold USING INDEX sqlite_autoindex_holds_1': IN_ORDER },
  waitingHoldIds: {
    'SCAN hold USING COVERING INDEX sqlite_autoindex_holds_1':
      'the ids of all that are held are wanted, at one moment',
  },
  alarmsPage: { 'SCAN alarms USING INDEX alarms_last': IN_ORDER },
  notifications: { 'SCAN notifications USING INDEX notifications_last': IN_ORDER },
  quarantined: { 'SCAN quarantine USING INDEX sqlite_autoindex_quarantine_1': IN_ORDER },
  unprocessedDeliveries: { 'SCAN inbox': IN_ORDER },
  deliveriesHeldBy: { 'SCAN inbox': IN_ORDER },
  hasFreeDeliveries: { 'SCAN inbox USING INDEX inbox_free': 'the few that are free' },
  takeFreeDeliveries: { 'SCAN inbox USING INDEX inbox_free': 'the few that are free' },
  registerRelay: { 'SCAN relays': 'the few that there are', 'SCAN relay_homes': 'those of a day' },
  endRelays: { 'SCAN inbox': 'once, when a relay has died' },
  endExpiredRelays: { 'SCAN relays': 'the few that there are' },
  registeredRelays: { 'SCAN relays': 'the few that there are' },
  dueCandidates: { 'SCAN a': 'the few rows that its own subquery has found, no more than the limit' },
  workflowFailures: { 'SCAN workflow_failures': IN_ORDER },
  failingTargets: {
    'SCAN actions USING INDEX actions_due': 'all that waits is counted, for whoever asks what is wrong',
  },
  loadSwitches: { 'SCAN switches': 'all of them are wanted, one for each part that was ever switched' },
  allHalts: { 'SCAN halts': HALTED },
  lastingHalts: { 'SCAN halts': HALTED },
  loadLoops: { 'SCAN loop_states': LOOPING },
  loadStates: { 'SCAN loop_states': LOOPING },
  purgeLoopStates: {
    'SEARCH loop_states USING PRIMARY KEY (workflow_id=?)': 'its key, of one row each',
  },
  storedSecrets: {
    'SCAN stored_secrets USING INDEX sqlite_autoindex_stored_secrets_1':
      'all of them are wanted, as few as the credentials of a configuration',
  },
  activeSubscriptions: {
    'SCAN subscriptions USING INDEX subscriptions_identity':
      'all that are active are wanted, no more than five hundred',
  },
  signedInSessions: { 'SCAN sessions': 'all of them are wanted, no more than a hundred' },
  signInLinks: { 'SCAN sign_in_links': 'all of them are wanted, no more than a hundred' },
  apiKeys: { 'SCAN api_keys': 'all of them are wanted, no more than two hundred' },
  auditEntries: {
    'SCAN audit USING INDEX audit_at': IN_ORDER,
  },
  findLiveCalls: {
    'SCAN live_calls USING COVERING INDEX live_calls_agent': ANY,
    'USE TEMP B-TREE FOR ORDER BY: SEARCH live_calls USING COVERING INDEX live_calls_agent (agent=?)':
      'the calls of the agents that are named, one each',
    'USE TEMP B-TREE FOR ORDER BY: SEARCH live_calls USING COVERING INDEX live_calls_lead (lead_key=?)':
      FEW_OF_LEAD,
  },
  attemptsOfOccurrence: {
    'USE TEMP B-TREE FOR ORDER BY: SEARCH attempts USING INDEX attempts_action (action_id>? AND action_id<?)':
      FEW_OF_OCCURRENCE,
  },
  pendingActions: {
    [BY_LANE]: FEW_OF_LEAD,
    'SCAN actions USING COVERING INDEX actions_waiting': IN_ORDER,
    'SCAN actions USING COVERING INDEX actions_running': IN_ORDER,
  },
  waitingIds: {
    'SCAN actions USING COVERING INDEX actions_waiting':
      'the ids of all that waits are wanted, at one moment',
    'SCAN actions USING COVERING INDEX actions_due': 'the ids of all that waits are wanted, at one moment',
  },
  deadIds: {
    'SEARCH actions USING COVERING INDEX actions_unperformed (state=?)':
      'the ids of all that are dead are wanted',
    'SCAN deliveries USING INDEX deliveries_dead': 'the ids of all that are dead are wanted, at one moment',
    'SCAN workflow_failures': 'the ids of all that failed are wanted, at one moment',
  },
  runningElsewhere: {
    'SCAN actions USING INDEX actions_running': 'no more run than targets have places for',
  },
  hasDelivered: {
    'SEARCH attempts USING COVERING INDEX attempts_endpoint (endpoint_id=? AND outcome=?)': ANY,
  },
  doubtfulActions: { 'SCAN actions USING INDEX actions_doubtful': IN_ORDER },
  deadActions: { 'SEARCH actions USING COVERING INDEX actions_unperformed (state=?)': IN_ORDER },
  oldestDeadActions: { 'SEARCH actions USING COVERING INDEX actions_unperformed (state=?)': IN_ORDER },
  hasExecutions: {
    'SEARCH actions USING COVERING INDEX actions_workflow (workflow_id=?)': ANY,
  },
  executions: {
    'SEARCH actions USING COVERING INDEX actions_type (type=?)': IN_ORDER,
    'SEARCH actions USING COVERING INDEX actions_workflow (workflow_id=? AND type=?)': IN_ORDER,
    'SEARCH actions USING COVERING INDEX actions_list (list_id=? AND workflow_id=? AND type=?)': IN_ORDER,
    'SCAN actions USING COVERING INDEX actions_waiting': IN_ORDER,
    'SCAN actions USING COVERING INDEX actions_running': IN_ORDER,
    'SEARCH actions USING COVERING INDEX actions_unperformed (state=?)': IN_ORDER,
    'USE TEMP B-TREE FOR ORDER BY: SEARCH actions USING INDEX sqlite_autoindex_actions_1 (id=?)': FEW_OF_LEAD,
  },
  logEntries: {
    'SEARCH attempts USING COVERING INDEX attempts_outcome (outcome=?)': IN_ORDER,
    'SEARCH attempts USING COVERING INDEX attempts_endpoint (endpoint_id=? AND outcome=?)': IN_ORDER,
    'SEARCH attempts USING COVERING INDEX attempts_workflow (workflow_id=? AND endpoint_id=? AND outcome=?)':
      IN_ORDER,
    'USE TEMP B-TREE FOR ORDER BY: SEARCH attempts USING INTEGER PRIMARY KEY (rowid=?)': FEW_OF_LEAD,
    'USE TEMP B-TREE FOR ORDER BY: SEARCH attempts USING COVERING INDEX attempts_result (endpoint_id=? AND result_key>? AND result_key<?)':
      'chosen only after a count has shown that these are fewer than 5,000',
  },
};

const KEY = 'sqlite_autoindex_actions_1';

/**
 * Where another index, or the key of the table, would answer as well, but by reading far more: what waits for later,
 * what was ever done, or the occurrences of everybody.
 */
const INDEXES: Readonly<Record<string, readonly string[]>> = {
  targetsWithDueActions: ['actions_due'],
  dueCandidates: ['actions_due', 'actions_lane'],
  wakeLanes: ['actions_lane', KEY],
  bringForward: ['actions_due'],
  busyLanes: ['actions_lane'],
  countPendingOfLeads: ['actions_lane'],
  pendingOfWorkflows: ['actions_lane'],
  leadsWithPending: ['actions_lane'],
  waitingOf: ['actions_due'],
  flushWaiting: ['actions_lane', KEY],
  cutOffActions: ['actions_running'],
  runningElsewhere: ['actions_running'],
  hasFreeDeliveries: ['inbox_free'],
  takeFreeDeliveries: ['inbox_free'],
  behindEarlier: ['inbox_lead'],
  recentOccurrences: ['occurrences_lead_phone', 'occurrences_call_phone'],
  occurrencesOfLead: ['occurrences_lead'],
  occurrencesOfPerson: ['occurrences_lead', 'occurrences_lead_phone', 'occurrences_call_phone'],
  deleteOfOccurrence: [KEY, 'attempts_action'],
  purgeAttempts: [KEY],
  purgeOccurrences: [KEY, 'attempts_action'],
  purgeLeadStates: ['actions_lane'],
  revisionsOfPending: ['actions_lane'],
};

/** What statements make for themselves and go through as a whole: lists of values, and results with a limit. */
const MADE = [
  'candidates',
  'parts',
  'part',
  'newest',
  'found',
  'waiting',
  'rows_found',
  'wanted',
  'given',
  'lanes',
  'json_each',
];

const SCAN_OF_MADE = new RegExp(
  `^SCAN (?:(?:${MADE.join('|')})\\b|\\d+ CONSTANT ROW|CONSTANT ROW|\\d+-ROW VALUES|\\(subquery)`,
);

/** What hundreds of thousands of rows may have in common: a search for that alone reads them all. */
const SHARED = ['state', 'type', 'endpoint_id', 'workflow_id', 'list_id', 'outcome', 'revision'];

const SEARCH_FOR_SHARED = new RegExp(`\\((?:(?:${SHARED.join('|')})=\\?(?: AND |\\)))+$`);

/** Work that grows with the table and not with what is asked for. */
function grows({ detail, loop }: Step): boolean {
  if (detail.startsWith('SCAN ')) return !SCAN_OF_MADE.test(detail);
  // SQLite goes through the whole table to make it, for this one statement.
  if (detail.includes('AUTOMATIC')) return true;
  if (SEARCH_FOR_SHARED.test(detail)) return true;
  return detail.startsWith('USE TEMP B-TREE') && !SCAN_OF_MADE.test(sourceOf(loop));
}

/** What a loop puts in order is what its outermost step gives. */
function sourceOf(loop: Step['loop']): string {
  return loop.find((step) => /^(?:SCAN|SEARCH) /.test(step)) ?? '';
}

function indexOf({ detail }: Step): string[] {
  return /USING (?:COVERING )?INDEX (\w+)/.exec(detail)?.slice(1) ?? [];
}

function described({ detail, loop }: Step): string {
  return detail.startsWith('USE TEMP B-TREE') ? `${detail}: ${sourceOf(loop)}` : detail;
}

describe('every command on the store, with the tables full', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'query-plans-'));
  let seen: Step[] = [];
  const needed = new Set<string>();
  const read = new Set<string>();
  let db: Db;

  beforeAll(async () => {
    await (await openSqlite(folder)).destroy();
    fillTables(folder, ACTIONS);
    db = recordingDb(folder, (step) => seen.push(step));
  });
  afterAll(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });

  it.each(EXERCISES.map((exercise) => [exercise.title, exercise] as const))(
    '%s finds what it needs by an index',
    async (_title, exercise) => {
      const allowed = ALLOWED[nameOf(exercise)] ?? {};
      seen = [];
      await exercise.run(db);
      for (const index of seen.flatMap(indexOf)) read.add(index);
      const growing = [...new Set(seen.filter(grows).map(described))];
      for (const step of growing) needed.add(`${nameOf(exercise)}: ${step}`);
      expect(growing.filter((step) => !(step in allowed))).toEqual([]);
    },
  );

  it.each(Object.entries(INDEXES))('%s reads these indexes and no others', async (name, indexes) => {
    seen = [];
    for (const each of EXERCISES) if (nameOf(each) === name) await each.run(db);
    expect(new Set(seen.flatMap(indexOf))).toEqual(new Set(indexes));
  });

  it('has no index that none of them reads', async () => {
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_schema where type = 'index' and sql is not null`.execute(db);
    expect(rows.map(({ name }) => name).filter((name) => !read.has(name))).toEqual([]);
  });

  it('leaves nothing on the list of exceptions that none of them needs', () => {
    const listed = Object.entries(ALLOWED).flatMap(([name, steps]) =>
      Object.keys(steps).map((step) => `${name}: ${step}`),
    );
    expect(listed.filter((each) => !needed.has(each))).toEqual([]);
  });
});

describe('this test', () => {
  it('carries out every command that there is', () => {
    const exercised = new Set(EXERCISES.map(({ command }) => command));
    const missing = readdirSync(COMMANDS).flatMap((file) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- each file of the folder is loaded by its name, as it is found
      const commands = require(path.join(COMMANDS, file)) as Record<string, unknown>;
      return Object.entries(commands).flatMap(([name, value]) =>
        typeof value === 'function' && !exercised.has(value) ? [`${file}: ${name}`] : [],
      );
    });
    expect(missing).toEqual([]);
  });
});
