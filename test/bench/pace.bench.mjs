// Calls into a vendor that takes so many in any second and answers 429 to the rest, without saying when to come again: with the pace set,
// and with the pace learnt from the refusals. Everything on loopback, one relay after the other on a folder of its own; the vendor and
// whoever delivers the calls are in a thread beside the relay's.
//
//   EVENTS=3000          calls, eight for each lead
//   RATE=100             what the vendor takes a second; 10 takes ten times as long
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { createLog, startRelay } from '@convoso-connect/relay';

const EVENTS = Number(process.env.EVENTS ?? 3_000);
const RATE = Number(process.env.RATE ?? 100);
const CALLS_OF_A_LEAD = 8;
/** The last call may not wait for ever: a run that takes so many times the ideal is broken off. */
const BROKEN_OFF_AFTER = 10;

const EXPECTED = {
  set: { time: 1.05, refused: 0 },
  learnt: { time: 1.5, refused: 0.05 },
};

/** Takes `RATE` in any second. Keeps what it took, in order, and counts what it refused. */
async function vendor() {
  const seen = { taken: [], refused: 0, lastAt: 0 };
  const takenAt = [];
  const server = createServer((incoming, response) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const now = performance.now();
      while (takenAt.length > 0 && takenAt[0] <= now - 1_000) takenAt.shift();
      if (takenAt.length >= RATE) {
        seen.refused += 1;
        response.writeHead(429).end('{"success":false}');
        return;
      }
      takenAt.push(now);
      seen.taken.push(JSON.parse(Buffer.concat(chunks).toString()));
      seen.lastAt = now;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}');
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${server.address().port}/calls`, seen, close };
}

function configFor(url, pace) {
  const fields = [
    { section: 'callLog', field: 'call_log_id', mappedTo: 'call' },
    { section: 'lead', field: 'id', mappedTo: 'lead' },
  ];
  const endpoint = {
    id: 'vendor',
    apiUrl: url,
    requestMethod: 'POST',
    postDataType: 'JSON',
    adaptorId: 'call',
  };
  return {
    version: 1,
    adaptors: [{ id: 'call', fields }],
    endpoints: [{ ...endpoint, responseKey: 'success', ...(pace && { pace }) }],
    workflows: [
      {
        id: 'all',
        events: [{ type: 'DISPOSITION' }],
        actionSets: [{ id: 'now', actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'vendor' }] }],
      },
    ],
    hooks: [{ id: 'main' }],
    settings: { egress: { allow: ['127.0.0.0/8'] } },
  };
}

/** The calls of a lead come one after the other, those of different leads beside each other. */
async function deliver(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const leads = Math.ceil(EVENTS / CALLS_OF_A_LEAD);
  const lead = async (number) => {
    for (let call = 0; call < CALLS_OF_A_LEAD && number * CALLS_OF_A_LEAD + call < EVENTS; call++) {
      const fields = {
        lead_id: `${1_000 + number}`,
        call_log_id: `${number}-${call}`,
        status: 'NI',
        phone_number: '7735550167',
      };
      await post(`${url}/hooks/main`, new URLSearchParams(fields).toString(), agent);
    }
  };
  await Promise.all(Array.from({ length: leads }, (_, number) => lead(number)));
  agent.destroy();
}

function post(url, body, agent) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`answered ${answer.statusCode}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Every call once, and those of a lead in their order; says what is wrong, or null. */
function faultIn(taken) {
  const ids = new Set(taken.map(({ call }) => call));
  if (ids.size !== EVENTS || taken.length !== EVENTS) {
    return `${EVENTS} calls were answered, ${taken.length} arrived, ${ids.size} of them different`;
  }
  const last = new Map();
  for (const { call } of taken) {
    const [lead, number] = call.split('-').map(Number);
    if (number !== (last.get(lead) ?? -1) + 1) return `call ${call} came out of its order`;
    last.set(lead, number);
  }
  return null;
}

/** In the thread beside the relay: stands in for the vendor, delivers the calls, and says how it went. */
async function besideRelay() {
  const { url, seen, close } = await vendor();
  parentPort.postMessage({ url });
  const relayUrl = await new Promise((resolve) => parentPort.once('message', resolve));
  const ideal = EVENTS / RATE;
  const startedAt = performance.now();
  await deliver(relayUrl);
  const end = startedAt + Math.max(10, ideal * BROKEN_OFF_AFTER) * 1_000;
  while (seen.taken.length < EVENTS && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await close();
  const seconds = (seen.lastAt - startedAt) / 1_000;
  const result = {
    seconds,
    time: seconds / ideal,
    refused: seen.refused / EVENTS,
    fault: faultIn(seen.taken),
  };
  parentPort.postMessage({ result });
}

async function run(pace) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pace-bench-'));
  const beside = new Worker(new URL(import.meta.url));
  const said = (what) =>
    new Promise((resolve, reject) => {
      beside.on('message', (message) => what in message && resolve(message[what]));
      beside.once('error', reject);
    });
  const configFile = path.join(folder, 'bench.json');
  writeFileSync(configFile, JSON.stringify(configFor(await said('url'), pace)));
  const log = createLog({ readable: false, level: 'error' });
  const relay = await startRelay({
    dataFolder: folder,
    configFile,
    port: 0,
    apiKey: 'key-of-the-bench',
    log,
  });
  try {
    beside.postMessage(relay.url);
    return await said('result');
  } finally {
    await relay.stop();
    await beside.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main() {
  console.log(
    `${EVENTS} calls into a vendor of ${RATE} a second: ${(EVENTS / RATE).toFixed(1)} s at the least`,
  );
  for (const [name, pace] of [
    ['set', { maxPerSecond: RATE }],
    ['learnt', null],
  ]) {
    const { seconds, time, refused, fault } = await run(pace);
    const most = EXPECTED[name];
    const percent = (part) => `${(100 * part).toFixed(1)} %`;
    console.log(`\npace ${name}: ${seconds.toFixed(1)} s`);
    console.log(`  time / least time:     ${time.toFixed(2)}   (expected: at most ${most.time})`);
    console.log(
      `  refused, of all calls: ${percent(refused)}   (expected: at most ${percent(most.refused)})`,
    );
    console.log(`  every call once and in the order of its lead: ${fault === null ? 'yes' : `no: ${fault}`}`);
    if (time > most.time || refused > most.refused || fault !== null) process.exitCode = 1;
  }
}

await (isMainThread ? main() : besideRelay());
