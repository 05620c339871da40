// Two people who read a relay: one goes through the lists, the other exports and tries rules. They begin when they are
// told, and when they are told to end they just leave, whatever they have not got yet.
import { performance } from 'node:perf_hooks';

const [, , url] = process.argv;
const KEY = 'key-of-the-bench';
const READS = {
  'a page of 200 occurrences': '/api/occurrences?limit=200',
  'the last 1,000 of the logs': '/api/logs?limit=1000',
  'a result that never was': '/api/logs?result=nowhere',
  'what is running': '/api/actions?state=running',
  'a page of what is pending': '/api/pending?limit=1000',
  'pending of a workflow without any': '/api/pending?workflow=other-2',
  'done of a workflow without any': '/api/actions?workflow=other-1&state=done&type=EMAIL',
  'everything about one occurrence': '/api/occurrences/<id>',
  "a lead's history": '/api/leads/3/history',
  'a thousand deliveries': '/api/deliveries?limit=1000',
  'dead letters': '/api/dead-letters?limit=1000',
};
const CSV = '/api/logs?format=csv&outcome=failed';
const SIMULATION = '/api/simulate';

const { occurrences } = await (
  await fetch(`${url}/api/occurrences?limit=20`, { headers: { authorization: `Bearer ${KEY}` } })
).json();
const id = occurrences[0].id;
const LISTS = Object.fromEntries(
  Object.entries(READS).map(([name, place]) => [
    name,
    (signal) => get(place.replace('<id>', id), { signal }),
  ]),
);
const LONG = {
  'a CSV export': (signal) => get(CSV, { signal }),
  'a dry run over 20,000 calls': (signal) => get(SIMULATION, { method: 'POST', signal }),
};

let present = null;
process.on('message', async (message) => {
  if (message === 'end') process.exit(0);
  if (message === 'begin') {
    present = enter();
    process.send({});
  } else process.send(await present.leave());
});
process.send({ port: Number(new URL(url).port) });

function enter() {
  const left = new AbortController();
  const taken = {};
  const loop = async (reads) => {
    try {
      for (;;) for (const [name, read] of Object.entries(reads)) await timed(name, () => read(left.signal));
    } catch (error) {
      return left.signal.aborted ? undefined : String(error);
    }
  };
  const timed = async (name, read) => {
    const at = performance.now();
    await read();
    (taken[name] ??= []).push(performance.now() - at);
  };
  const loops = [loop(LISTS), loop(LONG)];
  return {
    leave: async () => {
      left.abort();
      return { taken, failure: (await Promise.all(loops)).find((failure) => failure !== undefined) };
    },
  };
}

async function get(place, options) {
  const answer = await fetch(`${url}${place}`, { ...options, headers: { authorization: `Bearer ${KEY}` } });
  for await (const part of answer.body)
    if (answer.status !== 200) throw new Error(Buffer.from(part).toString());
}
