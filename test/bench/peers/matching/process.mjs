// One peer with so many workflows, in a process of its own so that none is measured on another's garbage or in a loop
// that another has slowed down. First answers which workflows match each event, then on request how long that takes.
import { performance } from 'node:perf_hooks';
import { corpus } from './corpus.mjs';

const [, , name, count, checked] = process.argv;
const ROUNDS = 7;
const WARM_UP_MS = 300;
const ROUND_MS = 150;
const CHANGES = 2_000;

const { prepare } = await import(`./${name}.mjs`);
const parts = corpus(Number(count));
const { match, idsOf, eventOf = (occurrence) => occurrence, change } = prepare(parts);
const events = parts.events.slice(0, Number(checked)).map(eventOf);

const answers = [];
for (const event of events) answers.push(idsOf(await match(event)));
process.send({ answers });
process.once('message', async () => {
  const microseconds = await timeMatching();
  process.send({
    microseconds,
    changes: change && timeChanges(),
    megabytes: process.memoryUsage().heapUsed / 2 ** 20,
  });
  process.disconnect();
});

/** The median of rounds, in microseconds an event. */
async function timeMatching() {
  await eventsFor(WARM_UP_MS);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await eventsFor(ROUND_MS));
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

/** All events, over and over until the time is up. */
async function eventsFor(ms) {
  const startedAt = performance.now();
  let [done, found] = [0, 0];
  do {
    for (const event of events) {
      const result = match(event);
      found += result instanceof Promise ? (await result).events.length : result.length;
    }
    done += events.length;
  } while (performance.now() - startedAt < ms);
  if (found === 0) throw new Error('nothing was found');
  return ((performance.now() - startedAt) * 1000) / done;
}

/** One workflow more and one less, in turns; microseconds each, sorted. */
function timeChanges() {
  const [added, removed] = [[], []];
  for (let number = 0; number < CHANGES; number++) {
    const workflow = change.prepare(number);
    added.push(timed(() => change.add(workflow)));
    removed.push(timed(() => change.remove(workflow)));
  }
  const ascending = (times) => times.slice(CHANGES / 10).sort((a, b) => a - b);
  return { added: ascending(added), removed: ascending(removed) };
}

function timed(work) {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) * 1000;
}
