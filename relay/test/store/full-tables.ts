import path from 'node:path';
import { Connection } from '../../src/store/driver.js';

/** A data folder whose tables hold so many actions, three in ten of them waiting, and what belongs to them. */
export function fillTables(dataFolder: string, actions: number): void {
  const db = new Connection(path.join(dataFolder, 'connect.sqlite'));
  db.exec('pragma synchronous = OFF');
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
    ${numbers(actions)} insert into inbox (seq, claims, lead_key)
      select n, 0, 'lead:' || (n % 7) from numbers where n % 1000 = 1;
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
    ${numbers(actions / 5)} insert into admissions select 'event ' || n, 'rule', 'step', 'lead:' || n, '{}', '{}', n from numbers;
    ${numbers(actions / 5)} insert into holds
      select 'hold ' || n, 'key ' || (n % 20), 'n8n', 'given ' || n, 'digest', 'lead:' || n, '773' || n, 'event ' || n,
        '{}', '{}', '1', null, null, n, null from numbers;
    ${numbers(500)} insert into subscriptions
      select 'sub ' || n, null, 'admin key', 'url', '[]', '{}', null, zeroblob(60), 'identity ' || n, n, n,
        case n % 2 when 0 then n end, null, null from numbers;
    ${numbers(1_000)} insert into live_calls select 'call ' || n, 'agent ' || n, 'lead:' || n, n from numbers;
    ${numbers(1_000)} insert into quarantine
      select ${id}, n, 'main', 401, 'SECRET_WRONG', 'wrong', 'POST', '', '{}', zeroblob(10), 0, '127.0.0.1', null,
        'caller main SECRET_WRONG', '127.0.0.1'
      from numbers;
    ${numbers(1_000)} insert into notifications
      select 'key ' || n, 'kind', 'message', n, n, 1, null, '', case n % 2 when 0 then n end, 0, null, null
      from numbers;
    ${numbers(1_000)} insert into alarms
      select 'failing:endpoint ' || n || ':timed-out', 'failing', 'endpoint ' || n, 'timed-out', 'message', n, n, n, 'on',
        n, null, null, case n % 2 when 0 then n end
      from numbers;
    ${numbers(20)} insert into switches select 'endpoint:endpoint ' || n, 1, 1, 'why', n, 0 from numbers;
    ${numbers(200)} insert into halts
      select 'halt ' || n, 'endpoint ' || n, 'paused', n, null, case n % 2 when 0 then n end, 'why', n % 3 from numbers;
    ${numbers(20)} insert into stored_secrets (name, sealed, set_at) select 'secret ' || n, zeroblob(60), n from numbers;
    ${numbers(200)} insert into api_keys select 'key ' || n, 'name ' || n, '[]', 50, '', '[]', n, null, null, n from numbers;
    ${numbers(100)} insert into sessions select 'digest ' || n, 'session ' || n, 'link', null, 'mark', n, n from numbers;
    ${numbers(100)} insert into sign_in_links select 'digest ' || n, n from numbers;
    insert into shared_keys values ('api', 'digest', 1, '[]'), ('secrets', 'digest', 1, '[]');
    ${numbers(actions / 10)} insert into audit
      select n, n, case n % 3 when 0 then 'admin key' else 'n8n' end, null, 'what ' || (n % 20), 'part ' || n, null, null,
        'done', null
      from numbers;
    ${numbers(1_000)} insert into account_names select 'list:' || n, 'List ' || n, n from numbers;
    ${numbers(50)} insert into config_revisions select n, 'hash ' || n, '{}', 1, n from numbers;
    ${numbers(50)} insert into revision_origins select n, 'file', null, null from numbers;
    commit`);
  db.close();
}
