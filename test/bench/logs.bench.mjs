// A page of 50 out of a million log entries, by each filter, beside the same page without one; over HTTP, as users
// get it. The rows are made by SQL in the relay's own tables, then a relay is started on them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createLog, startRelay } from '@convoso-connect/relay';
import { fillLogs } from './log-rows.mjs';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const ROUNDS = Number(process.env.ROUNDS ?? 60);
const MOST = 5;

const folder = mkdtempSync(path.join(os.tmpdir(), 'logs-bench-'));
const configFile = path.join(folder, 'bench.json');
// What is asked for below is there, however few rows are made: of what never was, a list is refused.
const endpoints = ['crm', 'dialer', 'rare'].map((id) => ({
  id,
  apiUrl: `https://${id}.example.test`,
  requestMethod: 'GET',
}));
const workflows = ['sale', 'start', 'rare'].map((id) => ({
  id,
  active: false,
  events: [{ type: 'DISPOSITION', values: ['NI'] }],
  actionSets: [{ id: 'now', actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm' }] }],
}));
const settings = { retention: { days: 90, rows: 10 * ROWS } };
writeFileSync(configFile, JSON.stringify({ version: 1, endpoints, workflows, settings }));
const log = createLog({ readable: false, level: 'error' });
const start = () => startRelay({ dataFolder: folder, configFile, port: 0, apiKey: 'key-of-the-bench', log });

await (await start()).stop();
const madeIn = await timed(() => fillLogs(path.join(folder, 'connect.sqlite'), ROWS));
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
