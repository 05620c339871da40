import { Connection } from '../../relay/dist/store/driver.js';

/**
 * Fills a data folder's store with so many attempts, 5 s apart and the last just now, with their actions and occurrences: by SQL in
 * the relay's own tables, so that a million take seconds.
 */
export function fillLogs(file, rows) {
  const db = new Connection(file);
  db.exec('pragma synchronous = OFF');
  const indexes = db.rows("select name, sql from sqlite_master where type = 'index' and sql is not null");
  for (const { name } of indexes) db.exec(`drop index ${name}`);
  const from = Date.now() - rows * 5_000;
  const old = Math.floor(rows / 20);
  const n = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${rows})`;
  const id = "printf('01J%023d', n)";
  const lead = 'case when n % 25000 = 0 then 1364887 else n / 3 end';
  const phone = "case when n % 25000 = 0 then '2125550123' else printf('773%07d', n / 3) end";
  const workflow = `case when n < ${old} and n % 500 = 0 then 'rare' when n % 3 = 0 then 'start' else 'sale' end`;
  const endpoint = `case when n < ${old} and n % 500 = 0 then 'rare' when n % 3 = 0 then 'dialer' else 'crm' end`;
  const list = `case when n < ${old} and n % 500 = 1 then '9999' when n % 12 = 0 then '2000' else 1000 + n % 7 end`;
  const result = `case
    when n < ${old} and n % 700 = 3 then 'quota exceeded'
    when n % 3 <> 0 and n % 20 = 1 then 'id-' || n
    when n % 33 = 1 then 'null'
    when n % 3 <> 0 and n % 50 = 2 then 'duplicate of ' || (n % 9)
    else 'true' end`;
  const outcome = `case
    when n < ${old} and n % 900 = 7 then 'interrupted'
    when n % 33 = 1 then 'retry'
    when n % 101 = 5 then 'failed'
    else 'delivered' end`;
  const state = "case when n % 101 = 5 then 'dead' when n % 400 = 9 then 'skipped' else 'done' end";
  db.exec(`
    begin;
    ${n} insert into occurrences
      select n, ${id}, 1, ${from} + n * 5000, 'lead:' || (${lead}), ${phone}, null, '{}', '[]', null from numbers;
    ${n} insert into actions (id, occurrence_id, revision, workflow_id, action_set_id, action_id, type, endpoint_id,
        lane, requested_at, due_at, next_at, give_up_at, state, attempts, run_now, payload, list_id)
      select ${id} || '-01', ${id}, 1, ${workflow}, 'now', 'post', 'INTEGRATION', ${endpoint}, 'lane',
        ${from} + n * 5000, ${from} + n * 5000, ${from} + n * 5000, ${from} + n * 5000, ${state}, 1, 0, '{"call":"' || n || '"}', ${list}
      from numbers;
    ${n} insert into attempts (action_id, number, at, duration_ms, workflow_id, endpoint_id, phone, lead_key, method,
        url, body, status, outcome, result, result_key)
      select ${id} || '-01', 1, ${from} + n * 5000, 120, ${workflow}, ${endpoint}, ${phone}, 'lead:' || (${lead}), 'POST',
        'https://crm.example.test/calls?src=convoso',
        '{"call":"' || n || '","phone":"7735550167","outcome":"NI","note":"call back later in the week","agent":"agent@example.test"}',
        200, ${outcome}, case ${result} when 'true' then 'true' when 'null' then 'null' else '"' || ${result} || '"' end,
        ${result}
      from numbers;
    commit;
  `);
  for (const { sql } of indexes) db.exec(sql);
  db.close();
}
