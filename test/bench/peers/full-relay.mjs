// The relay as it ships, on a store that holds ROWS actions of which three in ten wait, with 300 workflows besides the
// one that fires. The rows are made by SQL in the relay's own tables, after the likeness of one call that it took in.
import { closeSync, fsyncSync, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { createLog, startRelay } from '@convoso-connect/relay';
import { Connection } from '../../../relay/dist/store/driver.js';
import { delivery } from '../durable-path/hook-client.mjs';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const ACTIONS_EACH = 5;
const KEY = 'key-of-the-bench';
const [, , sinkUrl] = process.argv;
const folder = mkdtempSync(path.join(os.tmpdir(), 'full-relay-'));
const configFile = path.join(folder, 'bench.json');
const dataFolder = path.join(folder, 'data');
writeFileSync(configFile, JSON.stringify(config()));
const log = createLog({ readable: false, level: 'error' });
const options = { dataFolder, configFile, port: 0, apiKey: KEY, log, reads: process.env.READS ?? 'thread' };

const first = await startRelay(options);
await fetch(`${first.url}/hooks/main`, { method: 'POST', body: delivery(0) });
while ((await logged(first.url)) === 0) await wait(10);
await first.stop();
fill(path.join(dataFolder, 'connect.sqlite'));

const relay = await startRelay(options);
// Seconds of processor time so far, all threads together, and how long the thread of intake stood still at most since it
// was last asked.
const stalls = monitorEventLoopDelay({ resolution: 1 });
stalls.enable();
process.on('message', (message) => {
  if (message === 'end') process.exit(0);
  const { user, system } = process.cpuUsage();
  process.send({ cpu: (user + system) / 1e6, stall: stalls.max / 1e6 });
  stalls.reset();
});
process.send({ port: relay.port });

async function logged(url) {
  return (await (await fetch(`${url}/api/logs`, { headers: { authorization: `Bearer ${KEY}` } })).json()).logs
    .length;
}

function config() {
  const row = (section, field, mappedTo) => ({ section, field, mappedTo });
  const workflow = (id, values) => ({
    id,
    events: [{ type: 'DISPOSITION', values }],
    actionSets: [{ id: 'now', actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'sink' }] }],
  });
  const others = Array.from({ length: 300 }, (_, n) => workflow(`other-${n}`, [`X${n}`]));
  return {
    version: 1,
    adaptors: [
      {
        id: 'three',
        fields: [
          row('callLog', 'call_log_id', 'voip_call_id'),
          row('lead', 'id', 'lead'),
          row('callLog', 'status', 'outcome'),
        ],
      },
    ],
    endpoints: [
      {
        id: 'sink',
        apiUrl: sinkUrl,
        requestMethod: 'POST',
        postDataType: 'JSON',
        adaptorId: 'three',
        responseKey: 'success',
      },
    ],
    workflows: [workflow('all', ['NI']), ...others],
    hooks: [{ id: 'main' }],
    settings: {
      egress: { allow: [new URL(sinkUrl).host] },
      retention: { days: 3_650, rows: 10 * ROWS + 1_000_000 },
    },
  };
}

/** The calls are 5 s apart, the last of them now; what waits is due in a year. Indexes are made after the rows. */
function fill(file) {
  const db = new Connection(file);
  db.exec('pragma synchronous = OFF');
  const like = db.rows('select id, occurrence, decisions from occurrences limit 1')[0];
  const indexes = db.rows("select name, sql from sqlite_master where type = 'index' and sql is not null");
  for (const { name } of indexes) db.exec(`drop index ${name}`);
  const occurrences = Math.ceil(ROWS / ACTIONS_EACH);
  const now = Date.now();
  const numbers = (count) =>
    `with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})`;
  const id = (n) => `printf('01J%023d', ${n})`;
  const of = `(n - 1) / ${ACTIONS_EACH} + 1`;
  const at = (n) => `${now} - (${occurrences} - (${n})) * 5000`;
  const workflow = "case n % 4 when 0 then 'all' else 'other-' || (n % 300) end";
  const state = `case
    when n % 10 < 3 then 'waiting' when n % 101 = 5 then 'dead' when n % 400 = 9 then 'skipped' else 'done' end`;
  const due = `case when n % 10 < 3 then ${now} + 31536000000 + n else ${at(of)} end`;
  db.exec('begin');
  db.run(
    `${numbers(occurrences)} insert into occurrences
      select n + 1, ${id('n')}, 1, ${at('n')}, 'lead:' || (n / 3), printf('773%07d', n / 3), null,
        replace(?, ?, ${id('n')}), ?, null from numbers`,
    like.occurrence,
    like.id,
    like.decisions,
  );
  db.exec(`
    ${numbers(occurrences)} insert into deliveries (id, hook_id, received_at, method, query, headers, body,
        remote_address, state, claims)
      select ${id('n')}, 'main', ${at('n')}, 'POST', '', '{}', zeroblob(400), '127.0.0.1', 'processed', 0 from numbers;
    ${numbers(ROWS)} insert into actions (id, occurrence_id, revision, workflow_id, action_set_id, action_id, type,
        endpoint_id, lead_key, lane, requested_at, due_at, next_at, give_up_at, state, attempts, run_now, payload, list_id)
      select ${id(of)} || printf('-%02d', n % ${ACTIONS_EACH} + 1), ${id(of)}, 1, ${workflow}, 'now', 'post',
        'INTEGRATION', 'sink', 'lead:' || (${of} / 3), 'lead:' || (${of} / 3) || ' sink', ${at(of)}, ${due}, ${due},
        ${due} + 86400000, ${state}, 1, 0, '{"call":"' || n || '"}', 1000 + n % 7
      from numbers;
    ${numbers(ROWS)} insert into attempts (action_id, number, at, duration_ms, workflow_id, endpoint_id, phone, lead_key,
        method, url, body, status, outcome, result, result_key)
      select ${id(of)} || printf('-%02d', n % ${ACTIONS_EACH} + 1), 1, ${at(of)}, 120, ${workflow}, 'sink',
        printf('773%07d', ${of} / 3), 'lead:' || (${of} / 3), 'POST', 'https://crm.example.test/calls?src=convoso',
        '{"call":"' || n || '","phone":"7735550167","outcome":"NI"}', 200,
        case when n % 101 = 5 then 'failed' else 'delivered' end, 'true', 'true'
      from numbers where n % 10 >= 3;
    commit`);
  for (const { sql } of indexes) db.exec(sql);
  db.close();
  // Otherwise the system writes it out while the answers are timed, and every fsync waits for that.
  const written = openSync(file, 'r+');
  fsyncSync(written);
  closeSync(written);
}
