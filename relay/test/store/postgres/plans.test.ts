import { expect, it } from '@jest/globals';
import { CompiledQuery, sql } from 'kysely';
import type { Connection, Db } from '../../../src/store/sql/connection.js';
import {
  busyLanes,
  cutOffActions,
  dueCandidates,
  takeActions,
  waitingActions,
  wakeLanes,
} from '../../../src/store/sql/commands/claims.js';
import { behindEarlier, markProcessed } from '../../../src/store/sql/commands/deliveries.js';
import {
  countPendingOfLeads,
  leadsWithPending,
  pendingOfWorkflows,
} from '../../../src/store/sql/commands/pending-of-leads.js';
import { settleAttempts } from '../../../src/store/sql/commands/settlements.js';
import { loadStates } from '../../../src/store/sql/commands/states.js';
import { action, attempt } from '../rows.js';
import { describeOnPostgres } from './with-postgres.js';

/** A part of a plan, as Postgres explains it. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Node[];
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** Of the relays there are a few. Of the loops those alone that were broken lately, and each slice of work reads them all. */
const READ_WHOLE = new Set(['relays_pkey', 'loop_states']);

/** The parts that read a table or an index as a whole. */
function readingAll(node: Node): string[] {
  return nodesOf(node)
    .filter((each) => !READ_WHOLE.has(each['Index Name'] ?? each['Relation Name'] ?? ''))
    .filter((each) => each['Node Type'] === 'Seq Scan' || (each['Index Name'] && !each['Index Cond']))
    .map((each) => `${each['Node Type']} ${each['Index Name'] ?? each['Relation Name']}`);
}

/** So few that reading all of them costs little: the plan is kept while there come to be more. */
const ROWS = 100;

/** What was done, of which nothing is left in the indexes of what is pending but what a vacuum has not come to. */
async function fill(db: Db): Promise<void> {
  await sql`
    insert into actions (id, occurrence_id, revision, workflow_id, action_set_id, action_id, type, endpoint_id, lead_key, lane,
      requested_at, due_at, next_at, give_up_at, state, attempts, run_now)
    select 'A' || lpad(n::text, 6, '0') || '-01', 'A' || n, 1, 'w', 'now', 'post', 'INTEGRATION', 'endpoint:e', 'lead:' || n,
      'lead:' || n || ' endpoint', n, n, n, n, 'running', 0, 0
    from generate_series(1, ${ROWS}::int) as n
  `.execute(db);
  await sql`update actions set state = 'done'`.execute(db);
  await sql`
    insert into deliveries (seq, id, hook_id, received_at, method, query, headers, body, remote_address, state, claims)
    overriding system value
    select n, 'A' || n, 'main', n, 'POST', '', '{}', '', '127.0.0.1', 'received', 0
    from generate_series(1, ${ROWS}::int) as n
  `.execute(db);
  await sql`
    insert into inbox (seq, claims, holder, lead_key) select n, 0, 1, 'lead:' || n from generate_series(1, ${ROWS}::int) as n
  `.execute(db);
  await sql`
    insert into lead_states select 'lead:' || n, '{}', n from generate_series(1, ${ROWS}::int) as n
  `.execute(db);
  await sql`
    insert into guard_states select 'lead:' || n, '{"rates":[],"echoes":[]}', n from generate_series(1, ${ROWS}::int) as n
  `.execute(db);
  await sql`
    insert into call_states select 'call ' || n, '{"kinds":[]}', n from generate_series(1, ${ROWS}::int) as n
  `.execute(db);
}

const LEADS = ['lead:7', 'lead:8'];
const IDS = ['A000007-01', 'A000008-01'];
const HELD = action({ id: 'A000007-01', holder: 1, state: 'done' });
const FAILED = action({ id: 'A000008-01', holder: 1, state: 'waiting' });

const COMMANDS: Readonly<Record<string, (db: Connection) => Promise<unknown>>> = {
  'the end of attempts': (db) =>
    settleAttempts(
      db,
      [HELD, FAILED].map((each) => ({ action: each, attempt: attempt({ actionId: each.id }) })),
    ),
  'the next in lanes': (db) => wakeLanes(db, ['lead:7 endpoint'], 5),
  'lanes in which something is pending': (db) => busyLanes(db, ['lead:7 endpoint']),
  'what is pending for leads, counted': (db) => countPendingOfLeads(db, LEADS),
  'what workflows have pending for leads': (db) => pendingOfWorkflows(db, LEADS, ['w']),
  'leads with anything pending': (db) => leadsWithPending(db, LEADS),
  'what is due at a target': (db) =>
    dueCandidates(
      db,
      { kind: 'endpoint', id: 'e' },
      { now: 5, limit: 5, leftOut: new Set(['A1']), standstill: { from: 0, to: 0 } },
    ),
  'what waits': (db) => waitingActions(db, IDS),
  'what is taken up': (db) => takeActions(db, [action({ id: 'A000007-01' })]),
  'what is behind in the inbox': (db) => behindEarlier(db, [7, 8], { after: 0, before: 9 }),
  'what leaves the inbox': (db) => markProcessed(db, [7, 8]),
  'what was cut off': (db) => cutOffActions(db, { after: null, limit: 5 }),
};

describeOnPostgres(
  'a statement of every slice of work, in a session of Postgres that keeps its plans',
  (database) => {
    it.each(Object.keys(COMMANDS))('finds %s by an index, whatever is left of what is done', async (name) => {
      await database.withStore(async (_store, { db }) => {
        await fill(db);
        const growing: string[] = [];
        await db.transaction().execute(async (tx) => {
          const explained = explaining(tx, (node) => growing.push(...readingAll(node)));
          await COMMANDS[name]?.(explained);
        });
        expect(growing).toEqual([]);
      });
    });

    it('finds what is known of leads and calls by their keys', async () => {
      await database.withStore(async (_store, { db }) => {
        await fill(db);
        const growing: string[] = [];
        await db.transaction().execute(async (tx) => {
          await loadStates(
            explaining(tx, (node) => growing.push(...readingAll(node))),
            LEADS,
            ['call 7'],
          );
        });
        expect(growing).toEqual([]);
      });
    });
  },
);

/** The same connection, which has each statement explained before it is carried out. */
function explaining(db: Connection, seen: (plan: Node) => void): Connection {
  return new Proxy(db, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (property !== 'executeQuery')
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return async (query: CompiledQuery) => {
        const { rows } = await target.executeQuery<{ 'QUERY PLAN': string }>(
          CompiledQuery.raw(`explain (format json) ${query.sql}`, [...query.parameters]),
        );
        const [{ Plan: plan }] = JSON.parse(rows.map((row) => row['QUERY PLAN']).join('\n')) as [
          { Plan: Node },
        ];
        seen(plan);
        return target.executeQuery(query);
      };
    },
  });
}
