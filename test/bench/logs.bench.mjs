// A page of 50 out of a million log entries, by each filter, beside the same page without one; over HTTP, as users
// get it. The rows are made by SQL in the relay's own tables, then a relay is started on them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createLog, startRelay } from '@convoso-connect/relay';
import Database from 'better-sqlite3';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const ROUNDS = Number(process.env.ROUNDS ?? 60);
const MOST = 5;

const folder = mkdtempSync(path.join(os.tmpdir(), 'logs-bench-'));
const configFile = path.join(folder, 'bench.json');
writeFileSync(
  configFile,
  JSON.stringify({ version: 1, settings: { retention: { days: 90, rows: 10 * ROWS } } }),
);
const log = createLog({ readable: false, level: 'error' });
const start = () => startRelay({ dataFolder: folder, configFile, port: 0, apiKey: 'key-of-the-bench', log });

await (await start()).stop();
const madeIn = await timed(() => fill(path.join(folder, 'connect.sqlite')));
const relay = await start();

// Entries are 5 s apart; the old tenth of them lies more than 50 days back.
const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
/** A number that the rule for such results below holds for. */
const ONE_OF_ITS_OWN = ROWS - (ROWS % 60) - 59;
const LOGS = {
  'no filter': '',
  'a day': `from=${day(30)}&to=${day(30)}`,
  'until 50 days ago': `to=${day(50)}`,
  'phone, formatted': `phone=${encodeURIComponent('+1 (212) 555-0123')}`,
  'a busy endpoint': 'endpoint=crm',
  'a rare endpoint, long ago': 'endpoint=rare',
  'a busy workflow': 'workflow=sale',
  'a rare workflow, long ago': 'workflow=rare',
  'failed only': 'outcome=failed',
  'interrupted, long ago': 'outcome=interrupted',
  'failed at a busy endpoint': 'endpoint=crm&outcome=failed',
  'a rare workflow at a busy endpoint': 'workflow=rare&endpoint=crm',
  'a workflow at an endpoint of another': 'workflow=start&endpoint=crm',
  'an endpoint on a day': `endpoint=crm&from=${day(40)}&to=${day(40)}`,
  'result: the usual one': 'result=true',
  'result: null': 'result=null',
  'result: beginning of a few texts': 'result=dup',
  'result: beginning of unlike texts': 'result=id-',
  'result: one text of its own': `result=id-${ONE_OF_ITS_OWN}`,
  'result: a rare one, long ago': 'result=quota',
  'result at an endpoint': 'result=null&endpoint=crm',
  'result that another endpoint gives': 'result=dup&endpoint=dialer',
  'results of their own, elsewhere': 'result=id-&workflow=start',
  'result with another outcome': 'result=dup&outcome=retry',
  'nothing found': 'result=nowhere',
};
const ACTIONS = {
  'no filter': '',
  'a day': `from=${day(30)}&to=${day(30)}`,
  'a lead': 'lead=1364887',
  'a list': 'list=1001',
  'a rare list, long ago': 'list=9999',
  'a list of a workflow': 'list=1001&workflow=sale',
  'a list of another workflow': 'list=2000&workflow=sale',
  'a workflow': 'workflow=sale',
  'a rare workflow, long ago': 'workflow=rare',
  'a type': 'type=Convoso%20Connect',
  'a type that never was': 'type=Email',
  'one that a workflow never has': 'type=Email&workflow=sale',
  'one that a list never has': 'type=Email&list=1001',
  dead: 'state=dead',
  'waiting, of which there are none': 'state=waiting',
  'dead of a workflow': 'workflow=sale&state=dead',
  'dead of a workflow without any': 'workflow=rare&state=dead',
};

console.log(
  `\n${ROWS} log entries and as many actions, made in ${(madeIn / 1000).toFixed(0)} s; pages of 50`,
);
const worst = Math.max(await compare('logs', LOGS), await compare('actions', ACTIONS));
console.log(`\nthe dearest filter / no filter:   ${worst.toFixed(2)}   (expected: at most ${MOST}.00)`);
await relay.stop();
rmSync(folder, { recursive: true });

/** Medians of rounds in which every query has its turn, so that a busy moment of the machine hits all alike. */
async function compare(list, queries) {
  const times = Object.fromEntries(Object.keys(queries).map((name) => [name, []]));
  const found = {};
  for (let round = -3; round < ROUNDS; round++) {
    for (const [name, query] of Object.entries(queries)) {
      const time = await timed(async () => {
        const answer = await fetch(`${relay.url}/api/${list}?limit=50&${query}`, {
          headers: { authorization: 'Bearer key-of-the-bench' },
        });
        if (answer.status !== 200) throw new Error(await answer.text());
        found[name] = (await answer.json())[list].length;
      });
      if (round >= 0) times[name].push(time);
    }
  }
  const median = (name) => times[name].sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  const unfiltered = median('no filter');
  console.log(`\n${`/api/${list}`.padEnd(36)} rows   median ms   ratio`);
  for (const name of Object.keys(queries)) {
    const ms = median(name);
    const cells = [
      String(found[name]).padStart(4),
      ms.toFixed(2).padStart(9),
      (ms / unfiltered).toFixed(2).padStart(7),
    ];
    console.log(`${name.padEnd(36)} ${cells.join('   ')}`);
  }
  return Math.max(...Object.keys(queries).map(median)) / unfiltered;
}

async function timed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Indexes are made after the rows, which takes a tenth of the time. */
function fill(file) {
  const db = new Database(file);
  db.pragma('synchronous = OFF');
  const indexes = db
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all();
  for (const { name } of indexes) db.exec(`drop index ${name}`);
  const from = Date.now() - ROWS * 5_000;
  const old = Math.floor(ROWS / 20);
  const n = `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${ROWS})`;
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
