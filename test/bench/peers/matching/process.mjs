// One peer with so many workflows, in a process of its own so that none is measured on another's garbage or in a loop
// that another has slowed down. First answers which workflows match each event, then on request what that costs.
import { corpus } from './corpus.mjs';

const [, , name, count, checked] = process.argv;
const WARM_UP_MS = 500;
const TIMED_MS = 1_000;
const ROUND_MS = 2;
const LONGEST_ROUND_MS = 50;
const CHANGES = 1_000;

const { prepare } = await import(`./${name}.mjs`);
const parts = corpus(Number(count));
const { match, idsOf, eventOf = (occurrence) => occurrence, change } = prepare(parts);
const events = parts.events.slice(0, Number(checked)).map(eventOf);

const answers = [];
for (const event of events) answers.push(idsOf(await match(event)));
process.send({ answers });
process.once('message', async () => {
  const microseconds = await timeMatching();
  process.send({ microseconds, changes: change && timeChanges() });
  process.disconnect();
});

/**
 * The best of many rounds, in microseconds an event: what disturbs a round only ever makes it slower. Rounds must be
 * short to be undisturbed at times, so that slow peers have fewer of the events in theirs.
 */
async function timeMatching() {
  const firstTime = await round(events.slice(0, 5));
  const timed = events.slice(0, Math.max(5, (LONGEST_ROUND_MS * 1_000) / firstTime));
  await bestRound(timed, WARM_UP_MS);
  return bestRound(timed, TIMED_MS);
}

async function bestRound(timed, ms) {
  const until = cpuTime() + ms * 1_000;
  let best = Infinity;
  do best = Math.min(best, await round(timed));
  while (cpuTime() < until);
  return best;
}

/** All of the events, again and again where that takes too little time to be told. */
async function round(timed) {
  const startedAt = cpuTime();
  let done = 0;
  let found = 0;
  do {
    for (const event of timed) {
      const result = match(event);
      found += result instanceof Promise ? (await result).events.length : result.length;
    }
    done += timed.length;
  } while (cpuTime() - startedAt < ROUND_MS * 1_000);
  if (found < 0) throw new Error('what was found must be used, or the loop may be optimised away');
  return (cpuTime() - startedAt) / done;
}

/** What this process has had of the processor, in microseconds: other processes on the machine do not count. */
function cpuTime() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** What it costs to add one workflow and to remove one, in microseconds, the first ones as a warm-up left out. */
function timeChanges() {
  const workflows = Array.from({ length: CHANGES }, (_, number) => change.prepare(number));
  const costs = () => ({
    adding: costOfEach(workflows, change.add),
    removing: costOfEach(workflows, change.remove),
  });
  costs();
  return costs();
}

function costOfEach(items, work) {
  const startedAt = cpuTime();
  for (const item of items) work(item);
  return (cpuTime() - startedAt) / items.length;
}
