import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqlite, type Db } from '../../src/store/sqlite.js';
import { EXERCISES, nameOf } from './exercises.js';
import { fillTables } from './full-tables.js';
import { recordingDb, type Step } from './recording.js';

/** The plans depend on the statements and not on the rows, but some statements depend on the rows. */
const ACTIONS = process.env['CHECK_FULL'] === '1' ? 1_000_000 : 20_000;

const COMMANDS = path.resolve(__dirname, '../../src/store/commands');

const IN_ORDER = 'goes along the key in the order that is asked for, and stops at the limit';
const FEW_OF_LEAD = 'what one lead has is put in order: little, and found by its lead';
const FEW_OF_OCCURRENCE = 'what one occurrence has is put in order';
const BACKLOG = 'goes through what is not processed yet, by an index of that alone';
const DEAD = 'goes through what could not be processed, by an index of that alone';
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
  notifications: { 'SCAN notifications USING INDEX notifications_last': IN_ORDER },
  quarantined: { 'SCAN quarantine USING INDEX sqlite_autoindex_quarantine_1': IN_ORDER },
  quarantine: {
    'SCAN quarantine USING COVERING INDEX sqlite_autoindex_quarantine_1':
      'counts to the first that is too many: the table never holds more than a thousand and one',
  },
  unprocessedDeliveries: { 'SCAN deliveries USING INDEX deliveries_received': IN_ORDER },
  findOpenDelivery: {
    'SCAN deliveries USING INDEX deliveries_received': BACKLOG,
    'SCAN deliveries USING INDEX deliveries_dead': DEAD,
  },
  findDelivery: {
    'SCAN deliveries USING INDEX deliveries_received': BACKLOG,
    'SCAN deliveries USING INDEX deliveries_dead': DEAD,
  },
  reviveDelivery: { 'SCAN deliveries USING INDEX deliveries_dead': DEAD },
  loadSwitches: { 'SCAN switches': 'all of them are wanted, one for each part that was ever switched' },
  purgeLiveCalls: { 'SCAN live_calls': 'the calls under way, of which there is one for each agent' },
  findLiveCalls: {
    'SCAN live_calls USING COVERING INDEX live_calls_agent': 'asks only whether there is any',
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
  cutOffActions: {
    'SCAN actions USING INDEX actions_running': 'all that was under way is wanted, once at a start',
  },
  deadActions: { 'SEARCH actions USING COVERING INDEX actions_unperformed (state=?)': IN_ORDER },
  executions: {
    'SCAN actions USING COVERING INDEX actions_waiting': IN_ORDER,
    'SCAN actions USING COVERING INDEX actions_running': IN_ORDER,
    'SEARCH actions USING COVERING INDEX actions_unperformed (state=?)': IN_ORDER,
    'USE TEMP B-TREE FOR ORDER BY: SEARCH actions USING INDEX sqlite_autoindex_actions_1 (id=?)': FEW_OF_LEAD,
  },
  logEntries: {
    'USE TEMP B-TREE FOR ORDER BY: SEARCH attempts USING INTEGER PRIMARY KEY (rowid=?)': FEW_OF_LEAD,
    'USE TEMP B-TREE FOR ORDER BY: SEARCH attempts USING COVERING INDEX attempts_result (endpoint_id=? AND result_key>? AND result_key<?)':
      'chosen only after a count has shown that these are fewer than 5,000',
  },
};

/** What statements make for themselves and go through as a whole: lists of values, and results with a limit. */
const MADE = ['candidates', 'parts', 'found', 'waiting', 'rows_found', 'wanted', 'given', 'json_each'];

const SCAN_OF_MADE = new RegExp(
  `^SCAN (?:(?:${MADE.join('|')})\\b|\\d+ CONSTANT ROW|CONSTANT ROW|\\d+-ROW VALUES|\\(subquery)`,
);

/** A search that reads whatever is in a state, of which there may be hundreds of thousands. */
const ALL_IN_A_STATE = '(state=?)';

/** Work that grows with the table and not with what is asked for. */
function grows({ detail, loop }: Step): boolean {
  if (detail.startsWith('SCAN ')) return !SCAN_OF_MADE.test(detail);
  if (detail.endsWith(ALL_IN_A_STATE)) return true;
  return detail.startsWith('USE TEMP B-TREE') && !SCAN_OF_MADE.test(sourceOf(loop));
}

/** What a loop puts in order is what its outermost step gives. */
function sourceOf(loop: Step['loop']): string {
  return loop.find((step) => /^(?:SCAN|SEARCH) /.test(step)) ?? '';
}

function described({ detail, loop }: Step): string {
  return detail.startsWith('USE TEMP B-TREE') ? `${detail}: ${sourceOf(loop)}` : detail;
}

describe('every command on the store, with the tables full', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'query-plans-'));
  let seen: Step[] = [];
  const needed = new Set<string>();
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
      const growing = [...new Set(seen.filter(grows).map(described))];
      for (const step of growing) needed.add(`${nameOf(exercise)}: ${step}`);
      expect(growing.filter((step) => !(step in allowed))).toEqual([]);
    },
  );

  it('finds what is due by the index of what is due alone, however much waits for later', async () => {
    seen = [];
    for (const each of EXERCISES) {
      if (['endpointsWithDueActions', 'dueActions'].includes(nameOf(each))) await each.run(db);
    }
    const indexes = seen.flatMap(({ detail }) => /USING (?:COVERING )?INDEX (\w+)/.exec(detail)?.[1] ?? []);
    expect(new Set(indexes)).toEqual(new Set(['actions_due', 'actions_lane']));
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
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const commands = require(path.join(COMMANDS, file)) as Record<string, unknown>;
      return Object.entries(commands).flatMap(([name, value]) =>
        typeof value === 'function' && !exercised.has(value) ? [`${file}: ${name}`] : [],
      );
    });
    expect(missing).toEqual([]);
  });
});
