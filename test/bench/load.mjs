import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';

/** Starts a peer in a process of its own; resolves with its address once it listens. Its files go when it is stopped. */
export async function startPeer(name, ...args) {
  const file = fileURLToPath(new URL(`peers/${name}.mjs`, import.meta.url));
  const folder = mkdtempSync(path.join(os.tmpdir(), `bench-${name}-`));
  const env = { ...process.env, TMPDIR: folder, TEMP: folder };
  const child = fork(file, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { port } = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  child.removeAllListeners('exit');
  child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => child.kill('SIGKILL'),
    /** Sends a message to a peer that answers each with one of its own. */
    tell: async (message) => {
      const answered = once(child, 'message');
      child.send(message);
      const [answer] = await answered;
      return answer;
    },
  };
}

/** A delivery of a lead and a call of its own, as Convoso writes it. */
export function delivery(number) {
  return (
    `call_log_id=c${number}&lead_id=${1_000_000 + number}&first_name=Test&last_name=Lead&phone_number=7735550167` +
    '&status=NI&length_in_sec=148&call_date=2025-10-09+15%3A56%3A40&call_type=OUTBOUND&term_reason=CALLER' +
    '&agent_full_name=Test+Agent&agent_email=agent%40example.test&campaign_name=Solar+West&list_id=3343&recording='
  );
}

async function post(pool, body) {
  const answer = await pool.request({
    path: '/hooks/main',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
}

/** As fast as it goes over `connections` at a time. Gives the time until the last answer, in milliseconds. */
export async function flood(url, { events, connections, from }) {
  const pool = new Pool(url, { connections });
  let next = from;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < from + events) await post(pool, delivery(next++));
    }),
  );
  const elapsed = performance.now() - startedAt;
  await pool.close();
  return elapsed;
}

/** At a constant rate, whatever the answers take, so that queueing shows. Gives the answer times, sorted, in ms. */
export async function steady(url, { rate, seconds, from }) {
  const pool = new Pool(url, { connections: 100 });
  const times = [];
  const pending = [];
  const startedAt = performance.now();
  const events = rate * seconds;
  for (let sent = 0; sent < events;) {
    const due = Math.min(events, Math.floor(((performance.now() - startedAt) / 1000) * rate) + 1);
    for (; sent < due; sent++) {
      const intended = startedAt + (sent / rate) * 1000;
      pending.push(post(pool, delivery(from + sent)).then(() => times.push(performance.now() - intended)));
    }
    await wait(1);
  }
  await Promise.all(pending);
  await pool.close();
  return times.sort((a, b) => a - b);
}

export function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Waits until the sink has met so many different calls. */
export async function reached(sinkUrl, count) {
  for (;;) {
    const { distinct } = await (await fetch(sinkUrl)).json();
    if (distinct >= count) return;
    await wait(2);
  }
}
