import path from 'node:path';
import Database from 'better-sqlite3';

/** A data folder whose tables hold so many actions, three in ten of them waiting, and what belongs to them. */
export function fillTables(dataFolder: string, actions: number): void {
  const db = new Database(path.join(dataFolder, 'connect.sqlite'));
  db.pragma('synchronous = OFF');
  const numbers = (count: number) =>
    `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})`;
  const id = "printf('01J%023d', n)";
  const state = `case when n % 10 < 3 then 'waiting' when n % 1000 = 3 then 'running' when n % 10 = 3 then 'dead'
    else 'done' end`;
  db.exec(`
    begin;
    ${numbers(actions)} insert into deliveries
      select n, ${id}, 'main', n, 'POST', '', '{}', zeroblob(100), '127.0.0.1',
        case n % 1000 when 2 then 'dead' else 'received' end, 0, null from numbers;
    ${numbers(actions)} insert into inbox select n, 0, null from numbers where n % 1000 = 1;
    ${numbers(actions)} insert into occurrences
      select n, ${id}, 1, n, 'lead:' || (n / 5), printf('773%07d', n / 5), printf('774%07d', n / 5), '{}', '[]', null
      from numbers;
    ${numbers(actions)} insert into actions (id, occurrence_id, revision, workflow_id, action_set_id, action_id, type,
        endpoint_id, lead_key, lane, requested_at, due_at, next_at, give_up_at, state, attempts, run_now, list_id)
      select ${id} || '-01', ${id}, 1, 'workflow ' || (n % 20), 'now', 'post',
        case n % 3 when 0 then 'EMAIL' else 'INTEGRATION' end, 'endpoint ' || (n % 7), 'lead:' || (n / 5),
        'lead:' || (n / 5) || ' endpoint', n, n, n, n, ${state}, n % 10 > 2, 0, 'list ' || (n % 4) from numbers;
    ${numbers(actions)} insert into attempts (action_id, number, at, duration_ms, workflow_id, endpoint_id, phone,
        lead_key, method, url, status, outcome, result, result_key)
      select ${id} || '-01', 1, n, 10, 'workflow ' || (n % 20), 'endpoint ' || (n % 7), printf('773%07d', n / 5),
        'lead:' || (n / 5), 'POST', 'https://crm.example.test/', 200,
        case n % 9 when 0 then 'failed' else 'delivered' end, 'true', case n % 3 when 0 then 'id-' || n else 'true' end
      from numbers where n % 10 > 2;
    ${numbers(actions / 10)} insert into workflow_failures
      select ${id}, 'workflow ' || (n % 20), n, 'why' from numbers;
    ${numbers(actions / 5)} insert into lead_states select 'lead:' || n, '{}', n from numbers;
    ${numbers(actions / 5)} insert into call_states select 'call ' || n, '{}', n from numbers;
    ${numbers(actions / 5)} insert into guard_states
      select 'lead:' || n, '{"rates":[],"echoes":[]}', n from numbers;
    ${numbers(20)} insert into loop_states select 'workflow ' || n, '[]', n from numbers;
    ${numbers(1_000)} insert into live_calls select 'call ' || n, 'agent ' || n, 'lead:' || n, n from numbers;
    ${numbers(1_000)} insert into quarantine
      select ${id}, n, 'main', 401, 'SECRET_WRONG', 'wrong', 'POST', '', '{}', zeroblob(10), 0, '127.0.0.1', null,
        'caller main SECRET_WRONG', '127.0.0.1'
      from numbers;
    ${numbers(1_000)} insert into notifications
      select 'key ' || n, 'kind', 'message', n, n, 1, null, '', case n % 2 when 0 then n end, 0, null from numbers;
    ${numbers(20)} insert into switches select 'endpoint:endpoint ' || n, 1, 1, 'why', n, 0 from numbers;
    ${numbers(20)} insert into stored_secrets select 'secret ' || n, zeroblob(60), n from numbers;
    ${numbers(50)} insert into config_revisions select n, 'hash ' || n, '{}', 1, n from numbers;
    commit`);
  db.close();
}
