// What somebody would write who wants the durable path with a queue from npm: a form comes in, is a job in Postgres before the answer,
// and a worker maps it and posts it. No rules, no lanes, no reasons.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import express from 'express';
import { Agent, request } from 'undici';
import { ready } from './ready.mjs';

const [, , sinkUrl, home] = process.argv;
const entry = createRequire(path.join(home, 'package.json')).resolve('pg-boss');
const { PgBoss } = await import(pathToFileURL(entry).href);

const QUEUE = 'calls';
/** As many jobs are fetched and worked on at once as the other peers have requests under way. */
const AT_ONCE = 64;

const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 10 });
await boss.start();
await boss.createQueue(QUEUE);

const agent = new Agent({ connections: AT_ONCE });

async function post({ call_log_id, lead_id, phone_number, status, length_in_sec, agent_email }) {
  const answer = await request(sinkUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      voip_call_id: call_log_id,
      voip_customer_id: lead_id,
      phone: phone_number,
      disposition: status,
      seconds: length_in_sec,
      email: agent_email,
    }),
    dispatcher: agent,
  });
  await answer.body.dump();
}

let isAtWork = false;
let isAskedAgain = false;

/** Fetches and works as long as there is something: its own polling waits for half a second at the least. */
async function work() {
  isAskedAgain = true;
  if (isAtWork) return;
  isAtWork = true;
  while (isAskedAgain) {
    isAskedAgain = false;
    const jobs = await boss.fetch(QUEUE, { batchSize: AT_ONCE });
    if (jobs.length === 0) continue;
    await Promise.all(jobs.map(({ data }) => post(data)));
    await boss.complete(
      QUEUE,
      jobs.map(({ id }) => id),
    );
    isAskedAgain = true;
  }
  isAtWork = false;
}

const app = express();
app.post('/hooks/main', express.urlencoded({ extended: false }), async (req, res) => {
  if (req.body.status === 'NI') await boss.send(QUEUE, { ...req.body });
  res.json({ success: true });
  void work();
});
const server = app.listen(0, '127.0.0.1', () => ready(server.address().port));
