// Which workflows match one call: our index beside json-rules-engine, json-logic-engine (compiled) and plain JavaScript
// written for these workflows. Every peer must find the same workflows, which is checked before anything is timed.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const OURS = 'ours';
const PLAIN = 'plain';
const LOGIC = 'json-logic-engine';
const RULES = 'json-rules-engine';

/** How many events each peer is given, by number of workflows; the slow ones get few. */
const SIZES = {
  1: { [OURS]: 1_000, [PLAIN]: 1_000, [LOGIC]: 1_000, [RULES]: 1_000 },
  100: { [OURS]: 1_000, [PLAIN]: 1_000, [LOGIC]: 1_000, [RULES]: 100 },
  10_000: { [OURS]: 1_000, [PLAIN]: 1_000, [LOGIC]: 100, [RULES]: 10 },
  100_000: { [OURS]: 1_000 },
};

const times = {};
let changes;
for (const [count, peers] of Object.entries(SIZES)) {
  const running = {};
  for (const [name, events] of Object.entries(peers)) running[name] = await start(name, count, events);
  const expected = running[OURS].answers;
  assert.ok(
    expected.slice(0, Math.min(...Object.values(peers))).flat().length > 0,
    'no event matches anything',
  );
  for (const [name, { answers }] of Object.entries(running)) {
    assert.deepEqual(
      answers,
      expected.slice(0, answers.length),
      `${name} finds others among ${count} workflows`,
    );
  }
  times[count] = {};
  for (const [name, { time }] of Object.entries(running)) {
    const result = await time();
    times[count][name] = result.microseconds;
    if (count === '10000' && name === OURS) changes = result.changes;
  }
  console.log(`${count} workflows: ${hits(expected)}; all find the same`);
}

console.log(
  `\n${'µs per event'.padEnd(20)}${Object.keys(SIZES)
    .map((count) => count.padStart(12))
    .join('')}`,
);
for (const name of [OURS, PLAIN, LOGIC, RULES]) {
  const cells = Object.keys(SIZES).map((count) => (times[count][name]?.toFixed(2) ?? '–').padStart(12));
  console.log(name.padEnd(20) + cells.join(''));
}
console.log('\ntimes ours');
for (const name of [PLAIN, LOGIC, RULES]) {
  const cells = Object.values(times).map((row) =>
    (row[name] === undefined ? '–' : times1(row[name] / row[OURS])).padStart(12),
  );
  console.log(name.padEnd(20) + cells.join(''));
}

console.log();
const ratio = (a, b) => a / b;
expect('10,000 workflows / 100', ratio(times[10_000][OURS], times[100][OURS]), 'at most', 3);
expect(
  'json-logic-engine / ours, at 10,000',
  ratio(times[10_000][LOGIC], times[10_000][OURS]),
  'at least',
  1_000,
);
expect('ours / plain JavaScript, at 1', ratio(times[1][OURS], times[1][PLAIN]), 'at most', 5);
for (const [what, sorted] of Object.entries(changes)) {
  const at = (share) => sorted[Math.floor(sorted.length * share)];
  console.log(`one workflow ${what}, median: ${at(0.5).toFixed(1)} µs`);
  expect(`one workflow ${what} among 10,000, 99 of 100, µs`, at(0.99), 'below', 100);
}

function expect(what, value, relation, bound) {
  const held =
    relation === 'at least' ? value >= bound : relation === 'at most' ? value <= bound : value < bound;
  const verdict = held ? 'held' : 'MISSED';
  console.log(
    `${what.padEnd(52)} ${value.toFixed(2).padStart(9)}   (expected: ${relation} ${bound}; ${verdict})`,
  );
  if (!held) process.exitCode = 1;
}

function times1(value) {
  return value.toFixed(value < 100 ? 1 : 0);
}

function hits(answers) {
  const share = (test) => `${Math.round((100 * answers.filter(test).length) / answers.length)} %`;
  return `${share((ids) => ids.length === 0)} of the events match none, ${share((ids) => ids.length === 1)} one, ${share((ids) => ids.length > 1)} several`;
}

async function start(name, count, events) {
  const file = fileURLToPath(new URL('peers/matching/process.mjs', import.meta.url));
  const child = fork(file, [name, count, String(events)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const next = () =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => code !== 0 && reject(new Error(`${name} ended with ${code}`)));
    });
  const { answers } = await next();
  return {
    answers,
    time: () => {
      child.send('time');
      return next();
    },
  };
}
